ALTER TABLE "call_list" ADD COLUMN "callee_id" BIGINT;
CREATE INDEX "idx_call_list_callee" ON "call_list" ("callee_id", "ticket_id") WHERE "state" = 'open';
