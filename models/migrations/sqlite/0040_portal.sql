CREATE TABLE "saved" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "officer_id" BIGINT NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "body" TEXT NOT NULL,
    "created_at" TIMESTAMP NOT NULL
);
CREATE INDEX "idx_saved_officer" ON "saved" ("officer_id");
CREATE INDEX "idx_outbound_failed" ON "outbound" ("id") WHERE "state" IN ('failed','unreachable','unknown');
