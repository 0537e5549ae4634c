-- One seal a day over all event rows, each on top of the one before.
CREATE TABLE "seal" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "upto" BIGINT NOT NULL,
    "events" INT NOT NULL,
    "previous" VARCHAR(64) NOT NULL UNIQUE,
    "hash" VARCHAR(64) NOT NULL UNIQUE,
    "at" TIMESTAMP NOT NULL
);
