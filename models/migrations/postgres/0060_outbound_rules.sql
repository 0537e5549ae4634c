ALTER TABLE "identity" ADD COLUMN "failed_at" TIMESTAMPTZ;
ALTER TABLE "identity" ADD COLUMN "marketing_stopped_at" TIMESTAMPTZ;
CREATE TABLE "initiated" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "identity_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    UNIQUE ("channel", "identity_id")
);
CREATE INDEX "idx_initiated_at" ON "initiated" ("channel", "at");
