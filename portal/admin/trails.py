"""What was done: ticket events with the proof of their chain, and the access log."""

from aiohttp import web
from tortoise.expressions import Q, Subquery

from models.officers import AccessLog, Officer, Role
from models.tickets import Event, Ticket
from portal.admin.ledgers import LEDGERS
from portal.gate import ADMINISTRATORS, OVERSEERS, get
from portal.pages import page
from portal.visitor import Visitor, visitor_of
from tickets import audit, numbers
from tickets.access import visible
from tickets.lifecycle import Verb

PAGE = 50
BROADCAST_STEPS = ("written", "changed", "submitted", "approved", "refused", "cancelled", "done")
ACTIONS = (
    "sign-in",
    "sign-in-refused",
    "password-changed",
    "ticket-opened",
    "ticket-printed",
    "export",
    "person-exported",
    "person-erased",
    "called",
    "parked-retry",
    "parked-ignore",
    "import",
    "text-changed",
    "text-restored",
    "officer-code",
    "officer-link",
    *(f"hooks-{what}" for what in ("saved", "ping", "off", "on", "retry", "secret", "removed", "gone")),
    "api-key-made",
    "api-key-revoked",
    *(f"broadcast-{what}" for what in BROADCAST_STEPS),
    *(f"{key}-{what}" for key in LEDGERS for what in ("saved", "removed")),
)
"""What the access log can be narrowed down to."""


def _after(request: web.Request) -> Q:
    text = request.query.get("after", "")
    if not text:
        return Q()
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise web.HTTPBadRequest
    return Q(id__lt=int(text))


async def audit_page(request: web.Request) -> web.StreamResponse:
    """Events, newest first, without anybody's words; of one ticket, with the proof of its chain."""
    visitor = visitor_of(request)
    verb, text = request.query.get("verb", ""), request.query.get("q", "")[:40]
    if verb and verb not in tuple(Verb):
        raise web.HTTPBadRequest
    wanted = _scope(visitor) & _after(request)
    if verb:
        wanted &= Q(verb=verb)
    ticket, faults = await _named(text, visitor), None
    if text:
        wanted &= Q(ticket_id=ticket.id if ticket else 0)
    if ticket:
        faults = await audit.verify(ticket.id)
    rows = await Event.filter(wanted).order_by("-id").limit(PAGE + 1)
    values = {
        "rows": rows[:PAGE],
        "further": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "numbers": dict(
            await Ticket.filter(id__in=[row.ticket_id for row in rows] or [0]).values_list("id", "number")
        ),
        "names": await _names([row.actor_id for row in rows if row.actor_kind not in ("citizen", "system")]),
        "verbs": tuple(Verb),
        "verb": verb,
        "q": text,
        "ticket": ticket,
        "faults": faults,
    }
    return await page(request, "audit.html", values)


def _scope(visitor: Visitor) -> Q:
    if visitor.role is Role.ADMINISTRATOR:
        return Q()
    return Q(ticket_id__in=Subquery(Ticket.filter(visible(visitor.actor)).values("id")))


async def _named(text: str, visitor: Visitor) -> Ticket | None:
    match numbers.read(text):
        case numbers.Number(value):
            within = Q() if visitor.role is Role.ADMINISTRATOR else visible(visitor.actor)
            return await Ticket.filter(within, number=value).first()
        case _:
            return None


async def _names(ids: list[int | None]) -> dict[int, Officer]:
    wanted = [key for key in set(ids) if key]
    return {officer.id: officer for officer in await Officer.filter(id__in=wanted or [0])}


async def access_page(request: web.Request) -> web.StreamResponse:
    """Sign-ins, opened records, exports, changed settings: who, when, from where."""
    action, username = request.query.get("action", "")[:40], request.query.get("who", "")[:60]
    wanted = _after(request)
    if action not in ("", *ACTIONS):
        raise web.HTTPBadRequest
    if action:
        wanted &= Q(action=action)
    if username:
        officer = await Officer.get_or_none(username=username)
        wanted &= Q(officer_id=officer.id if officer else 0)
    rows = await AccessLog.filter(wanted).order_by("-id").limit(PAGE + 1)
    values = {
        "rows": rows[:PAGE],
        "further": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "names": await _names([row.officer_id for row in rows]),
        "action": action,
        "actions": ACTIONS,
        "who": username,
    }
    return await page(request, "access.html", values)


DOORS = (
    get("/portal/admin/audit", audit_page, OVERSEERS),
    get("/portal/admin/access", access_page, ADMINISTRATORS),
)
