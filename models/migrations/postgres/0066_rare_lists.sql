-- Filters that leave few tickets of many: the urgent ones, and suggestions, are not looked for among all of them.
CREATE INDEX "idx_ticket_urgent" ON "ticket" ("id")
    INCLUDE ("department_id", "area_path", "status", "officer_id", "confidential", "submitted_at", "kind",
        "category_id")
    WHERE "urgent" = TRUE;
CREATE INDEX "idx_ticket_suggestion" ON "ticket" ("id")
    INCLUDE ("department_id", "area_path", "status", "officer_id", "confidential", "submitted_at",
        "category_id")
    WHERE "kind" = 'suggestion';
