"""Bodies that were no JSON to us: kept byte for byte, and read once more after a fix."""

import logging
from collections.abc import Callable, Sequence

import clock
from bots import hot, raw
from bots.channel import EventLane, RawEvent
from bots.store import store
from bots.telegram import split as telegram
from bots.whatsapp import split as whatsapp
from tickets.transaction import transaction

log = logging.getLogger(__name__)
SPLITTERS: dict[str, Callable[[bytes], list[RawEvent]]] = {
    "telegram": telegram.split,
    "whatsapp": whatsapp.split,
}
_PARKED = """
SELECT id, channel, body, received_at FROM inbound
WHERE state = 'parked' AND lane = 'unreadable'{where} ORDER BY id
"""


async def read_again(inbound_ids: Sequence[int] | None = None) -> int:
    """Put what can be read by now into the inbox; returns how many bodies. The others stay where they are."""
    where = "" if inbound_ids is None else f" AND id IN ({hot.slots(1, len(inbound_ids))})"
    found = await hot.rows(_PARKED.format(where=where), *(inbound_ids or []))
    return sum([await _one(row) for row in found])


async def _one(row: hot.Row) -> bool:
    split = SPLITTERS.get(str(row["channel"]))
    events = split(raw.unshown(str(row["body"]))) if split else []
    if not events or any(event.lane is EventLane.UNREADABLE for event in events):
        return False
    async with transaction():
        await store(str(row["channel"]), events, hot.when(row["received_at"]) or clock.now())
        await hot.rows(
            "UPDATE inbound SET state = 'done', error = '', handled_at = $2 WHERE id = $1",
            row["id"],
            clock.now(),
        )
    return True
