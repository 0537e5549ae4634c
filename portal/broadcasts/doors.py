"""The pages of broadcasts: the list, the form, and one of them with what may be done about it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiohttp import web

import settings
import texts
from models.broadcasts import Broadcast
from portal.broadcasts.choosing import offer
from portal.broadcasts.showing import lacks_template, names, previews, progress
from portal.desk import choices
from portal.forms import Form, form_of
from portal.gate import SUPERVISORS, WATCHERS, get, post
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from portal.words import zone
from tickets import addressing, broadcasts
from tickets.broadcasts import Step, Wanted
from tickets.errors import Invalid, NotFound, TicketError

PAGE = 30
ID = r"{id:\d{1,15}}"
Do = Callable[[web.Request, int, Form], Awaitable[Broadcast]]


async def listing(request: web.Request) -> web.StreamResponse:
    """Newest first: their own, and those of their area."""
    after = request.query.get("after", "")
    if after and not (after.isascii() and after.isdigit() and len(after) <= 15):
        raise web.HTTPBadRequest
    found = broadcasts.seen_by(visitor_of(request).actor)
    rows = await (found.filter(id__lt=int(after)) if after else found).limit(PAGE + 1)
    values = {
        "rows": rows[:PAGE],
        "further": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "names": await names(rows),
        "elections": broadcasts.held_back(),
    }
    return await page(request, "broadcasts.html", values)


async def blank(request: web.Request) -> web.StreamResponse:
    """The empty form."""
    return await _form(request, {})


async def filled(request: web.Request) -> web.StreamResponse:
    """The form with what stands there now."""
    row = await _changeable(request)
    at = row.not_before.astimezone(zone()) if row.not_before else None
    typed = {
        **{f"words_{language}": getattr(row, f"words_{language}") for language in addressing.LANGUAGES},
        "area": str(row.area_id),
        "department": str(row.department_id or ""),
        "not_before": f"{at:%Y-%m-%dT%H:%M}" if at else "",
    }
    return await _form(request, typed, row=row)


async def _changeable(request: web.Request) -> Broadcast:
    """The one of the address; NotFound where this visitor may not change it (any more)."""
    actor = visitor_of(request).actor
    row = await broadcasts.load(int(request.match_info["id"]), actor)
    if Step.CHANGE not in broadcasts.offered(row, actor):
        raise NotFound
    return row


async def _form(
    request: web.Request,
    typed: Mapping[str, str],
    *,
    row: Broadcast | None = None,
    refusal: TicketError | None = None,
) -> web.StreamResponse:
    visitor = visitor_of(request)
    values = {
        "typed": typed,
        "row": row,
        "offer": offer(visitor.actor, await choices.current()),
        "languages": addressing.LANGUAGES,
        "longest": addressing.LONGEST,
        "refused_words": why(visitor.language, refusal),
        "field": str(refusal.values.get("field", "")) if refusal else "",
        "quiet": _quiet(),
        "elections": broadcasts.held_back(),
    }
    return await page(request, "broadcast_form.html", values, status=400 if refusal else 200)


def why(language: str, refusal: TicketError | None) -> str:
    """The refusal in words: our own where there are some, else those that every page has."""
    if refusal is None:
        return ""
    ways = (f"portal-broadcast-no-{refusal.code}", f"refused-{refusal.code}", "refused-refused")
    return texts.say(language, next(one for one in ways if texts.has(one)), **refusal.values)


def _quiet() -> dict[str, str]:
    """From when to when nothing goes out; empty where the office has no quiet hours."""
    office = settings.current().office
    starts, ends = office.quiet_from, office.quiet_to
    return {} if starts == ends else {"from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"}


def _wanted(form: Form) -> Wanted:
    at = None
    if given := form.text("not_before", 16):
        try:
            at = datetime.fromisoformat(given).replace(tzinfo=zone())
        except ValueError:
            raise Invalid("no-such-date", field="not_before") from None
    most = addressing.LONGEST + 200
    words = {language: form.text(f"words_{language}", most) for language in addressing.LANGUAGES}
    return Wanted(words, form.number("area"), form.number("department"), at)


async def create(request: web.Request) -> web.StreamResponse:
    """A draft; its page is the preview."""
    form = await form_of(request)
    try:
        row = await broadcasts.write(visitor_of(request).actor, _wanted(form))
    except TicketError as refusal:
        return await _form(request, form.fields, refusal=refusal)
    raise see(f"/portal/broadcasts/{row.id}")


async def change(request: web.Request) -> web.StreamResponse:
    """The same for one that is there already."""
    form, row = await form_of(request), await _changeable(request)
    try:
        await broadcasts.change(row.id, visitor_of(request).actor, _wanted(form))
    except TicketError as refusal:
        return await _form(request, form.fields, row=row, refusal=refusal)
    raise see(f"/portal/broadcasts/{row.id}")


async def one(request: web.Request) -> web.StreamResponse:
    """The message as it will look, how many it reaches, what became of it, and what may be done."""
    return await _page(request)


async def _page(request: web.Request, refusal: TicketError | None = None) -> web.StreamResponse:
    visitor = visitor_of(request)
    row = await broadcasts.load(int(request.match_info["id"]), visitor.actor)
    values = {
        "row": row,
        "steps": {str(step) for step in broadcasts.offered(row, visitor.actor)},
        "mine": row.made_by == visitor.officer.id,
        "previews": previews(row),
        "no_template": await lacks_template(row),
        "progress": await progress(row.id) if row.approved_at else {},
        "names": await names([row]),
        "refused_words": why(visitor.language, refusal),
        "quiet": _quiet(),
        "elections": broadcasts.held_back(),
    }
    return await page(request, "broadcast.html", values, status=400 if refusal else 200)


def _step(do: Do, told: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def take(request: web.Request) -> web.StreamResponse:
        key, form = int(request.match_info["id"]), await form_of(request)
        try:
            await do(request, key, form)
        except NotFound:
            raise
        except TicketError as refusal:
            return await _page(request, refusal)
        await tell(request, told)
        raise see(f"/portal/broadcasts/{key}")

    return take


async def _submit(request: web.Request, key: int, _: Form) -> Broadcast:
    return await broadcasts.submit(key, visitor_of(request).actor)


async def _approve(request: web.Request, key: int, form: Form) -> Broadcast:
    return await broadcasts.approve(key, visitor_of(request).actor, form.number("version"))


async def _refuse(request: web.Request, key: int, form: Form) -> Broadcast:
    return await broadcasts.refuse(key, visitor_of(request).actor, form.text("reason", 300))


async def _cancel(request: web.Request, key: int, _: Form) -> Broadcast:
    return await broadcasts.cancel(key, visitor_of(request).actor)


DOORS = (
    get("/portal/broadcasts", listing, WATCHERS),
    post("/portal/broadcasts", create, WATCHERS),
    get("/portal/broadcasts/new", blank, WATCHERS),
    get(f"/portal/broadcasts/{ID}", one, WATCHERS),
    get(f"/portal/broadcasts/{ID}/change", filled, WATCHERS),
    post(f"/portal/broadcasts/{ID}/change", change, WATCHERS),
    post(f"/portal/broadcasts/{ID}/submit", _step(_submit, "broadcast-submitted"), WATCHERS),
    post(f"/portal/broadcasts/{ID}/approve", _step(_approve, "broadcast-approved"), SUPERVISORS),
    post(f"/portal/broadcasts/{ID}/refuse", _step(_refuse, "broadcast-refused"), SUPERVISORS),
    post(f"/portal/broadcasts/{ID}/cancel", _step(_cancel, "broadcast-cancelled"), WATCHERS),
)
