-- Orders: found without reading what is done to each ticket.
CREATE INDEX "idx_event_ordered" ON "event" ("ticket_id") WHERE "verb" = 'direct';
