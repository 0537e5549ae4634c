ALTER TABLE "attachment" ADD COLUMN "speech_state" VARCHAR(10) NOT NULL DEFAULT '';
ALTER TABLE "attachment" ADD COLUMN "speech_attempts" SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE "attachment" ADD COLUMN "speech_after" TIMESTAMP;
CREATE INDEX "idx_attachment_unheard" ON "attachment" ("created_at") WHERE "speech_state" = '' AND "kind" IN ('voice','audio');
CREATE INDEX "idx_attachment_person" ON "attachment" ("person_id");
CREATE INDEX "idx_person_merged" ON "person" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
