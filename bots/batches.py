"""Stored events of one lane, many in one transaction; when one of them fails, each on its own."""

import logging
from collections.abc import Awaitable, Callable

import clock
import logs
from bots import hot
from bots.channel import EventLane
from tickets.transaction import transaction

log = logging.getLogger(__name__)
BATCH = 200
_CLAIM = """
UPDATE inbound SET state = 'done', handled_at = $1, attempts = attempts + 1 WHERE state = 'new' AND id IN (
  SELECT id FROM inbound WHERE state = 'new' AND lane = '{lane}'
    AND (next_attempt_at IS NULL OR next_attempt_at <= $1)
  ORDER BY id LIMIT {limit} FOR UPDATE SKIP LOCKED)
RETURNING id, channel, body, received_at, attempts
"""
One = Callable[[hot.Row], Awaitable[None]]


async def take(lane: EventLane, one: One) -> int:
    """Handle the oldest events of the lane; returns how many. A failing one is parked and harms no other."""
    try:
        return await _together(lane, one, BATCH)
    except Exception as error:
        if hot.is_outage(error):
            raise
        log.warning("a batch of %s events goes one by one", lane.value, exc_info=error)
        return await _singly(lane, one)


async def _together(lane: EventLane, one: One, limit: int) -> int:
    async with transaction():
        rows = await hot.rows(_CLAIM.format(lane=lane.value, limit=limit), clock.now())
        for row in sorted(rows, key=lambda row: int(row["id"])):
            await one(row)
    return len(rows)


async def _singly(lane: EventLane, one: One) -> int:
    done = 0
    current: list[int] = []

    async def noted(row: hot.Row) -> None:
        current[:] = [int(row["id"])]
        await one(row)

    while done < BATCH:
        try:
            if not await _together(lane, noted, 1):
                break
        except Exception as error:
            if hot.is_outage(error) or not current:
                raise
            reason = logs.told(error)[:400].replace("\0", "")
            await hot.rows(
                "UPDATE inbound SET state = 'parked', attempts = attempts + 1, error = $2 WHERE id = $1",
                current[0],
                reason,
            )
        done += 1
    return done
