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
VALUES {values} ON CONFLICT (channel, vendor_key) DO NOTHING RETURNING channel, vendor_key, lane, sender
"""


@dataclass(slots=True)
class Stored:
    """What was new in a body."""

    count: int = 0
    senders: list[str] = field(default_factory=list)
    others: bool = False

    def note(self, row: hot.Row) -> None:
        """A new row of this body."""
        self.count += 1
        if row["lane"] != EventLane.MESSAGE:
            self.others = True
        elif row["sender"] not in self.senders:
            self.senders.append(str(row["sender"]))


@dataclass(frozen=True, slots=True)
class Body:
    """The events of one webhook body, and when it came."""

    channel: str
    events: Sequence[RawEvent]
    received: datetime


async def store(channel: str, events: Sequence[RawEvent], received: datetime) -> Stored:
    """Put the events into the inbox; those that were there before change nothing."""
    return (await store_all([Body(channel, events, received)]))[0]


async def store_all(bodies: Sequence[Body]) -> list[Stored]:
    """Several bodies at once; what was new in each."""
    found = [Stored() for _ in bodies]
    entries, owner = list[tuple[object, ...]](), dict[tuple[object, object], Stored]()
    for body, stored in zip(bodies, found, strict=True):
        for event in body.events:
            entries.append(_entry(body.channel, event, body.received))
            owner.setdefault((entries[-1][0], entries[-1][1]), stored)
    for start in range(0, len(entries), CHUNK):
        text, values = hot.table(COLUMNS, entries[start : start + CHUNK])
        for row in await hot.rows(_INSERT.format(values=text), *values):
            owner[row["channel"], row["vendor_key"]].note(row)
    return found


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
