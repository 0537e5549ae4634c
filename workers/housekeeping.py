"""Small rounds that keep rows in order: media, expired sends, dead claims, tickets whose officer left."""

from bots import jobs, quota, undelivered
from bots.service import Service
from models.tickets import Ticket
from tickets import recounting
from tickets.lifecycle import OPEN
from workers import recalling, routing


async def tidy() -> None:
    """End what is too old to be sent, flag what never arrived.

    Tickets of officers who left are handed on, and dates follow a changed calendar.
    """
    await jobs.expire()
    await quota.forget_old()
    await undelivered.look()
    await adopt_orphans()
    await recounting.recount_open()


async def fetch_media(service: Service) -> int:
    """Fetch what waits; returns how many files were tried."""
    return await service.gallery.sweep()


async def adopt_orphans(limit: int = 200) -> int:
    """Open tickets of officers who left go to somebody else, or to the desk; returns how many."""
    left = await (
        Ticket.filter(status__in=OPEN, officer__active=False)
        .order_by("id")
        .limit(limit)
        .prefetch_related("department", "category", "area")
    )
    for ticket in left:
        await routing.hand_on(ticket)
        await recalling.call_back(ticket)
    return len(left)
