"""The screening desk: the oldest unclear ticket with the router's proposals, one key for each."""

from dataclasses import dataclass

from aiohttp import web

from bots import district_facts
from models.departments import Category, Department
from models.tickets import Ticket
from portal import trail
from portal.desk import casefile, choices, inbox
from portal.desk.boxes import Box
from portal.desk.cards import card
from portal.desk.choices import Choices
from portal.desk.filters import Filters, Sort
from portal.forms import form_of
from portal.gate import COUNTER, get, post
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from tickets import verbs
from tickets.actions.deciding import Rejection
from tickets.errors import TicketError

SHOWN = 15
MOST_PROPOSALS = 4
DESK = Filters(Box.SCREENING, Sort.DUE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A department the router thinks of, with its key on the keyboard."""

    key: int
    department: Department
    category: Category | None
    share: int


async def desk(request: web.Request) -> web.StreamResponse:
    """The queue, and the ticket in hand: the chosen one, else the oldest."""
    return await _show(request, None)


async def _show(request: web.Request, refusal: TicketError | None) -> web.StreamResponse:
    visitor = visitor_of(request)
    listing = await inbox.listing(DESK, visitor.actor, phones=visitor.sees_phones, size=SHOWN)
    chosen = request.query.get("ticket", "")
    ids = [one.id for one in listing.tickets]
    picked = next((key for key in ids if str(key) == chosen), ids[0] if ids else None)
    ticket = await casefile.ticket_of(visitor.actor, picked) if picked else None
    known = await choices.current()
    values = {
        "ticket": ticket,
        "case": await casefile.open_file(visitor.actor, ticket) if ticket else None,
        "proposals": await proposals(ticket, known) if ticket else [],
        "cards": [card(one, visitor.language) for one in listing.tickets],
        "total": (await inbox.counts((Box.SCREENING,), visitor.actor))[Box.SCREENING],
        "choices": known,
        "rejections": tuple(Rejection),
        "refusal": refusal,
        "due": card(ticket, visitor.language).due if ticket else None,
    }
    if ticket:
        await trail.note(request, "ticket-opened", ticket.number, "screening")
    return await page(request, "screening.html", values, status=400 if refusal else 200)


async def proposals(ticket: Ticket, known: Choices) -> list[Proposal]:
    """What the router proposed when the ticket came, else what it says now."""
    pairs = [(str(pair[0]), float(str(pair[1]))) for pair in ticket.alternatives if len(pair) == 2]
    category = ""
    if not pairs and ticket.description:
        reading = (await district_facts.current()).router.read(ticket.description)
        pairs, category = list(reading.alternatives), reading.category or ""
    by_code = {one.code: one for one in known.departments}
    found: list[Proposal] = []
    for code, share in pairs:
        if code in by_code and len(found) < MOST_PROPOSALS:
            fitting = next((one for one in known.categories if one.code == category), None)
            own = fitting if fitting and fitting.department_id == by_code[code].id else None
            found.append(Proposal(len(found) + 1, by_code[code], own, round(100 * share)))
    return found


async def send(request: web.Request) -> web.StreamResponse:
    """Send the ticket to a department; the next one comes up."""
    return await _perform(
        request, "transfer", ("department", "category", "area_id", "reason"), "screening-sent"
    )


async def reject(request: web.Request) -> web.StreamResponse:
    """Ask for approval not to act."""
    return await _perform(request, "reject", ("reason", "note"), "did-reject")


async def _perform(request: web.Request, verb: str, names: tuple[str, ...], done: str) -> web.StreamResponse:
    visitor = visitor_of(request)
    ticket = await casefile.ticket_of(visitor.actor, int(request.match_info["id"]))
    form = await form_of(request)
    values = {name: form.text(name) for name in (*names, "version") if form.text(name)}
    try:
        await verbs.perform(verb, ticket.id, visitor.actor, values)
    except TicketError as refusal:
        return await _show(request, refusal)
    await tell(request, done)
    raise see("/portal/screening")


DOORS = (
    get("/portal/screening", desk, COUNTER),
    post(r"/portal/screening/{id:\d{1,15}}/send", send, COUNTER),
    post(r"/portal/screening/{id:\d{1,15}}/reject", reject, COUNTER),
)
