-- What the portal asks for often; words are found by reading, which a district on one file can bear.
CREATE INDEX "idx_ticket_open_due" ON "ticket" ("due_at", "id")
    WHERE "status" IN ('submitted','screening','assigned','in_progress','waiting_citizen','reopened','appealed');
CREATE INDEX "idx_ticket_officer" ON "ticket" ("officer_id", "id");
CREATE INDEX "idx_ticket_resolved" ON "ticket" ("resolved_at") WHERE "resolved_at" IS NOT NULL;
CREATE INDEX "idx_ticket_disputed" ON "ticket" ("id") WHERE "reopen_count" > 0 OR "status" = 'appealed';
