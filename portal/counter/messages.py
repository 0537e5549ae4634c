"""The log of messages out: what left, what did not, and why; without anybody's words."""

from aiohttp import web
from tortoise.expressions import Q, Subquery

from models.messages import Outbound, OutboundState
from models.officers import Role
from models.tickets import Ticket
from portal.gate import get
from portal.pages import page
from portal.visitor import visitor_of
from tickets.access import visible

READERS = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
PAGE = 50
FAILED = (OutboundState.FAILED, OutboundState.UNREACHABLE, OutboundState.UNKNOWN)


async def log_page(request: web.Request) -> web.StreamResponse:
    """Newest first; failed ones alone, or those of one state."""
    state, after = request.query.get("state", ""), request.query.get("after", "")
    if state not in ("", "failures", *tuple(OutboundState)) or not (after == "" or after.isdigit()):
        raise web.HTTPBadRequest
    visitor = visitor_of(request)
    wanted = Q()
    if state:
        wanted &= Q(state__in=FAILED) if state == "failures" else Q(state=state)
    if after:
        wanted &= Q(id__lt=int(after[:15]))
    seen = Subquery(Ticket.filter(visible(visitor.actor)).values("id"))
    if visitor.role is not Role.ADMINISTRATOR:
        wanted &= Q(ticket_id=None) | Q(ticket_id__in=seen)
    rows = await Outbound.filter(wanted).order_by("-id").limit(PAGE + 1)
    ids = [row.ticket_id for row in rows if row.ticket_id]
    numbers = await Ticket.filter(visible(visitor.actor), id__in=ids or [0]).values_list("id", "number")
    values = {
        "rows": rows[:PAGE],
        "further": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "numbers": dict(numbers),
        "state": state,
        "states": tuple(OutboundState),
    }
    return await page(request, "messages.html", values)


DOORS = (get("/portal/messages", log_page, READERS),)
