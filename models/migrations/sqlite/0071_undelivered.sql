-- Sent on WhatsApp and never delivered: looked for every ten minutes, and shown, without reading every message.
CREATE INDEX "idx_outbound_undelivered" ON "outbound" ("sent_at")
    WHERE "state" = 'sent' AND "channel" = 'whatsapp' AND "flagged_at" IS NULL;
CREATE INDEX "idx_outbound_flagged" ON "outbound" ("id") WHERE "flagged_at" IS NOT NULL;
