"""The table of reactions: what follows from an event; each is idempotent, twice is as good as once."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from tortoise.expressions import F, Q

import clock
from models.tickets import Event
from tickets.lifecycle import Verb
from workers.notifying import notify
from workers.routing import assign_appeal, route

Reaction = Callable[[Event], Awaitable[None]]
TELL: tuple[Reaction, ...] = (notify,)

TABLE: Mapping[Verb, tuple[Reaction, ...]] = {
    **dict.fromkeys(Verb, TELL),
    Verb.FILE: (notify, route),
    Verb.TRANSFER: (notify, route),
    Verb.UNMERGE: (notify, route),
    Verb.MARK_CONFIDENTIAL: (route,),
    Verb.UNMARK_CONFIDENTIAL: (route,),
    Verb.DISPUTE: (notify, assign_appeal),
    Verb.RATE: (notify, assign_appeal),
    Verb.APPEAL: (notify, assign_appeal),
}

LEASE = timedelta(seconds=60)
LONGEST_WAIT = timedelta(hours=6)
log = structlog.get_logger()


async def react(event_id: int) -> bool:
    """Do everything that follows from an event; False when another process has it or it was done."""
    event = await _claim(event_id)
    if event is None:
        return False
    for reaction in TABLE[Verb(event.verb)]:
        await reaction(event)
    await Event.filter(id=event_id).update(reacted_at=clock.now())
    return True


async def _claim(event_id: int) -> Event | None:
    """Take the event for a minute, longer after each failure; whoever's UPDATE counts has it."""
    now = clock.now()
    event = await Event.get_or_none(id=event_id)
    if event is None or event.reacted_at is not None:
        return None
    lease = min(LEASE * 2 ** min(event.react_attempts, 10), LONGEST_WAIT)
    free = Q(react_after=None) | Q(react_after__lte=now)
    claimed = await Event.filter(free, id=event_id, reacted_at=None).update(
        react_after=now + lease, react_attempts=F("react_attempts") + 1
    )
    return event if claimed else None


async def sweep(limit: int = 200) -> int:
    """React to events that nobody reacted to (broker down, crash, failure); returns how many were done."""
    now = clock.now()
    waiting = await (
        Event.filter(Q(react_after=None) | Q(react_after__lte=now), reacted_at=None)
        .order_by("id")
        .limit(limit)
        .values_list("id", flat=True)
    )
    done = 0
    for event_id in waiting:
        try:
            done += await react(int(str(event_id)))
        except Exception as error:
            # Edge: one event that fails must not hold up the others; its lease brings it back later.
            log.error("reaction failed", event_id=event_id, exc_info=error)
    return done
