CREATE TABLE "ticket_number" (
    "number" VARCHAR(24) NOT NULL PRIMARY KEY,
    "given_at" TIMESTAMPTZ NOT NULL
);
INSERT INTO "ticket_number" ("number", "given_at") SELECT "number", "submitted_at" FROM "ticket";
