"""Small rounds that keep rows in order: media to fetch, sends that expired, claims of dead processes."""

import settings
from bots import jobs, resend
from bots.media import Gallery
from bots.service import Service


async def tidy() -> None:
    """Give back what dead processes held, end what is too old to be sent, flag what never arrived."""
    await jobs.release_expired()
    await jobs.expire()
    await jobs.flag_undelivered()


async def fetch_media(service: Service) -> int:
    """Fetch what waits; returns how many files were tried."""
    limit = settings.current().storage.max_mb
    return await Gallery(service.channels, service.storage, limit, resend.ask).sweep()
