"""Takes approved broadcasts to the outbox, a range of people at a time; any number of workers may."""

from datetime import datetime, timedelta

from tortoise.expressions import F, Q

import clock
from bots import bulk
from models.broadcasts import Broadcast, BroadcastState
from models.messages import Outbound, OutboundState
from models.officers import AccessLog
from tickets import audience, broadcasts
from tickets.transaction import transaction

RANGE = 1_000
"""So many people are looked at in one transaction."""
MOST_WAITING = 2_000
"""What the vendors' limits hold back waits in the outbox, but never more than this of one broadcast."""
RANGES = 100
"""So many at most in one task; the next start goes on."""
GOOD_FOR = timedelta(days=3)
"""So long after the approval the limits may keep it; later it is no news any more, and it ends."""
ON_ITS_WAY = (OutboundState.QUEUED, OutboundState.SENDING)


async def send_due() -> int:
    """Queue what is approved and due, in daytime; returns how many messages are new."""
    if broadcasts.held_back():
        await _end_all()
        return 0
    now = clock.now()
    if bulk.is_quiet(now):
        return 0
    due = Broadcast.filter(Q(not_before=None) | Q(not_before__lte=now), state=BroadcastState.SENDING)
    queued = 0
    for row in await due.select_related("area", "department").order_by("id"):
        queued += await _go_on(row)
    return queued


async def _go_on(row: Broadcast) -> int:
    ends_at = max(row.approved_at or row.made_at, row.not_before or row.made_at) + GOOD_FOR
    if clock.now() >= ends_at:
        await _too_late(row)
        return 0
    queued = 0
    for _ in range(RANGES):
        if row.cursor >= row.last_person:
            await _finish(row)
            break
        if await _waiting(row, OutboundState.QUEUED) >= MOST_WAITING:
            break
        found = await _range(row, ends_at)
        if found is None:
            break
        queued += found
    return queued


async def _waiting(row: Broadcast, *states: OutboundState) -> int:
    return await Outbound.filter(broadcast_id=row.id, state__in=states).count()


async def _range(row: Broadcast, ends_at: datetime) -> int | None:
    """The next people; None when another worker has done these, or it was cancelled."""
    after, until = row.cursor, min(row.cursor + RANGE, row.last_person)
    async with transaction():
        # The cursor moves first: it locks the row, so that a cancellation comes before or after all of this.
        mine = Broadcast.filter(id=row.id, state=BroadcastState.SENDING, cursor=after)
        if not await mine.update(cursor=until):
            return None
        reach = await audience.count(row.area_path, row.department_id, after, until)
        queued = await bulk.queue_part(row, after, until, ends_at)
        counted = Broadcast.filter(id=row.id)
        await counted.update(reached=F("reached") + queued, skipped=F("skipped") + reach.left_out)
    row.cursor = until
    return queued


async def _finish(row: Broadcast) -> None:
    """All have it in hand or have got it."""
    if await _waiting(row, *ON_ITS_WAY):
        return
    sending = Broadcast.filter(id=row.id, state=BroadcastState.SENDING, cursor__gte=F("last_person"))
    if await sending.update(state=BroadcastState.DONE, ended_at=clock.now()):
        await _log(row.id, "done")


async def _end_all() -> None:
    """An election: what was begun does not go on when the switch is off again."""
    for row in await Broadcast.filter(state=BroadcastState.SENDING).order_by("id"):
        await _end(row, BroadcastState.CANCELLED, "elections")


async def _too_late(row: Broadcast) -> None:
    """Whom it has not reached by now it does not reach any more."""
    await _end(row, BroadcastState.DONE, "late")


async def _end(row: Broadcast, state: BroadcastState, reason: str) -> None:
    async with transaction():
        sending = Broadcast.filter(id=row.id, state=BroadcastState.SENDING)
        if await sending.update(state=state, reason=reason, ended_at=clock.now()):
            await broadcasts.withdraw(row.id)
            await _log(row.id, state.value, reason)


async def _log(broadcast_id: int, what: str, detail: str = "") -> None:
    subject = f"broadcast:{broadcast_id}"
    await AccessLog.create(action=f"broadcast-{what}", subject=subject, detail=detail, at=clock.now())
