"""What chats say: every text in a phone's bubbles, and the district's own words for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

import clock
import texts
from bots import wordings
from models.departments import Department
from models.wordings import Wording
from portal import trail
from portal.desk import choices
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, get, post
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from portal.words import local_day
from tickets.errors import NotFound

PAGE = 40
SAMPLES: dict[str, str | int] = {
    "number": "GBD-26-004213-7",
    "n": 3,
    "count": 3,
    "days": 3,
    "open": 12,
    "overdue": 2,
    "left": 3,
    "stars": 4,
    "code": "482913",
    "phone": "112",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language: ours, the district's own where there is one, and what is being tried."""

    language: str
    ours: str
    own: str
    typed: str
    shown: str
    wrong: str

    @property
    def lines(self) -> int:
        """How tall its field is."""
        return min(12, 2 + self.typed.count("\n") + len(self.typed) // 60)


async def texts_page(request: web.Request) -> web.StreamResponse:
    """The texts of one room, or those that hold a word."""
    rooms = sorted({one.room for one in wordings.ours().values()})
    room = request.query.get("room", rooms[0])
    word, place = request.query.get("q", "").strip()[:60], request.query.get("page", "1")
    if room not in rooms or not (place.isascii() and place.isdigit() and 0 < int(place[:4]) == int(place)):
        raise web.HTTPBadRequest
    found = [
        (key, one)
        for key, one in wordings.ours().items()
        if (word and word.casefold() in f"{key} {' '.join(one.patterns.values())}".casefold())
        or (not word and one.room == room)
    ]
    start = PAGE * (int(place) - 1)
    shown = found[start : start + PAGE]
    own = await Wording.filter(text_id__in=[key for key, _ in shown] or [""])
    values = {
        "rooms": rooms,
        "room": room,
        "q": word,
        "rows": shown,
        "own": {(one.text_id, one.language): one.body for one in own},
        "number": int(place),
        "more": len(found) > start + PAGE,
    }
    return await page(request, "texts.html", values)


async def edit(request: web.Request) -> web.StreamResponse:
    """One text in every language, each with its form."""
    return await _show(request, _key(request), {}, "")


def _key(request: web.Request) -> str:
    key = request.match_info["id"]
    if key not in wordings.ours():
        raise NotFound
    return key


async def _show(request: web.Request, key: str, typed: Mapping[str, str], wrong: str) -> web.StreamResponse:
    ours = wordings.ours()[key]
    own = {one.language: one.body for one in await Wording.filter(text_id=key)}
    department = next(iter((await choices.current()).departments), None)
    said = []
    for code in texts.LANGUAGES:
        mine = ours.patterns.get(code, "")
        body = typed.get(code, own.get(code, mine))
        fault = wrong if code in typed else ""
        said.append(
            Said(
                code,
                mine,
                own.get(code, ""),
                body,
                "" if fault else _shown(key, code, body, department),
                fault,
            )
        )
    values = {
        "key": key,
        "room": ours.room,
        "said": said,
        "tried": bool(typed) and not wrong,
        "places": sorted(set().union(*(wordings.places(key, one) for one in ours.patterns.values()))),
        "choices": any(wordings.has_choices(key, one) for one in ours.patterns.values()),
        "longest": wordings.LONGEST,
    }
    return await page(request, "text.html", values, status=400 if wrong else 200)


def _shown(key: str, language: str, body: str, department: Department | None) -> str:
    """The words as they are read, with something in each place."""
    if not body:
        return ""
    names = wordings.places(key, body)
    day = texts.day(language, local_day(clock.now()))
    values = {
        name: SAMPLES.get(name, day if name in ("due", "day", "date") else f"‹{name}›") for name in names
    }
    return wordings.rendered(key, language, body, values)


async def save(request: web.Request) -> web.StreamResponse:
    """Try the words, keep them, or go back to ours."""
    key, form = _key(request), await form_of(request)
    language, body = form.text("language", 8), form.text("body")
    what = form.text("what", 10)
    if language not in texts.LANGUAGES or what not in ("try", "keep", "ours"):
        raise web.HTTPBadRequest
    if what == "ours" or body == wordings.ours()[key].patterns.get(language):
        what, body = "ours", ""
    wrong = "" if what == "ours" else wordings.fault(key, language, body)
    if wrong or what == "try":
        return await _show(request, key, {language: body}, wrong)
    await wordings.keep(key, language, body, visitor_of(request).officer.id)
    await trail.note(request, "text-changed" if body else "text-restored", f"{key} ({language})")
    await tell(request, "saved")
    raise see(f"/portal/admin/texts/{key}")


DOORS = (
    get("/portal/admin/texts", texts_page, ADMINISTRATORS),
    get("/portal/admin/texts/{id:[a-z0-9-]{1,80}}", edit, ADMINISTRATORS),
    post("/portal/admin/texts/{id:[a-z0-9-]{1,80}}", save, ADMINISTRATORS),
)
