ALTER TABLE "labelled_example" ADD COLUMN "kind" VARCHAR(12) NOT NULL DEFAULT '';
ALTER TABLE "labelled_example" ADD COLUMN "urgent" BOOL;
ALTER TABLE "labelled_example" ADD COLUMN "area_id" BIGINT;
CREATE TABLE "routing_term" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "words" VARCHAR(120) NOT NULL UNIQUE,
    "strength" VARCHAR(8) NOT NULL,
    "category_code" VARCHAR(60) NOT NULL,
    "active" BOOL NOT NULL,
    "department_id" BIGINT NOT NULL REFERENCES "department" ("id") ON DELETE RESTRICT
);
