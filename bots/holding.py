"""Rows this process has in hand: claims renewed while it lives, free again soon after it died."""

import asyncio
import logging
import time
from collections.abc import Iterable
from datetime import datetime

import clock
from bots import hot
from bots.queue import LEASE

log = logging.getLogger(__name__)
RENEW_S = LEASE.total_seconds() / 4
_RENEW = """
UPDATE outbound SET claimed_until = $1
WHERE state = 'sending' AND claimed_until >= $2 AND id IN ({ids}) RETURNING id
"""


class Holding:
    """What is being sent, and until when each claim is surely ours."""

    def __init__(self) -> None:
        self._until: dict[int, float] = {}
        self._renewing: asyncio.Task[None] | None = None

    def take(self, row_id: int, *, since: datetime | None = None) -> None:
        """This row was claimed for us, now or at `since`."""
        gone = (clock.now() - since).total_seconds() if since else 0.0
        self._until[row_id] = time.monotonic() + LEASE.total_seconds() - max(0.0, gone)
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._run())

    def drop(self, row_ids: Iterable[int]) -> None:
        """These are done with, whatever came of them."""
        for row_id in row_ids:
            self._until.pop(row_id, None)

    def is_ours(self, row_id: int) -> bool:
        """Whether nobody else can have taken it meanwhile: after a long standstill somebody may have."""
        return self._until.get(row_id, 0.0) > time.monotonic()

    async def _run(self) -> None:
        """Renew as long as anything is in hand."""
        while True:
            await asyncio.sleep(RENEW_S)
            if not self._until:
                return
            try:
                await self.renew()
            except Exception as error:
                # Edge of a background task: what is not renewed is given up before it is sent.
                log.warning("claims not renewed", exc_info=error)

    async def renew(self) -> None:
        """Hold on to everything in hand; what somebody else has taken meanwhile is not ours any more."""
        at, now = time.monotonic(), clock.now()
        held = list(self._until)
        if not held:
            return
        listed = ", ".join(str(int(row_id)) for row_id in held)
        rows = await hot.rows(_RENEW.format(ids=listed), now + LEASE, now)
        kept = {int(row["id"]) for row in rows}
        for row_id in held:
            if row_id in kept and row_id in self._until:
                self._until[row_id] = at + LEASE.total_seconds()

    def close(self) -> None:
        """Stop renewing."""
        if self._renewing is not None:
            self._renewing.cancel()
