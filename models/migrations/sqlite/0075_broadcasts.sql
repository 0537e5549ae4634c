-- Messages to the citizens of an area or a department; who wants none; which outbound rows belong to which.
CREATE TABLE "broadcast" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "words_hi" TEXT NOT NULL,
    "words_hne" TEXT NOT NULL,
    "words_en" TEXT NOT NULL,
    "area_path" VARCHAR(160) NOT NULL,
    "state" VARCHAR(10) NOT NULL,
    "reason" VARCHAR(300) NOT NULL,
    "version" INT NOT NULL,
    "not_before" TIMESTAMP,
    "made_by" BIGINT NOT NULL,
    "made_for" BIGINT,
    "made_at" TIMESTAMP NOT NULL,
    "approved_by" BIGINT,
    "approved_for" BIGINT,
    "approved_at" TIMESTAMP,
    "ended_by" BIGINT,
    "ended_for" BIGINT,
    "ended_at" TIMESTAMP,
    "people" INT NOT NULL,
    "left_out" INT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "last_person" BIGINT NOT NULL,
    "reached" INT NOT NULL,
    "skipped" INT NOT NULL,
    "area_id" BIGINT NOT NULL REFERENCES "area" ("id") ON DELETE RESTRICT,
    "department_id" BIGINT REFERENCES "department" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_broadcast_sending" ON "broadcast" ("id") WHERE "state" = 'sending';
CREATE INDEX "idx_broadcast_place" ON "broadcast" ("area_path", "id");
ALTER TABLE "person" ADD COLUMN "broadcasts_off_at" TIMESTAMP;
CREATE INDEX "idx_person_area" ON "person" ("area_id") WHERE "area_id" IS NOT NULL;
ALTER TABLE "outbound" ADD COLUMN "broadcast_id" BIGINT;
-- How far a broadcast is, and who has it already: asked of its own rows only.
CREATE INDEX "idx_outbound_broadcast" ON "outbound" ("broadcast_id", "state") WHERE "broadcast_id" IS NOT NULL;
CREATE INDEX "idx_outbound_told" ON "outbound" ("broadcast_id", "person_id") WHERE "broadcast_id" IS NOT NULL;
