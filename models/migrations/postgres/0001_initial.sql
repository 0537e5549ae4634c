-- The tables of the first release.
CREATE TABLE "area" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code" VARCHAR(80) NOT NULL UNIQUE,
    "kind" VARCHAR(12) NOT NULL,
    "name_hi" VARCHAR(120) NOT NULL,
    "name_en" VARCHAR(120) NOT NULL,
    "aliases" JSONB NOT NULL,
    "lgd_code" INT,
    "path" VARCHAR(160) NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "active" BOOL NOT NULL,
    "parent_id" BIGINT REFERENCES "area" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_area_path" ON "area" ("path" text_pattern_ops);
CREATE TABLE "department" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code" VARCHAR(40) NOT NULL UNIQUE,
    "name_hi" VARCHAR(160) NOT NULL,
    "name_en" VARCHAR(160) NOT NULL,
    "name_hne" VARCHAR(160) NOT NULL,
    "short_hi" VARCHAR(24) NOT NULL,
    "short_en" VARCHAR(24) NOT NULL,
    "icon" VARCHAR(16) NOT NULL,
    "position" INT NOT NULL,
    "active" BOOL NOT NULL
);
CREATE TABLE "category" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code" VARCHAR(60) NOT NULL UNIQUE,
    "name_hi" VARCHAR(80) NOT NULL,
    "name_en" VARCHAR(80) NOT NULL,
    "name_hne" VARCHAR(80) NOT NULL,
    "days_problem" INT NOT NULL,
    "days_demand" INT NOT NULL,
    "days_suggestion" INT NOT NULL,
    "days_urgent" INT NOT NULL,
    "photo_required" BOOL NOT NULL,
    "service" BOOL NOT NULL,
    "position" INT NOT NULL,
    "active" BOOL NOT NULL,
    "department_id" BIGINT NOT NULL REFERENCES "department" ("id") ON DELETE RESTRICT
);
CREATE TABLE "holiday" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "date" DATE NOT NULL UNIQUE,
    "name_hi" VARCHAR(120) NOT NULL,
    "name_en" VARCHAR(120) NOT NULL
);
CREATE TABLE "office_hours" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "rules" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE TABLE "circuit" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "scope" VARCHAR(40) NOT NULL,
    "open" BOOL NOT NULL,
    "code" VARCHAR(40) NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "credential" VARCHAR(64) NOT NULL,
    "until" TIMESTAMPTZ,
    "changed_at" TIMESTAMPTZ NOT NULL,
    UNIQUE ("channel", "scope")
);
CREATE TABLE "counter" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "period" VARCHAR(10) NOT NULL,
    "value" BIGINT NOT NULL,
    UNIQUE ("name", "period")
);
CREATE TABLE "inbound" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "vendor_key" VARCHAR(240) NOT NULL,
    "lane" VARCHAR(10) NOT NULL,
    "sender" VARCHAR(160) NOT NULL,
    "body" TEXT NOT NULL,
    "vendor_at" TIMESTAMPTZ,
    "vendor_order" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ NOT NULL,
    "state" VARCHAR(8) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "next_attempt_at" TIMESTAMPTZ,
    "error" VARCHAR(400) NOT NULL,
    "handled_at" TIMESTAMPTZ,
    UNIQUE ("channel", "vendor_key")
);
CREATE TABLE "person" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(160) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "phone" VARCHAR(20),
    "address" VARCHAR(400) NOT NULL,
    "consent_version" VARCHAR(20) NOT NULL,
    "consent_at" TIMESTAMPTZ,
    "stopped_at" TIMESTAMPTZ,
    "erased_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "area_id" BIGINT REFERENCES "area" ("id") ON DELETE RESTRICT,
    "merged_into_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_person_phone" ON "person" ("phone");
CREATE TABLE "identity" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "external_id" VARCHAR(160),
    "phone" VARCHAR(20),
    "username" VARCHAR(80),
    "display_name" VARCHAR(160) NOT NULL,
    "last_inbound_at" TIMESTAMPTZ,
    "last_seen_key" BIGINT NOT NULL,
    "blocked_at" TIMESTAMPTZ,
    "failures" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "person_id" BIGINT NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    UNIQUE ("channel", "external_id"),
    UNIQUE ("channel", "phone")
);
CREATE TABLE "outbound" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(160) NOT NULL UNIQUE,
    "channel" VARCHAR(12) NOT NULL,
    "lane" VARCHAR(8) NOT NULL,
    "purpose" VARCHAR(40) NOT NULL,
    "ticket_id" BIGINT,
    "event_id" BIGINT,
    "body" TEXT NOT NULL,
    "state" VARCHAR(12) NOT NULL,
    "urgent" BOOL NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "next_attempt_at" TIMESTAMPTZ NOT NULL,
    "claimed_until" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "vendor_id" VARCHAR(200),
    "error_code" VARCHAR(40) NOT NULL,
    "error" VARCHAR(400) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "delivered_at" TIMESTAMPTZ,
    "read_at" TIMESTAMPTZ,
    "identity_id" BIGINT REFERENCES "identity" ("id") ON DELETE RESTRICT,
    "person_id" BIGINT NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_outbound_ticket_" ON "outbound" ("ticket_id");
CREATE INDEX "idx_outbound_vendor_" ON "outbound" ("vendor_id");
CREATE TABLE "template" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "purpose" VARCHAR(40) NOT NULL,
    "spare" BOOL NOT NULL,
    "category" VARCHAR(20) NOT NULL,
    "body" TEXT NOT NULL,
    "variables" JSONB NOT NULL,
    "version" INT NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "vendor_id" VARCHAR(60) NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    UNIQUE ("name", "language")
);
CREATE TABLE "access_log" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "officer_id" BIGINT,
    "action" VARCHAR(40) NOT NULL,
    "subject" VARCHAR(120) NOT NULL,
    "detail" VARCHAR(300) NOT NULL,
    "address" VARCHAR(45) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "idx_access_log_at" ON "access_log" ("at");
CREATE TABLE "officer" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "username" VARCHAR(60) NOT NULL UNIQUE,
    "name_hi" VARCHAR(120) NOT NULL,
    "name_en" VARCHAR(120) NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "level" VARCHAR(12) NOT NULL,
    "phone" VARCHAR(20),
    "language" VARCHAR(8) NOT NULL,
    "alerts" VARCHAR(10) NOT NULL,
    "password_hash" VARCHAR(200) NOT NULL,
    "session_epoch" INT NOT NULL,
    "active" BOOL NOT NULL,
    "demo" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "area_id" BIGINT NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    "department_id" BIGINT REFERENCES "department" ("id") ON DELETE RESTRICT,
    "person_id" BIGINT REFERENCES "person" ("id") ON DELETE SET NULL
);
CREATE TABLE "leave" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "starts" DATE NOT NULL,
    "ends" DATE NOT NULL,
    "officer_id" BIGINT NOT NULL REFERENCES "officer" ("id") ON DELETE CASCADE,
    "substitute_id" BIGINT REFERENCES "officer" ("id") ON DELETE SET NULL
);
CREATE TABLE "link_code" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(20) NOT NULL,
    "code_hash" VARCHAR(64) NOT NULL UNIQUE,
    "officer_id" BIGINT,
    "person_id" BIGINT,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "attempts" INT NOT NULL
);
CREATE TABLE "session" (
    "state" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "identity_id" BIGINT NOT NULL PRIMARY KEY REFERENCES "identity" ("id") ON DELETE CASCADE
);
CREATE TABLE "call_list" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(160) NOT NULL UNIQUE,
    "person_id" BIGINT NOT NULL,
    "ticket_id" BIGINT,
    "reason" VARCHAR(40) NOT NULL,
    "text" TEXT NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "outcome" VARCHAR(300) NOT NULL,
    "officer_id" BIGINT,
    "created_at" TIMESTAMPTZ NOT NULL,
    "done_at" TIMESTAMPTZ
);
CREATE INDEX "idx_call_list_person_" ON "call_list" ("person_id");
CREATE TABLE "daily_snapshot" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "day" DATE NOT NULL,
    "department_id" BIGINT NOT NULL,
    "area_id" BIGINT NOT NULL,
    "area_path" VARCHAR(160) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "counts" JSONB NOT NULL,
    UNIQUE ("day", "department_id", "area_id", "kind")
);
CREATE TABLE "digest_sent" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "week" VARCHAR(8) NOT NULL,
    "officer_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    UNIQUE ("week", "officer_id")
);
CREATE TABLE "labelled_example" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "ticket_id" BIGINT,
    "text" TEXT NOT NULL,
    "language" VARCHAR(12) NOT NULL,
    "department_code" VARCHAR(40) NOT NULL,
    "category_code" VARCHAR(60) NOT NULL,
    "source" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "idx_labelled_ex_ticket_" ON "labelled_example" ("ticket_id");
CREATE TABLE "ticket" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "number" VARCHAR(24) NOT NULL UNIQUE,
    "tail" VARCHAR(4) NOT NULL,
    "filing_key" VARCHAR(80) NOT NULL UNIQUE,
    "on_behalf_of" VARCHAR(160) NOT NULL,
    "source" VARCHAR(12) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "description" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "area_path" VARCHAR(160) NOT NULL,
    "address" VARCHAR(400) NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "status" VARCHAR(20) NOT NULL,
    "urgent" BOOL NOT NULL,
    "confidential" BOOL NOT NULL,
    "incomplete" BOOL NOT NULL,
    "frequent" BOOL NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "because" VARCHAR(400) NOT NULL,
    "alternatives" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ NOT NULL,
    "assigned_at" TIMESTAMPTZ,
    "first_viewed_at" TIMESTAMPTZ,
    "due_at" TIMESTAMPTZ,
    "calendar_version" BIGINT,
    "paused_at" TIMESTAMPTZ,
    "breached_at" TIMESTAMPTZ,
    "resolved_at" TIMESTAMPTZ,
    "closed_at" TIMESTAMPTZ,
    "last_nudged_at" TIMESTAMPTZ,
    "resolution" TEXT NOT NULL,
    "verdict" VARCHAR(10) NOT NULL,
    "rating" SMALLINT,
    "reopen_count" SMALLINT NOT NULL,
    "hop_count" SMALLINT NOT NULL,
    "extension_count" SMALLINT NOT NULL,
    "nudge_count" SMALLINT NOT NULL,
    "escalation_level" SMALLINT NOT NULL,
    "joined_count" INT NOT NULL,
    "pending" JSONB NOT NULL,
    "version" INT NOT NULL,
    "event_seq" INT NOT NULL,
    "event_head" VARCHAR(64) NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "area_id" BIGINT REFERENCES "area" ("id") ON DELETE RESTRICT,
    "category_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "citizen_id" BIGINT NOT NULL REFERENCES "person" ("id") ON DELETE RESTRICT,
    "department_id" BIGINT REFERENCES "department" ("id") ON DELETE RESTRICT,
    "officer_id" BIGINT REFERENCES "officer" ("id") ON DELETE RESTRICT,
    "parent_id" BIGINT REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_ticket_tail" ON "ticket" ("tail");
CREATE TABLE "attachment" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "event_seq" INT,
    "by_officer" BOOL NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "vendor_ref" VARCHAR(400) NOT NULL,
    "vendor_message" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "mime" VARCHAR(100) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "caption" TEXT NOT NULL,
    "size" BIGINT,
    "duration_s" INT,
    "sha256" VARCHAR(64) NOT NULL,
    "storage_key" VARCHAR(200) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "next_attempt_at" TIMESTAMPTZ,
    "error" VARCHAR(200) NOT NULL,
    "transcript" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "person_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT,
    "ticket_id" BIGINT REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "seq" INT NOT NULL,
    "verb" VARCHAR(30) NOT NULL,
    "actor_kind" VARCHAR(20) NOT NULL,
    "actor_id" BIGINT,
    "before" VARCHAR(20) NOT NULL,
    "after" VARCHAR(20) NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "previous" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL,
    "reacted_at" TIMESTAMPTZ,
    "ticket_id" BIGINT NOT NULL REFERENCES "ticket" ("id") ON DELETE RESTRICT,
    UNIQUE ("ticket_id", "seq")
);
CREATE TABLE "ticket_serial" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "prefix" VARCHAR(5) NOT NULL,
    "year" SMALLINT NOT NULL,
    "last_serial" INT NOT NULL,
    UNIQUE ("prefix", "year")
);
CREATE TABLE "timer" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(120) NOT NULL UNIQUE,
    "kind" VARCHAR(30) NOT NULL,
    "identity_id" BIGINT,
    "officer_id" BIGINT,
    "due_at" TIMESTAMPTZ NOT NULL,
    "data" JSONB NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "claimed_until" TIMESTAMPTZ,
    "attempts" SMALLINT NOT NULL,
    "error" VARCHAR(200) NOT NULL,
    "done_at" TIMESTAMPTZ,
    "ticket_id" BIGINT REFERENCES "ticket" ("id") ON DELETE CASCADE
);
CREATE INDEX "idx_ticket_officer_due" ON "ticket" ("officer_id", "due_at") WHERE "status" IN ('submitted','screening','assigned','in_progress','waiting_citizen','reopened','appealed');
CREATE INDEX "idx_ticket_department_due" ON "ticket" ("department_id", "due_at", "id") WHERE "status" IN ('submitted','screening','assigned','in_progress','waiting_citizen','reopened','appealed');
CREATE INDEX "idx_ticket_department" ON "ticket" ("department_id", "submitted_at");
CREATE INDEX "idx_ticket_status_due" ON "ticket" ("status", "due_at");
CREATE INDEX "idx_ticket_citizen" ON "ticket" ("citizen_id", "id");
CREATE INDEX "idx_ticket_area" ON "ticket" ("area_id", "category_id", "submitted_at");
CREATE INDEX "idx_ticket_area_path" ON "ticket" ("area_path" text_pattern_ops);
CREATE INDEX "idx_ticket_submitted" ON "ticket" ("submitted_at");
CREATE INDEX "idx_event_at" ON "event" ("at");
CREATE INDEX "idx_event_unreacted" ON "event" ("id") WHERE "reacted_at" IS NULL;
CREATE INDEX "idx_timer_due" ON "timer" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "idx_timer_ticket" ON "timer" ("ticket_id");
CREATE INDEX "idx_inbound_new" ON "inbound" ("channel", "sender", "vendor_at", "vendor_order", "id") WHERE "state" = 'new';
CREATE INDEX "idx_inbound_received" ON "inbound" ("received_at");
CREATE INDEX "idx_outbound_waiting" ON "outbound" ("lane", "next_attempt_at", "id") WHERE "state" IN ('queued','sending','unknown');
CREATE INDEX "idx_outbound_person" ON "outbound" ("person_id", "id");
CREATE INDEX "idx_attachment_waiting" ON "attachment" ("next_attempt_at") WHERE "state" = 'waiting';
CREATE INDEX "idx_attachment_ticket" ON "attachment" ("ticket_id");
CREATE INDEX "idx_attachment_message" ON "attachment" ("channel", "vendor_message");
CREATE INDEX "idx_identity_person" ON "identity" ("person_id");
CREATE INDEX "idx_officer_person" ON "officer" ("person_id");
CREATE INDEX "idx_officer_department" ON "officer" ("department_id");
CREATE INDEX "idx_call_list_open" ON "call_list" ("created_at") WHERE "state" = 'open';
