"""Sends the calls that are due: one at a time to each receiver, all receivers side by side."""

import time
from datetime import timedelta

import aiohttp
import structlog
from tortoise.expressions import F
from tortoise.queryset import QuerySet

import clock
from bots import hooks, hot
from bots.background import Background
from models.hooks import CallState, Hook, HookCall
from models.tickets import Ticket
from workers.hooks.posting import Answer, post, session

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PAUSES = (MINUTE, 4 * MINUTE, 15 * MINUTE, 40 * MINUTE, 2 * HOUR, 4 * HOUR, 5 * HOUR, 6 * HOUR, 6 * HOUR)
"""Between the tries of one call, a day in all; the same for all: what fails together keeps its order."""
BREAKS = (MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE)
"""Of a receiver that failed several times in a row: meanwhile nothing is sent to it, then one call."""
PATIENCE = 3
LONGEST = timedelta(hours=27)
"""The last try of a call comes within this; what a silent receiver was never told waits no longer either."""
AWAY = timedelta(minutes=10)
"""Who was silent for longer was away; a receiver that refuses some calls and takes others was not."""
LEASE = timedelta(seconds=60)
SERVED = timedelta(seconds=120)
ROUND_S = 60.0
"""So long one receiver is served at most before its lease is asked for anew."""
SIDE_BY_SIDE = 20
ON = True

_DUE = """
SELECT id FROM hook WHERE active = $1 AND (paused_until IS NULL OR paused_until <= $2)
  AND (served_until IS NULL OR served_until <= $2)
  AND EXISTS (SELECT 1 FROM hook_call WHERE hook_call.hook_id = hook.id AND next_at <= $2
    AND state IN ('queued','sending','failed'))
ORDER BY served_until, id LIMIT $3
"""
_SERVE = """
UPDATE hook SET served_until = $3 WHERE id = $1 AND active = $4
  AND (paused_until IS NULL OR paused_until <= $2) AND (served_until IS NULL OR served_until <= $2)
RETURNING id
"""
_NEXT = """
UPDATE hook_call SET state = 'sending', next_at = $3, attempts = attempts + 1 WHERE id = (
  SELECT hook_call.id FROM hook_call JOIN hook ON hook.id = hook_call.hook_id
  WHERE hook_id = $1 AND hook.active = $4 AND next_at <= $2 AND state IN ('queued','sending','failed')
  ORDER BY next_at, hook_call.id LIMIT 1)
  AND next_at <= $2 AND state IN ('queued','sending','failed')
RETURNING id
"""

_UNDER_WAY = Background()
log = structlog.get_logger()


async def send_due() -> int:
    """Begin to serve every receiver with something due, and wait for none; returns how many were begun."""
    rows = await hot.rows(_DUE, ON, clock.now(), SIDE_BY_SIDE)
    for row in rows:
        _UNDER_WAY.start(_serve(int(row["id"])))
    return len(rows)


async def idle() -> None:
    """Wait until nothing is under way."""
    await _UNDER_WAY.idle()


async def finish(patience: float) -> None:
    """Before the process ends: what does not end in time comes back when its lease is over."""
    await _UNDER_WAY.finish(patience)


async def _serve(hook_id: int) -> None:
    now = clock.now()
    if not await hot.rows(_SERVE, hook_id, now, now + SERVED, ON):
        return
    try:
        await _forget_old(hook_id)
        async with session() as http:
            end = time.monotonic() + ROUND_S
            while time.monotonic() < end and await _send_next(hook_id, http):
                pass
    except Exception as error:
        # Edge of a background task: what was claimed comes back when its lease is over.
        log.error("hook failed", hook_id=hook_id, exc_info=error)
    finally:
        await Hook.filter(id=hook_id).update(served_until=None)


async def _forget_old(hook_id: int) -> None:
    """A receiver that has not answered for a day is not told of what is older than that."""
    before = clock.now() - LONGEST
    if await Hook.filter(id=hook_id, failing_since__lt=before).exists():
        await hooks.give_up(hook_id, "waited", before=before)


async def _send_next(hook_id: int, http: aiohttp.ClientSession) -> bool:
    """Send what waits longest; False when nothing is due or the receiver had better be left alone."""
    now = clock.now()
    rows = await hot.rows(_NEXT, hook_id, now, now + LEASE, ON)
    if not rows:
        return False
    call, hook = await HookCall.get(id=rows[0]["id"]), await Hook.get(id=hook_id)
    # It may have become so since the call was written.
    if await Ticket.filter(events__id=call.event_id or 0, confidential=True).exists():
        await call.delete()
        return True
    answer = await post(hook, call, http)
    if not answer.error:
        await _taken(hook, call, answer)
        return True
    if answer.error == hooks.GONE:
        await _gone(hook, call, answer)
        return False
    return await _failed(hook, call, answer)


def _mine(call: HookCall) -> QuerySet[HookCall]:
    return HookCall.filter(id=call.id, state=CallState.SENDING)


async def _taken(hook: Hook, call: HookCall, answer: Answer) -> None:
    """Done; a receiver that is back gets at once what it missed, in its order."""
    await _mine(call).update(state=CallState.DONE, status=answer.status, error="", done_at=clock.now())
    if not hook.failures:
        return
    await Hook.filter(id=hook.id).update(failures=0, failing_since=None, paused_until=None)
    if hook.failing_since and hook.failing_since < clock.now() - AWAY:
        missed = HookCall.filter(hook_id=hook.id, state=CallState.FAILED)
        await missed.update(next_at=F("created_at"))


async def _gone(hook: Hook, call: HookCall, answer: Answer) -> None:
    await hooks.switch_off(hook, hooks.GONE)
    await HookCall.filter(id=call.id).update(status=answer.status, error=answer.error)
    await hooks.note_gone(hook)
    log.warning("hook gone", hook_id=hook.id)


async def _failed(hook: Hook, call: HookCall, answer: Answer) -> bool:
    """Later again, or never; whether the next call may be tried now."""
    now, failures = clock.now(), hook.failures + 1
    said = {"status": answer.status, "error": answer.error}
    if call.event_id is None or call.attempts > len(PAUSES):
        await _mine(call).update(state=CallState.GAVE_UP, done_at=now, **said)
    else:
        later = now + PAUSES[call.attempts - 1]
        await _mine(call).update(state=CallState.FAILED, next_at=later, **said)
    rest = BREAKS[min(failures - PATIENCE, len(BREAKS) - 1)] if failures >= PATIENCE else None
    await Hook.filter(id=hook.id).update(
        failures=failures,
        failing_since=hook.failing_since or now,
        paused_until=now + rest if rest else None,
    )
    log.warning(
        "hook call failed", hook_id=hook.id, call_id=call.id, error=answer.error, status=answer.status
    )
    return rest is None
