"""The pages that a government site must have."""

from aiohttp import web

from portal.pages import page

TOPICS = ("about", "contact", "help", "accessibility", "privacy", "terms", "copyright", "feedback", "sitemap")


async def topic(request: web.Request) -> web.StreamResponse:
    """One of them, by its name."""
    name = request.match_info["topic"]
    if name not in TOPICS:
        raise web.HTTPNotFound
    response = await page(request, "info.html", {"topic": name, "topics": TOPICS}, bare=True)
    response.headers["Cache-Control"] = "public, max-age=600"
    response.headers["Vary"] = "Cookie"
    return response
