ALTER TABLE "event" ADD COLUMN "react_attempts" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "event" ADD COLUMN "react_after" TIMESTAMP;
CREATE TABLE "alert" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(160) NOT NULL UNIQUE,
    "officer_id" BIGINT NOT NULL,
    "ticket_id" BIGINT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "text_id" VARCHAR(60) NOT NULL,
    "due_at" TIMESTAMP NOT NULL,
    "sent_at" TIMESTAMP
);
CREATE INDEX "idx_alert_waiting" ON "alert" ("due_at", "officer_id") WHERE "sent_at" IS NULL;
CREATE INDEX "idx_event_join" ON "event" ("actor_id", "ticket_id") WHERE "verb" = 'join';
CREATE INDEX "idx_ticket_parent" ON "ticket" ("parent_id") WHERE "parent_id" IS NOT NULL;
