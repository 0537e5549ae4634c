"""Fires what has fallen due: rows claimed in batches, each done once in the transaction of its verb."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from tortoise.connection import get_connection

import clock
import logs
from models.dialect import bind, on_postgres
from models.tickets import Ticket, Timer
from tickets.actions import deciding, timing, working
from tickets.actor import SYSTEM
from tickets.change import holding
from tickets.errors import TicketError
from tickets.once import remembering
from tickets.plan import LADDER, REMINDERS, Due, is_superseded
from tickets.timers import planned
from tickets.transaction import transaction

BATCH = 200
LEASE = timedelta(seconds=120)
MOST_ATTEMPTS = 8
WAKE = "wake:"

_CLAIM = """
UPDATE timer SET claimed_until = {1}, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM timer WHERE state = 'waiting' AND kind NOT LIKE 'errand:%%' AND due_at <= {2}
    AND (claimed_until IS NULL OR claimed_until < {2})
  ORDER BY due_at LIMIT {3} %s)
RETURNING id
"""

log = structlog.get_logger()


def _reminding(kind: Due) -> Callable[[int], Awaitable[Ticket]]:
    return lambda ticket_id: timing.remind(ticket_id, kind=kind.value)


def _escalating(level: int) -> Callable[[int], Awaitable[Ticket]]:
    return lambda ticket_id: deciding.escalate(ticket_id, SYSTEM, level=level)


FIRE: Mapping[Due, Callable[[int], Awaitable[Ticket]]] = {
    **{kind: _reminding(kind) for kind in (*REMINDERS, Due.FIRST_VIEW)},
    **{kind: _escalating(level) for kind, level in LADDER.items()},
    Due.BREACH: timing.breach,
    Due.RESUME: lambda ticket_id: working.resume(ticket_id, SYSTEM),
    Due.ASK_VERDICT: timing.ask_verdict,
    Due.CLOSE: timing.close,
    Due.SECOND_LOOK: timing.second_look,
}


async def claim(limit: int = BATCH) -> list[Timer]:
    """Take due rows for this process, the oldest first; two beats never get the same one."""
    now = clock.now()
    query, values = bind(
        _CLAIM % ("FOR UPDATE SKIP LOCKED" if on_postgres() else ""), now + LEASE, now, limit
    )
    rows = await get_connection("default").execute_query_dict(query, values)
    return await Timer.filter(id__in=[row["id"] for row in rows]).order_by("due_at", "id") if rows else []


async def fire_due(limit: int = BATCH) -> int:
    """Fire one batch; returns how many rows were claimed, so that the caller goes on until it is 0."""
    claimed = await claim(limit)
    with remembering():
        for timer in claimed:
            try:
                await fire(timer)
            except Exception as error:
                # Edge: one bad row must not stop the clock of all others; its lease brings it back.
                log.error("timer failed", timer_id=timer.id, kind=timer.kind, exc_info=error)
                await _failed(timer, error)
    return len(claimed)


async def fire(timer: Timer) -> None:
    """Do what the row is for and mark it done, in one transaction."""
    if timer.kind.startswith(WAKE):
        await _wake(timer)
        return
    if timer.ticket_id is None:
        return
    async with holding(timer.ticket_id) as ticket:
        kind = Due(timer.kind)
        wanted = await planned(ticket)
        if timer.key not in {item.key for item in wanted}:
            await _finish(timer, "cancelled")
        elif is_superseded(timer.key, wanted, clock.now()):
            await _finish(timer, "skipped")
        elif await _finish(timer, "done"):
            await FIRE[kind](ticket.id)


async def _finish(timer: Timer, state: str) -> int:
    """End it, if it is still to be done and due: a verb may have moved it while it was claimed."""
    now = clock.now()
    return await Timer.filter(id=timer.id, state="waiting", due_at__lte=now).update(state=state, done_at=now)


async def _failed(timer: Timer, error: Exception) -> None:
    """Try again later; a row that never works is set aside, where it is seen."""
    aside = timer.attempts >= MOST_ATTEMPTS or isinstance(error, TicketError)
    state = "failed" if aside else "waiting"
    reason = logs.told(error)[:200]
    await Timer.filter(id=timer.id, state="waiting").update(state=state, error=reason)


async def _wake(timer: Timer) -> None:
    """A dialog wanted to be woken: its turn and the row's end are one transaction."""
    from bots import conversation

    if timer.identity_id is None:
        await _finish(timer, "failed")
        return
    async with transaction():
        if await _finish(timer, "done"):
            kind = timer.kind.removeprefix(WAKE)
            await conversation.woken(
                timer.identity_id, kind, f"wake:{timer.id}:{timer.due_at.timestamp():.0f}"
            )
