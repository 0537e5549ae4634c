"""Switches the language of the pages."""

from aiohttp import web

from portal.gate import local
from portal.keys import SETTINGS
from portal.visitor import LANGUAGE_COOKIE, LANGUAGES

YEAR_S = 365 * 24 * 3600


async def switch(request: web.Request) -> web.StreamResponse:
    """Remember the language in the browser and go back to the page."""
    response = web.Response(status=303, headers={"Location": local(request.query.get("next"), "/")})
    if request.query.get("to") in LANGUAGES:
        secure = request.config_dict[SETTINGS].web.public_url.startswith("https://")
        response.set_cookie(
            LANGUAGE_COOKIE, request.query["to"], max_age=YEAR_S, samesite="Lax", secure=secure, httponly=True
        )
    return response
