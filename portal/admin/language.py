"""What the product says: texts in a phone's bubbles, templates, and a box to try the router in."""

import asyncio
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import web
from fluent.syntax import FluentParser, FluentSerializer
from fluent.syntax.ast import Message

import texts
from bots import district_facts
from models.messages import Template
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, OVERSEERS, get, post
from portal.pages import page
from routing.reading import Reading

PAGE = 40


@dataclass(frozen=True, slots=True)
class Text:
    """One message in the three languages, with its places for values still in it."""

    id: str
    hi: str
    hne: str
    en: str


@cache
def catalogue(room: str) -> tuple[Text, ...]:
    """The messages of one catalogue file, in its order."""
    found = {language: _patterns(texts.FOLDER / language / f"{room}.ftl") for language in texts.LANGUAGES}
    names = list(found["hi"]) or list(found["en"])
    return tuple(
        Text(one, *(found[language].get(one, "") for language in ("hi", "hne", "en"))) for one in names
    )


def _patterns(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    resource = FluentParser().parse(path.read_text(encoding="utf-8"))
    serializer = FluentSerializer()
    entries = [entry for entry in resource.body if isinstance(entry, Message) and entry.value is not None]
    return {
        entry.id.name: serializer.serialize_entry(entry).partition("=")[2].strip().replace("\n    ", "\n")
        for entry in entries
    }


def rooms() -> list[str]:
    """The catalogue files, the portal's own aside."""
    return sorted(path.stem for path in (texts.FOLDER / "hi").glob("*.ftl") if path.stem != "portal")


async def texts_page(request: web.Request) -> web.StreamResponse:
    """The texts of one room, or those that hold a word."""
    names = rooms()
    room = request.query.get("room", names[0] if names else "")
    if names and room not in names:
        raise web.HTTPBadRequest
    word, place = request.query.get("q", "").strip()[:60], request.query.get("page", "1")
    if not place.isdigit():
        raise web.HTTPBadRequest
    found = [
        one
        for one in catalogue(room)
        if word.casefold() in f"{one.id} {one.hi} {one.hne} {one.en}".casefold()
    ]
    start = PAGE * (int(place) - 1)
    values = {
        "rooms": names,
        "room": room,
        "q": word,
        "rows": found[start : start + PAGE],
        "number": int(place),
        "more": len(found) > start + PAGE,
    }
    return await page(request, "texts.html", values)


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
    get("/portal/admin/texts", texts_page, ADMINISTRATORS),
    get("/portal/admin/templates", templates_page, ADMINISTRATORS),
    get("/portal/admin/trial", trial_page, OVERSEERS),
    post("/portal/admin/trial", trial, OVERSEERS),
)
