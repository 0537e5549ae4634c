"""Administration pages: the front page, and list and form of every ledger."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from tortoise.expressions import Q
from tortoise.functions import Max

from bots.hooks import GONE
from models.hooks import Hook
from models.messages import Circuit, Inbound, InboundState, Outbound, OutboundState
from models.officers import Leave, Officer
from portal import trail
from portal.admin import fields, writing
from portal.admin.fields import Problem, Take
from portal.admin.ledgers import LEDGERS, Ledger
from portal.desk import choices
from portal.forms import form_of
from portal.gate import ADMINISTRATORS, get, post
from portal.keys import SETTINGS
from portal.pages import page, see, tell
from portal.signin import link
from tickets import linking
from tickets import signin as links
from tickets.errors import NotFound

PAGE = 50


async def front(request: web.Request) -> web.StreamResponse:
    """How the channels stand, and the way to everything else."""
    settings = request.config_dict[SETTINGS]
    heard = await Inbound.all().annotate(at=Max("received_at")).group_by("channel").values("channel", "at")
    values = {
        "ledgers": tuple(LEDGERS),
        "channels": {"telegram": settings.telegram.on, "whatsapp": settings.whatsapp.on, "webchat": True},
        "heard": {row["channel"]: row["at"] for row in heard},
        "circuits": await Circuit.filter(open=True),
        "parked": await Inbound.filter(state=InboundState.PARKED).count(),
        "queued": await Outbound.filter(state=OutboundState.QUEUED).count(),
        "hooks_in_trouble": await Hook.filter(
            Q(active=True, failing_since__not_isnull=True) | Q(disabled_reason=GONE)
        ).count(),
        "unlinked": await Officer.filter(active=True, person_id=None).count(),
    }
    return await page(request, "admin.html", values)


def _ledger(request: web.Request) -> Ledger:
    found = LEDGERS.get(request.match_info["ledger"])
    if found is None:
        raise NotFound
    return found


async def listing(request: web.Request) -> web.StreamResponse:
    """A ledger's rows, a page at a time, with search."""
    ledger = _ledger(request)
    text, place = request.query.get("q", "").strip()[:60], request.query.get("page", "1")
    if not place.isdigit() or not 1 <= int(place) <= 10_000:
        raise web.HTTPBadRequest
    wanted = Q()
    if text and ledger.searched:
        wanted = Q(*[Q(**{f"{name}__icontains": text}) for name in ledger.searched], join_type="OR")
    rows = (
        await ledger.model.filter(wanted)
        .order_by(*ledger.order)
        .offset(PAGE * (int(place) - 1))
        .limit(PAGE + 1)
        .select_related(*ledger.related)
    )
    values = {
        "ledger": ledger,
        "rows": rows[:PAGE],
        "q": text,
        "number": int(place),
        "more": len(rows) > PAGE,
    }
    return await page(request, "ledger.html", values | {"shown": fields.shown})


async def _row(request: web.Request, ledger: Ledger) -> Any:
    row = await ledger.model.get_or_none(id=int(request.match_info["id"]))
    if row is None:
        raise NotFound
    return row


async def blank(request: web.Request) -> web.StreamResponse:
    """The form of a new row."""
    return await _form(
        request, _ledger(request), None, {"active": "1", "position": "0", "language": "hi"}, []
    )


async def edit(request: web.Request) -> web.StreamResponse:
    """The form of a row."""
    ledger = _ledger(request)
    row = await _row(request, ledger)
    return await _form(request, ledger, row, await _typed(ledger, row), [])


async def _typed(ledger: Ledger, row: Any) -> dict[str, str]:
    """The row's values as the form shows them: codes and user names instead of ids."""
    known = await choices.current()
    typed = {column.name: fields.shown(column, row) for column in ledger.columns}
    for column in ledger.columns:
        key = getattr(row, column.name, None)
        if column.take is Take.AREA and key in known.areas:
            typed[column.name] = known.areas[key].code
        elif column.take is Take.DEPARTMENT and (department := known.department(key)):
            typed[column.name] = department.code
        elif column.take is Take.OFFICER and key:
            officer = await Officer.get_or_none(id=key)
            typed[column.name] = officer.username if officer else ""
    return typed


async def _form(
    request: web.Request,
    ledger: Ledger,
    row: Any | None,
    typed: Mapping[str, str],
    problems: list[Problem],
    *,
    given: tuple[str, str] | None = None,
) -> web.StreamResponse:
    values = {
        "ledger": ledger,
        "row": row,
        "typed": typed,
        "problems": {problem.column: problem.what for problem in problems},
        "choices": await choices.current(),
        "leaves": await Leave.filter(officer_id=row.id)
        .select_related("substitute")
        .order_by("-starts")
        .limit(5)
        if isinstance(row, Officer)
        else [],
        "officers": await Officer.filter(active=True).order_by("username").limit(500)
        if any(column.take is Take.OFFICER for column in ledger.columns)
        else [],
        "given": given,
        "Take": Take,
    }
    return await page(request, "ledger_form.html", values, status=400 if problems else 200)


async def save(request: web.Request) -> web.StreamResponse:
    """Save a new or changed row."""
    ledger, form = _ledger(request), await form_of(request)
    row = await _row(request, ledger) if "id" in request.match_info else None
    values, problems = fields.read(ledger.columns, form, new=row is None)
    if not problems:
        values, problems = await writing.resolved(ledger, values)
    if not problems:
        row, problems = await writing.save(request, ledger, row, values)
    if problems:
        return await _form(request, ledger, row, form.fields, problems)
    await tell(request, "saved")
    raise see(f"/portal/admin/{ledger.key}")


async def remove(request: web.Request) -> web.StreamResponse:
    """Remove a row that may be removed."""
    ledger = _ledger(request)
    if not ledger.removable:
        raise NotFound
    await writing.remove(request, ledger, await _row(request, ledger))
    await tell(request, "removed")
    raise see(f"/portal/admin/{ledger.key}")


async def give(request: web.Request) -> web.StreamResponse:
    """A code that links an officer's chat, or a one-time sign-in link; shown once."""
    ledger = LEDGERS["officers"]
    officer = await Officer.get_or_none(id=int(request.match_info["id"]), active=True)
    if officer is None:
        raise NotFound
    if request.match_info["what"] == "code":
        given = ("code", await linking.make_code(officer))
    else:
        given = ("link", link(request.config_dict[SETTINGS], await links.make(officer.id)))
    await trail.note(request, f"officer-{given[0]}", officer.username)
    return await _form(request, ledger, officer, await _typed(ledger, officer), [], given=given)


_ID = r"{id:\d{1,15}}"
_KEY = "{ledger:[a-z]+}"
DOORS = (
    get("/portal/admin", front, ADMINISTRATORS),
    post(f"/portal/admin/officers/{_ID}/{{what:code|link}}", give, ADMINISTRATORS),
    get(f"/portal/admin/{_KEY}/new", blank, ADMINISTRATORS),
    post(f"/portal/admin/{_KEY}/new", save, ADMINISTRATORS),
    get(f"/portal/admin/{_KEY}/{_ID}", edit, ADMINISTRATORS),
    post(f"/portal/admin/{_KEY}/{_ID}", save, ADMINISTRATORS),
    post(f"/portal/admin/{_KEY}/{_ID}/remove", remove, ADMINISTRATORS),
    get(f"/portal/admin/{_KEY}", listing, ADMINISTRATORS),
)
