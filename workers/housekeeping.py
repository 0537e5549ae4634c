"""Small rounds that keep rows in order: media, expired sends, dead claims, tickets whose officer left."""

import settings
from bots import jobs, resend
from bots.media import Gallery
from bots.service import Service
from models.tickets import Ticket
from tickets import recounting
from tickets.lifecycle import OPEN
from workers import routing


async def tidy() -> None:
    """Give back what dead processes held, end what is too old to be sent, flag what never arrived.

    Tickets of officers who left are handed on, and dates follow a changed calendar.
    """
    await jobs.release_expired()
    await jobs.expire()
    await jobs.flag_undelivered()
    await adopt_orphans()
    await recounting.recount_open()


async def fetch_media(service: Service) -> int:
    """Fetch what waits; returns how many files were tried."""
    limit = settings.current().storage.max_mb
    return await Gallery(service.channels, service.storage, limit, resend.ask).sweep()


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
    return len(left)
