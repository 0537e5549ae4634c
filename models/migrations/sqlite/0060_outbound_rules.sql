ALTER TABLE "identity" ADD COLUMN "failed_at" TIMESTAMP;
ALTER TABLE "identity" ADD COLUMN "marketing_stopped_at" TIMESTAMP;
CREATE TABLE "initiated" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "identity_id" BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    UNIQUE ("channel", "identity_id")
);
CREATE INDEX "idx_initiated_at" ON "initiated" ("channel", "at");
