-- Whose work is this officer's today: asked at every turn of an officer in the chat and at every page.
CREATE INDEX "idx_leave_substitute" ON "leave" ("substitute_id", "ends");
