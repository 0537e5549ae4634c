"""Goes through the whole audit trail and says what is wrong where."""

from collections.abc import AsyncIterator
from itertools import groupby

from models.tickets import Event, Ticket, TicketNumber
from tickets import seals
from tickets.history import Fault, faults_of

BATCH = 500


async def verify_all() -> AsyncIterator[Fault]:
    """Every fault of every ticket, then the tickets that are missing altogether, then the broken seals."""
    last = 0
    while tickets := await Ticket.filter(id__gt=last).order_by("id").limit(BATCH):
        last = tickets[-1].id
        events = await Event.filter(ticket_id__in=[ticket.id for ticket in tickets]).order_by(
            "ticket_id", "seq"
        )
        by_ticket = {key: list(rows) for key, rows in groupby(events, key=lambda event: event.ticket_id)}
        for ticket in tickets:
            for fault in faults_of(ticket, by_ticket.get(ticket.id, [])):
                yield fault
    async for fault in _missing_tickets():
        yield fault
    async for fault in seals.verify():
        yield fault


async def verify(ticket_id: int) -> list[Fault]:
    """The faults of one ticket's chain."""
    ticket = await Ticket.get(id=ticket_id)
    return faults_of(ticket, await Event.filter(ticket_id=ticket_id).order_by("seq"))


async def _missing_tickets() -> AsyncIterator[Fault]:
    """Numbers that were given out and have no ticket, in batches by number."""
    last = ""
    while given := await TicketNumber.filter(number__gt=last).order_by("number").limit(BATCH):
        last = given[-1].number
        numbers = [row.number for row in given]
        found = await Ticket.filter(number__in=numbers).values_list("number", flat=True)
        there = {str(number) for number in found}
        for number in numbers:
            if number not in there:
                yield Fault(number, 0, "the ticket is missing")
