-- Programs that file for people: their keys, for whom each files, and which tickets came through which key.
CREATE TABLE "api_key" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "prefix" VARCHAR(12) NOT NULL UNIQUE,
    "hash" VARCHAR(64) NOT NULL,
    "made_by" BIGINT,
    "active" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "last_used_at" TIMESTAMP,
    "revoked_at" TIMESTAMP
);
CREATE TABLE "api_filer" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "handle" VARCHAR(64) NOT NULL,
    "key_id" BIGINT NOT NULL REFERENCES "api_key" ("id") ON DELETE RESTRICT,
    "person_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT,
    UNIQUE ("key_id", "handle")
);
CREATE INDEX "idx_api_filer_person" ON "api_filer" ("person_id");
CREATE TABLE "api_request" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "service_code" VARCHAR(60) NOT NULL,
    "content" VARCHAR(64) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "key_id" BIGINT NOT NULL REFERENCES "api_key" ("id") ON DELETE RESTRICT,
    "ticket_id" BIGINT NOT NULL UNIQUE REFERENCES "ticket" ("id") ON DELETE RESTRICT
);
-- A key's own requests of some weeks, newest first: never looked for among all tickets.
CREATE INDEX "idx_api_request_key" ON "api_request" ("key_id", "at", "id");
