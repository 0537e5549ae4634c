CREATE TABLE "saved" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "officer_id" BIGINT NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "idx_saved_officer" ON "saved" ("officer_id");
CREATE INDEX "idx_outbound_failed" ON "outbound" ("id") WHERE "state" IN ('failed','unreachable','unknown');
CREATE INDEX "idx_ticket_search" ON "ticket" USING gin (to_tsvector('simple', "search_text"));
