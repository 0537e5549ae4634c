"""How many people a channel may write to first in a day: counted in rows, for all processes together."""

from datetime import timedelta

import clock
import settings
from bots import hot
from bots.alarms import raise_alarm
from models.messages import Counter, Lane
from tickets.transaction import transaction

DAY = timedelta(hours=24)
FIRST = 250
"""What a new account begins with, until the vendor says what it allows."""
UNLIMITED = -1
# The last share is for those in greater need: bulk waits first, then notices, then what is urgent.
SHARES = {Lane.BULK: 0.7, Lane.NOTICE: 0.95, Lane.REPLY: 1.0}
LONGEST_S = 3600.0
_AGAIN = """
UPDATE initiated SET at = $3 WHERE channel = $1 AND identity_id = $2 AND at > $4 RETURNING id
"""
# Writing the row that holds the figure keeps other processes waiting until this one has counted.
_ALLOWED = """
INSERT INTO counter (name, period, value) VALUES ($1, 'all', $2)
ON CONFLICT (name, period) DO UPDATE SET value = counter.value RETURNING value
"""
_COUNT = """
SELECT count(*) AS used FROM initiated WHERE channel = $1 AND at > $2
"""
_TAKE = """
INSERT INTO initiated (channel, identity_id, at) VALUES ($1, $2, $3)
ON CONFLICT (channel, identity_id) DO UPDATE SET at = excluded.at RETURNING id
"""
_FREED = """
SELECT at FROM initiated WHERE channel = $1 AND at > $2 ORDER BY at LIMIT 1 OFFSET $3
"""


async def take(channel: str, identity_id: int, lane: Lane, *, urgent: bool = False) -> float:
    """Seconds until this person may be written to first; 0 when now, and then they are counted.

    Whoever was counted within the day costs nothing more.
    """
    now = clock.now()
    if await hot.rows(_AGAIN, channel, identity_id, now, now - DAY):
        return 0.0
    async with transaction():
        allowed = await _allowed(channel)
        used = int((await hot.rows(_COUNT, channel, now - DAY))[0]["used"])
        room = allowed if urgent else int(allowed * SHARES[lane])
        if allowed == UNLIMITED or used < room:
            await hot.rows(_TAKE, channel, identity_id, now)
            return 0.0
        first = await hot.rows(_FREED, channel, now - DAY, max(0, used - room))
    await _full(channel, allowed)
    freed = hot.when(first[0]["at"]) if first else None
    wait = (freed + DAY - now).total_seconds() if freed else LONGEST_S
    # Not longer than an hour: the vendor may allow more by then.
    return min(max(wait, 5.0), LONGEST_S)


async def _allowed(channel: str) -> int:
    known = int((await hot.rows(_ALLOWED, _name(channel), FIRST))[0]["value"])
    return settings.current().whatsapp.daily_limit or known


async def state(channel: str) -> tuple[int, int]:
    """How many were written to first within the day, and how many may be (UNLIMITED: any number)."""
    used = await hot.rows(_COUNT, channel, clock.now() - DAY)
    known = await Counter.get_or_none(name=_name(channel), period="all")
    return int(used[0]["used"]), settings.current().whatsapp.daily_limit or (known.value if known else FIRST)


async def _full(channel: str, allowed: int) -> None:
    key = f"{channel}:daily-limit:{clock.now():%Y%m%d}"
    await raise_alarm("daily-limit", key, channel=channel, count=str(allowed))


async def learn(channel: str, people: int) -> None:
    """The vendor's word on how many it allows."""
    if not await Counter.filter(name=_name(channel), period="all").update(value=people):
        await Counter.get_or_create(name=_name(channel), period="all", defaults={"value": people})


async def forget_old() -> int:
    """Whoever was written to before the day began counts no more; returns how many."""
    sql = "DELETE FROM initiated WHERE at <= $1 RETURNING id"
    return len(await hot.rows(sql, clock.now() - DAY))


def _name(channel: str) -> str:
    return f"people-a-day:{channel}"
