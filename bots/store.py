"""Stored before answered: single events into `inbound`, unique by the vendor's id, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bots import hot, raw
from bots.channel import EventLane, RawEvent

CHUNK = 250
COLUMNS = 11
TOO_OLD = timedelta(days=8)
_INSERT = """
INSERT INTO inbound (channel, vendor_key, lane, sender, body, vendor_at, vendor_order, received_at,
  state, attempts, error)
VALUES {values} ON CONFLICT (channel, vendor_key) DO NOTHING RETURNING lane, sender
"""


@dataclass(slots=True)
class Stored:
    """What was new in a body."""

    count: int = 0
    senders: list[str] = field(default_factory=list)
    others: bool = False


async def store(channel: str, events: Sequence[RawEvent], received: datetime) -> Stored:
    """Put the events into the inbox; those that were there before change nothing."""
    stored = Stored()
    for start in range(0, len(events), CHUNK):
        entries = [_entry(channel, event, received) for event in events[start : start + CHUNK]]
        text, values = hot.table(COLUMNS, entries)
        for row in await hot.rows(_INSERT.format(values=text), *values):
            stored.count += 1
            if row["lane"] == EventLane.MESSAGE:
                if row["sender"] not in stored.senders:
                    stored.senders.append(str(row["sender"]))
            else:
                stored.others = True
    return stored


def _entry(channel: str, event: RawEvent, received: datetime) -> tuple[object, ...]:
    at = raw.believable(event.at, received)
    state, error = "new", ""
    if event.lane is EventLane.UNREADABLE:
        state, error = "parked", "not readable as JSON"
    elif received - at > TOO_OLD and event.lane is EventLane.MESSAGE:
        # A vendor repeats for a week at most: what is older was played back by somebody.
        state, error = "ignored", "too old"
    return (
        channel, event.vendor_key[:240], event.lane.value, event.sender[:160], event.body, at,
        event.order, received,
        state, 0, error,
    )  # fmt: skip
