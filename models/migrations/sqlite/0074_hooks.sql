CREATE TABLE "hook" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(80) NOT NULL UNIQUE,
    "url" VARCHAR(500) NOT NULL,
    "secret" VARCHAR(64) NOT NULL,
    "events" JSON NOT NULL,
    "department_id" BIGINT REFERENCES "department" ("id") ON DELETE RESTRICT,
    "active" INT NOT NULL,
    "disabled_reason" VARCHAR(12) NOT NULL,
    "failures" INT NOT NULL,
    "failing_since" TIMESTAMP,
    "paused_until" TIMESTAMP,
    "served_until" TIMESTAMP,
    "created_by" BIGINT,
    "created_at" TIMESTAMP NOT NULL
);
CREATE TABLE "hook_call" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "hook_id" BIGINT NOT NULL REFERENCES "hook" ("id") ON DELETE CASCADE,
    "event_id" BIGINT,
    "delivery" VARCHAR(36) NOT NULL,
    "event" VARCHAR(30) NOT NULL,
    "body" TEXT NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "attempts" SMALLINT NOT NULL,
    "next_at" TIMESTAMP NOT NULL,
    "status" SMALLINT,
    "error" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "done_at" TIMESTAMP,
    CONSTRAINT "uid_hook_call_hook_event" UNIQUE ("hook_id", "event_id")
);
-- What waits for one receiver, in order: costs what is due, however many calls were made.
CREATE INDEX "idx_hook_call_waiting" ON "hook_call" ("hook_id", "next_at", "id")
    WHERE "state" IN ('queued','sending','failed');
CREATE INDEX "idx_hook_call_newest" ON "hook_call" ("hook_id", "id");
CREATE INDEX "idx_hook_call_over" ON "hook_call" ("done_at") WHERE "state" IN ('done','gave_up');
