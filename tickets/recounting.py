"""Moves the dates of open tickets after the office calendar was changed, each on record."""

from tortoise.expressions import Q

from models.tickets import Ticket
from tickets import office, timers
from tickets.actions import timing
from tickets.change import holding
from tickets.lifecycle import OPEN

BATCH = 500


async def recount_open() -> int:
    """Give every open ticket counted on an older calendar its date on the present one; how many moved."""
    calendar = await office.current()
    if calendar.version is None:
        return 0
    older = Q(calendar_version=None) | Q(calendar_version__lt=calendar.version)
    moved = 0
    while tickets := await Ticket.filter(older, status__in=OPEN).order_by("id").limit(BATCH):
        for ticket in tickets:
            moved += await _recount(ticket)
    return moved


async def _recount(ticket: Ticket) -> bool:
    """One ticket; when the date stays as it is, only the version is noted, and its other timers follow."""
    async with holding(ticket.id):
        done = await timing.recount(ticket.id)
        if done.due_at == ticket.due_at:
            done.calendar_version = (await office.current()).version
            await done.save(update_fields=["calendar_version"])
            await timers.schedule(done)
    return done.due_at != ticket.due_at
