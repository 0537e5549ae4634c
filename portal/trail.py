"""The access log: who did what that leaves no ticket event."""

from aiohttp import web

import clock
from models.officers import AccessLog
from portal.address import client_address
from portal.visitor import VISITOR


async def note(
    request: web.Request, action: str, subject: str = "", detail: str = "", *, officer_id: int | None = None
) -> None:
    """Write one line; of the signed-in officer unless another is named."""
    visitor = request.get(VISITOR)
    await AccessLog.create(
        officer_id=officer_id or (visitor.officer.id if visitor else None),
        action=action[:40],
        subject=subject[:120],
        detail=detail[:300],
        address=client_address(request)[:45],
        at=clock.now(),
    )
