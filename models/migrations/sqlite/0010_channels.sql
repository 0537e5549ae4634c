ALTER TABLE "outbound" ADD COLUMN "card" VARCHAR(80) NOT NULL DEFAULT '';
ALTER TABLE "outbound" ADD COLUMN "sent_parts" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "outbound" ADD COLUMN "flagged_at" TIMESTAMP;
CREATE INDEX "idx_outbound_card" ON "outbound" ("person_id", "card", "id") WHERE "card" <> '';
CREATE INDEX "idx_outbound_open" ON "outbound" ("person_id", "lane", "id") WHERE "state" IN ('queued','sending');
CREATE INDEX "idx_inbound_lane" ON "inbound" ("lane", "id") WHERE "state" = 'new';
CREATE INDEX "idx_inbound_parked" ON "inbound" ("id") WHERE "state" = 'parked';
