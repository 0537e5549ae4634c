"""The call list: people whom no channel reaches, and what came of the call."""

from dataclasses import dataclass

from aiohttp import web

import clock
from models.officers import Officer, Role
from models.people import Person
from models.supervision import CallListEntry
from models.tickets import Ticket
from portal import trail
from portal.forms import form_of
from portal.gate import get, post
from portal.pages import page, see, tell
from portal.visitor import visitor_of
from tickets.access import visible
from tickets.actor import Actor
from tickets.errors import NotFound

OPERATORS = frozenset({Role.OPERATOR})
OUTCOMES = ("spoke", "no-answer", "wrong-number", "call-back")
FINAL = frozenset({"spoke", "wrong-number"})
MOST, LOOKED_AT = 50, 400
"""So many are shown, and so many looked at: some may be about tickets of another area."""


@dataclass(frozen=True, slots=True)
class Call:
    """One entry with whom to call and about what."""

    entry: CallListEntry
    person: Person | None
    officer: Officer | None
    ticket: Ticket | None


async def waiting(actor: Actor) -> list[Call]:
    """Open entries, the oldest first; those about a ticket only within the operator's area."""
    entries = await CallListEntry.filter(state="open").order_by("created_at").limit(LOOKED_AT)
    ids = [entry.ticket_id for entry in entries if entry.ticket_id]
    tickets = {ticket.id: ticket for ticket in await Ticket.filter(visible(actor), id__in=ids or [0])}
    people = {
        one.id: one for one in await Person.filter(id__in=[entry.person_id for entry in entries] or [0])
    }
    callees = [entry.callee_id for entry in entries if entry.callee_id]
    officers = {one.id: one for one in await Officer.filter(id__in=callees)} if callees else {}
    calls = [
        Call(
            entry,
            people.get(entry.person_id),
            officers.get(entry.callee_id or 0),
            tickets.get(entry.ticket_id or 0),
        )
        for entry in entries
        if not entry.ticket_id or entry.ticket_id in tickets
    ]
    return calls[:MOST]


async def list_page(request: web.Request) -> web.StreamResponse:
    """Whom to call."""
    values = {"calls": await waiting(visitor_of(request).actor), "outcomes": OUTCOMES}
    return await page(request, "calls.html", values)


async def called(request: web.Request) -> web.StreamResponse:
    """Note what came of it; a call that reached nobody stays on the list."""
    visitor, form = visitor_of(request), await form_of(request)
    outcome = form.text("outcome")
    if outcome not in OUTCOMES:
        raise web.HTTPBadRequest
    entry = await CallListEntry.get_or_none(id=int(request.match_info["id"]), state="open")
    if entry is None or not await _may(visitor.actor, entry):
        raise NotFound
    said = f"{outcome}: {form.text('words', 250)}".removesuffix(": ")
    entry.outcome, entry.officer_id = (
        f"{entry.outcome} | {said}".removeprefix(" | ")[-300:],
        visitor.officer.id,
    )
    if outcome in FINAL:
        entry.state, entry.done_at = "done", clock.now()
    await entry.save(update_fields=["outcome", "officer_id", "state", "done_at"])
    await trail.note(request, "called", str(entry.id), outcome)
    await tell(request, "saved")
    raise see("/portal/calls")


async def _may(actor: Actor, entry: CallListEntry) -> bool:
    return not entry.ticket_id or await Ticket.filter(visible(actor), id=entry.ticket_id).exists()


DOORS = (
    get("/portal/calls", list_page, OPERATORS),
    post(r"/portal/calls/{id:\d{1,15}}", called, OPERATORS),
)
