CREATE TABLE "wording" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "text_id" VARCHAR(80) NOT NULL,
    "language" VARCHAR(8) NOT NULL,
    "body" TEXT NOT NULL,
    "officer_id" BIGINT,
    "at" TIMESTAMPTZ NOT NULL,
    CONSTRAINT "uid_wording_text_language" UNIQUE ("text_id", "language")
);
