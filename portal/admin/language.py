"""What the vendor and the router make of words: templates, and a box to try the router in."""

import asyncio

from aiohttp import web

from bots import district_facts
from models.messages import Template
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, OVERSEERS, get, post
from portal.pages import page
from routing.reading import Reading


async def templates_page(request: web.Request) -> web.StreamResponse:
    """WhatsApp's templates and what Meta says of them."""
    rows = await Template.all().order_by("purpose", "language").limit(200)
    return await page(request, "templates.html", {"rows": rows})


async def trial_page(request: web.Request) -> web.StreamResponse:
    """An empty box."""
    return await page(request, "trial.html", {"text": "", "reading": None, "names": {}})


async def trial(request: web.Request) -> web.StreamResponse:
    """What the router makes of a text; nothing is stored."""
    text = (await form_of(request)).text("text", 2000)
    district = await district_facts.current()
    reading: Reading | None = await asyncio.to_thread(district.router.read, text) if text else None
    names = {code: one.names for code, one in district.departments.items()}
    return await page(request, "trial.html", {"text": text, "reading": reading, "names": names})


DOORS = (
    get("/portal/admin/templates", templates_page, ADMINISTRATORS),
    get("/portal/admin/trial", trial_page, OVERSEERS),
    post("/portal/admin/trial", trial, OVERSEERS),
)
