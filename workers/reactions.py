"""The table of reactions: what follows from an event; each is idempotent, twice is as good as once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby

import structlog
from tortoise.connection import get_connection
from tortoise.expressions import Q

import clock
from models.dialect import bind
from models.tickets import Event
from tickets.lifecycle import Verb
from tickets.once import remembering
from workers.hooks import writing
from workers.notifying import notify
from workers.recalling import recall
from workers.routing import assign_appeal, release, route

Reaction = Callable[[Event], Awaitable[None]]
TELL: tuple[Reaction, ...] = (notify,)

TABLE: Mapping[Verb, tuple[Reaction, ...]] = {
    **dict.fromkeys(Verb, TELL),
    Verb.FILE: (notify, route),
    Verb.TRANSFER: (notify, recall, route),
    Verb.UNMERGE: (notify, route),
    # The others still have their trouble: what ends without them goes on, each on its own.
    Verb.WITHDRAW: (notify, release),
    Verb.MARK_CONFIDENTIAL: (recall, route),
    Verb.UNMARK_CONFIDENTIAL: (route,),
    Verb.DISPUTE: (notify, assign_appeal),
    Verb.RATE: (notify, assign_appeal),
    Verb.APPEAL: (notify, assign_appeal),
}

_CLAIM = """
UPDATE event SET react_after = {1}, react_attempts = react_attempts + 1
WHERE id IN (%s) AND reacted_at IS NULL AND (react_after IS NULL OR react_after <= {2}) RETURNING id
"""
BATCH = 50
"""What one process takes at once is done well within the lease, so that nobody else does it too."""
LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=6)
log = structlog.get_logger()


async def react(event_ids: Sequence[int]) -> int:
    """Do everything that follows from these events; returns for how many (not those another process has)."""
    return await _react(Q(id__in=list(event_ids)), len(event_ids))


async def sweep(limit: int = BATCH) -> int:
    """React to events that nobody reacted to (broker down, crash, failure); returns how many were done."""
    return await _react(Q(), limit)


async def _react(wanted: Q, limit: int) -> int:
    done: list[Event] = []
    with remembering():
        for event in await _claim(wanted, limit):
            try:
                await _follow(event)
                done.append(event)
            except Exception as error:
                # Edge: one event that fails must not hold up the others; its lease brings it back later.
                log.error("reaction failed", event_id=event.id, exc_info=error)
        # A crash before this only means that what is said once is tried once more.
        await _done(done)
    return len(done)


async def _follow(event: Event) -> None:
    for reaction in TABLE[Verb(event.verb)]:
        await reaction(event)
    # Last: how a ticket stands is told after its own people were, and with where it was routed.
    await writing.write(event)


async def _done(events: Sequence[Event]) -> None:
    if events:
        await Event.filter(id__in=[event.id for event in events]).update(reacted_at=clock.now())


async def _claim(wanted: Q, limit: int) -> list[Event]:
    """Take events for a minute, longer after each failure; whoever's UPDATE counts has them."""
    now = clock.now()
    free = Q(react_after=None) | Q(react_after__lte=now)
    found = await Event.filter(wanted, free, reacted_at=None).order_by("id").limit(limit)
    claimed = []
    for attempts, events in groupby(
        sorted(found, key=lambda event: event.react_attempts), key=lambda event: event.react_attempts
    ):
        lease = min(LEASE * 2 ** min(attempts, 10), LONGEST_WAIT)
        by_id = {event.id: event for event in events}
        query, values = bind(_CLAIM % ", ".join(map(str, by_id)), now + lease, now)
        rows = await get_connection("default").execute_query_dict(query, values)
        claimed += [by_id[row["id"]] for row in rows]
    return sorted(claimed, key=lambda event: event.id)
