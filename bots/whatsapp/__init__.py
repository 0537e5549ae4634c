"""WhatsApp: the only room that knows its SDK."""
