ALTER TABLE "event" ADD COLUMN "react_attempts" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "event" ADD COLUMN "react_after" TIMESTAMPTZ;
CREATE TABLE "alert" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(160) NOT NULL UNIQUE,
    "officer_id" BIGINT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "text_id" VARCHAR(60) NOT NULL,
    "due_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ
);
CREATE INDEX "idx_alert_waiting" ON "alert" ("due_at", "officer_id") WHERE "sent_at" IS NULL;
CREATE INDEX "idx_event_join" ON "event" ("actor_id", "ticket_id") WHERE "verb" = 'join';
CREATE INDEX "idx_ticket_parent" ON "ticket" ("parent_id") WHERE "parent_id" IS NOT NULL;
