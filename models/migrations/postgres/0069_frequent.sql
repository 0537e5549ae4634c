-- Tickets of people who file very often: few, and looked at by the supervisor alone.
CREATE INDEX "idx_ticket_frequent" ON "ticket" ("due_at", "id") WHERE "frequent" = TRUE;
