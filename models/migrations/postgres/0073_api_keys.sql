-- Programs that file for people: their keys, for whom each files, and which tickets came through which key.
CREATE TABLE "api_key" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "prefix" VARCHAR(12) NOT NULL UNIQUE,
    "hash" VARCHAR(64) NOT NULL,
    "made_by" BIGINT,
    "active" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_used_at" TIMESTAMPTZ,
    "revoked_at" TIMESTAMPTZ
);
CREATE TABLE "api_filer" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "handle" VARCHAR(64) NOT NULL,
    "key_id" BIGINT NOT NULL REFERENCES "api_key" ("id") ON DELETE RESTRICT,
    "person_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT,
    UNIQUE ("key_id", "handle")
);
CREATE INDEX "idx_api_filer_person" ON "api_filer" ("person_id");
CREATE TABLE "api_request" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "service_code" VARCHAR(60) NOT NULL,
    "content" VARCHAR(64) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "key_id" BIGINT NOT NULL REFERENCES "api_key" ("id") ON DELETE RESTRICT,
    "ticket_id" BIGINT NOT NULL UNIQUE REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
-- A key's own requests of some weeks, newest first: never looked for among all tickets.
CREATE INDEX "idx_api_request_key" ON "api_request" ("key_id", "at", "id");
