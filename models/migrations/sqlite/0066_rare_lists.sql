-- Filters that leave few tickets of many: the urgent ones, and suggestions, are not looked for among all of them.
CREATE INDEX "idx_ticket_urgent" ON "ticket" ("id") WHERE "urgent" = 1;
CREATE INDEX "idx_ticket_suggestion" ON "ticket" ("id") WHERE "kind" = 'suggestion';
