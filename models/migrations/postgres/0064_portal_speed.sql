-- What the portal asks a million tickets for: each list, count, search and chart from an index of its own.
-- INCLUDE makes them index-only: jurisdiction and state are decided without touching the rows.
CREATE INDEX "idx_ticket_open_due" ON "ticket" ("due_at", "id")
    INCLUDE ("department_id", "area_path", "status", "first_viewed_at", "officer_id", "confidential",
        "submitted_at", "kind", "urgent", "category_id")
    WHERE "status" IN ('submitted','screening','assigned','in_progress','waiting_citizen','reopened','appealed');
CREATE INDEX "idx_ticket_ended" ON "ticket" ("id")
    INCLUDE ("department_id", "area_path", "status", "officer_id", "confidential", "submitted_at", "kind")
    WHERE "status" IN ('confirmed','closed_unanswered','rejected','withdrawn','merged');
CREATE INDEX "idx_ticket_awaiting" ON "ticket" ("id")
    INCLUDE ("department_id", "area_path", "officer_id", "confidential") WHERE "status" = 'resolved';
CREATE INDEX "idx_ticket_scope" ON "ticket" ("department_id", "area_path" text_pattern_ops, "status", "id")
    INCLUDE ("officer_id", "confidential");
CREATE INDEX "idx_ticket_officer" ON "ticket" ("officer_id", "id");
CREATE INDEX "idx_ticket_received" ON "ticket" ("submitted_at")
    INCLUDE ("id", "department_id", "area_path", "status", "reopen_count", "officer_id", "confidential");
DROP INDEX "idx_ticket_submitted";
CREATE INDEX "idx_ticket_resolved" ON "ticket" ("resolved_at")
    INCLUDE ("id", "submitted_at", "department_id", "area_path", "officer_id", "confidential")
    WHERE "resolved_at" IS NOT NULL;
CREATE INDEX "idx_ticket_confirmed" ON "ticket" ("closed_at")
    INCLUDE ("id", "department_id", "area_path", "officer_id", "confidential")
    WHERE "status" = 'confirmed';
CREATE INDEX "idx_ticket_disputed" ON "ticket" ("id") WHERE "reopen_count" > 0 OR "status" = 'appealed';
CREATE INDEX "idx_ticket_rejection" ON "ticket" ("due_at", "id") WHERE "pending" ? 'rejection';
-- Words, and beside them where a ticket belongs and how new it is: the index itself narrows a common word down
-- to one department, area or officer, and to the newest tickets, before any row is read.
DROP INDEX "idx_ticket_search";
CREATE INDEX "idx_ticket_search" ON "ticket" USING gin (to_tsvector('simple', "search_text"
    || ' zqd' || coalesce("department_id", 0)::text || ' zqo' || coalesce("officer_id", 0)::text
    || ' zqa' || replace("area_path", '.', ' zqa') || ' zqn' || ("id" / 20000)::text))
    WITH (gin_pending_list_limit = 512);
