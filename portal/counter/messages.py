"""The log of messages out: what left, what did not, and why; without anybody's words."""

from collections.abc import Sequence

from aiohttp import web
from tortoise.expressions import Q

from bots.telegram import reactions as telegram
from bots.whatsapp import reactions as whatsapp
from models.messages import Outbound, OutboundState
from models.officers import Role
from models.tickets import Ticket
from portal.counter.account import account
from portal.gate import get
from portal.pages import page
from portal.visitor import Visitor, visitor_of
from tickets.access import visible

REACTIONS = {"whatsapp": whatsapp.reaction, "telegram": telegram.reaction}
READERS = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR})
PAGE = 50
LOOKED_AT = 400
"""Rows read for one page; of a small area most belong to others, and the page may then be shorter."""
FAILED = (OutboundState.FAILED, OutboundState.UNREACHABLE, OutboundState.UNKNOWN)
BOXES = {"failures": Q(state__in=FAILED), "undelivered": Q(flagged_at__not_isnull=True)}


async def log_page(request: web.Request) -> web.StreamResponse:
    """Newest first; failed ones alone, those flagged as never delivered, or those of one state."""
    state, after = request.query.get("state", ""), request.query.get("after", "")
    if state not in ("", *BOXES, *tuple(OutboundState)) or not (after == "" or after.isdigit()):
        raise web.HTTPBadRequest
    visitor = visitor_of(request)
    wanted = Q(id__gt=0)
    if state:
        wanted &= BOXES.get(state) or Q(state=state)
    if after:
        wanted &= Q(id__lt=int(after[:15]))
    read = await Outbound.filter(wanted).order_by("-id").limit(LOOKED_AT + 1)
    numbers = await _numbers(read, visitor)
    rows = [row for row in read[:LOOKED_AT] if _is_shown(row, visitor, numbers)]
    more = len(rows) > PAGE or len(read) > LOOKED_AT
    last = (rows[:PAGE] if len(rows) > PAGE else read[:LOOKED_AT])[-1:]
    values: dict[str, object] = {
        "rows": rows[:PAGE],
        "further": last[0].id if more else None,
        "numbers": numbers,
        "why": why,
        "state": state,
        "states": tuple(OutboundState),
        "account": await account() if visitor.role is Role.ADMINISTRATOR else None,
    }
    return await page(request, "messages.html", values)


def why(row: Outbound) -> str:
    """What the vendor's code comes to, as the end of a text's name; empty when there is no code of theirs."""
    find = REACTIONS.get(row.channel)
    return find(row.error_code).do.value if find and row.error_code else ""


async def _numbers(rows: Sequence[Outbound], visitor: Visitor) -> dict[int, str]:
    """The tickets of these messages that the visitor may see."""
    ids = {row.ticket_id for row in rows if row.ticket_id}
    seen = Ticket.filter(visible(visitor.actor), id__in=list(ids) or [0])
    return {int(str(key)): str(number) for key, number in await seen.values_list("id", "number")}


def _is_shown(row: Outbound, visitor: Visitor, numbers: dict[int, str]) -> bool:
    """Administrators see that messages fail, whosesoever they are; others those of their own tickets."""
    return visitor.role is Role.ADMINISTRATOR or not row.ticket_id or row.ticket_id in numbers


DOORS = (get("/portal/messages", log_page, READERS),)
