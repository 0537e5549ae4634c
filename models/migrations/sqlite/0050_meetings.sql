ALTER TABLE "digest_sent" ADD COLUMN "claimed_until" TIMESTAMP;
ALTER TABLE "digest_sent" ADD COLUMN "attempts" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "digest_sent" ADD COLUMN "text" TEXT NOT NULL DEFAULT '';
ALTER TABLE "digest_sent" ADD COLUMN "files" JSON NOT NULL DEFAULT '[]';
CREATE INDEX "idx_digest_sent_waiting" ON "digest_sent" ("id") WHERE "state" = 'waiting';
CREATE TABLE "meeting" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(240) NOT NULL UNIQUE,
    "officer_id" BIGINT NOT NULL,
    "department_id" BIGINT,
    "area_path" VARCHAR(160) NOT NULL,
    "held_on" DATE NOT NULL,
    "week" VARCHAR(8) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "frozen_at" TIMESTAMP NOT NULL,
    "closed_at" TIMESTAMP,
    "minutes_key" VARCHAR(200) NOT NULL,
    "minutes_sha256" VARCHAR(64) NOT NULL
);
CREATE INDEX "idx_meeting_held" ON "meeting" ("area_path", "held_on");
CREATE TABLE "meeting_item" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "facts" JSON NOT NULL,
    "order_id" BIGINT,
    "meeting_id" BIGINT NOT NULL REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    UNIQUE ("meeting_id", "position"),
    UNIQUE ("meeting_id", "ticket_id")
);
CREATE TABLE "meeting_order" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(80) NOT NULL UNIQUE,
    "item_id" BIGINT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "due_at" TIMESTAMP,
    "officer_id" BIGINT,
    "given_by" BIGINT NOT NULL,
    "given_at" TIMESTAMP NOT NULL,
    "meeting_id" BIGINT NOT NULL REFERENCES "meeting" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_meeting_order_ticket" ON "meeting_order" ("ticket_id", "id");
CREATE INDEX "idx_meeting_order_meeting" ON "meeting_order" ("meeting_id", "id");
CREATE TABLE "attendance" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "officer_id" BIGINT NOT NULL,
    "present" INT NOT NULL,
    "meeting_id" BIGINT NOT NULL REFERENCES "meeting" ("id") ON DELETE RESTRICT,
    UNIQUE ("meeting_id", "officer_id")
);
