"""The web chat page: a phone on the screen, speaking to the same engine as WhatsApp and Telegram."""
