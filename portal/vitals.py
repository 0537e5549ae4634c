"""How the whole is doing, read from the rows: what waits, since when, and who was heard last."""

import asyncio
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.connection import get_connection
from tortoise.exceptions import BaseORMException
from tortoise.functions import Count, Max, Min

import clock
from bots.patience import within
from models.messages import Circuit, Counter, Inbound, InboundState, Outbound, OutboundState

ASK_S = 2.0
BEAT = "beat-seen"
DISK_LOW = 500_000_000  # bytes; below this photos and the database are in danger
OUTBOX_LATE_S = 300
BEAT_LATE_S = 180


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must work. `needed` parts decide whether messages can be taken."""

    name: str
    well: bool
    detail: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Vitals:
    parts: tuple[Part, ...]

    @property
    def ready(self) -> bool:
        """Whether a citizen's message can be taken now."""
        return all(part.well for part in self.parts if part.needed)

    def as_json(self) -> dict[str, Any]:
        """For /readyz."""
        return {"ready": self.ready, "parts": [asdict(part) for part in self.parts]}


async def look(redis: Redis, folder: Path) -> Vitals:
    """Ask every part, each within two seconds."""
    parts = [await _database(), await _redis(redis), _disk(folder)]
    if parts[0].well:
        parts += [await _outbox(), await _inbox(), await _beat(), *await _circuits()]
    return Vitals(tuple(parts))


async def _database() -> Part:
    try:
        await within(ASK_S, get_connection("default").execute_query("SELECT 1"))
    except (BaseORMException, OSError, TimeoutError) as error:
        return Part("database", well=False, detail=type(error).__name__, needed=True)
    return Part("database", well=True, needed=True)


async def _redis(redis: Redis) -> Part:
    """Without Redis messages are still taken and answered; alerts wait as rows."""
    try:
        async with asyncio.timeout(ASK_S):
            await redis.ping()
    except (RedisError, OSError, TimeoutError) as error:
        return Part("redis", well=False, detail=type(error).__name__)
    return Part("redis", well=True)


def _disk(folder: Path) -> Part:
    free = shutil.disk_usage(folder).free
    return Part("disk", well=free > DISK_LOW, detail=f"{free // 1_000_000} MB free")


def _age_s(at: datetime | None) -> int:
    return int((clock.now() - at).total_seconds()) if at else 0


async def _outbox() -> Part:
    row = (
        await Outbound.filter(
            state__in=(OutboundState.QUEUED, OutboundState.UNKNOWN), next_attempt_at__lte=clock.now()
        )
        .annotate(oldest=Min("next_attempt_at"), waiting=Count("id"))
        .values("oldest", "waiting")
    )[0]
    age = _age_s(_moment(row["oldest"]))
    return Part("outbox", well=age < OUTBOX_LATE_S, detail=f"{row['waiting']} waiting, oldest {age} s")


async def _inbox() -> Part:
    parked = await Inbound.filter(state=InboundState.PARKED).count()
    new = await Inbound.filter(state=InboundState.NEW).annotate(oldest=Min("received_at")).values("oldest")
    age = _age_s(_moment(new[0]["oldest"]))
    return Part("inbox", well=age < OUTBOX_LATE_S, detail=f"oldest new {age} s, {parked} parked")


async def _beat() -> Part:
    row = await Counter.get_or_none(name=BEAT, period="all")
    if row is None:
        return Part("beat", well=False, detail="never seen")
    age = int(clock.now().timestamp()) - row.value
    return Part("beat", well=age < BEAT_LATE_S, detail=f"{age} s ago")


async def _circuits() -> list[Part]:
    stopped = await Circuit.filter(open=True)
    return [
        Part(f"{row.channel} {row.scope}".strip(), well=False, detail=f"{row.code} {row.reason}")
        for row in stopped
    ]


async def last_heard() -> dict[str, int]:
    """Seconds since the last message of each channel that spoke within a day."""
    recent = Inbound.filter(received_at__gt=clock.now() - timedelta(days=1))
    rows = await recent.annotate(last=Max("received_at")).group_by("channel").values("channel", "last")
    return {row["channel"]: _age_s(_moment(row["last"])) for row in rows}


def _moment(value: object) -> datetime | None:
    """SQLite gives aggregates of times back as text."""
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else None
