-- Orders, and what else is done to few tickets: found without reading what is done to each.
CREATE INDEX "idx_event_rare" ON "event" ("verb", "id") INCLUDE ("ticket_id")
    WHERE "verb" NOT IN ('file','assign','view','start','resolve','confirm','rate','remind','close','ask_verdict');
