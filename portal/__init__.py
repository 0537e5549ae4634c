"""aiohttp pages: webhooks, web chat, officers' portal, public page, health."""
