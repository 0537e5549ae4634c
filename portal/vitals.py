"""How the whole is doing, read from the rows: what waits, since when, and who was heard last."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.exceptions import BaseORMException
from tortoise.functions import Count, Max, Min

import clock
from bots import bulk, hot, watch
from bots.patience import within
from bots.spool import Spool
from models.hooks import Hook
from models.messages import Circuit, Counter, Inbound, InboundState, Outbound, OutboundState
from settings import Settings

ASK_S = 2.0
BEAT = "beat-seen"
OUTBOX_LATE_S = 300
BEAT_LATE_S = 180
SPOOL_LATE_S = 60
HOOK_LATE = timedelta(hours=6)
TALES = ("alarm:", "forged:", "ignored:", "unreadable")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must work. `needed` parts decide whether messages can be taken."""

    name: str
    well: bool
    detail: str = ""
    needed: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)


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


async def look(redis: Redis, settings: Settings) -> Vitals:
    """Ask every part, each within two seconds."""
    folder = settings.data.dir
    parts = [await _database(), await _redis(redis), _disk(folder), await _spool(folder)]
    if parts[0].well:
        try:
            parts += await within(ASK_S, _rows(settings))
        except (BaseORMException, OSError, TimeoutError) as error:
            parts.append(Part("rows", well=False, detail=type(error).__name__))
    return Vitals(tuple(parts))


async def _rows(settings: Settings) -> list[Part]:
    return [
        await _outbox(),
        await _inbox(),
        await _beat(),
        *await _silence(settings),
        *await _circuits(),
        *await _hooks(),
    ]


async def _database() -> Part:
    """A copy that may only be read, as after a failover, takes no message."""
    asked = (
        "SELECT 'off' AS ro" if hot.on_sqlite() else "SELECT current_setting('transaction_read_only') AS ro"
    )
    try:
        found = await within(ASK_S, hot.rows(asked))
    except (BaseORMException, OSError, TimeoutError) as error:
        return Part("database", well=False, detail=type(error).__name__, needed=True)
    if found[0]["ro"] == "on":
        return Part("database", well=False, detail="may only be read", needed=True)
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
    free = watch.free_bytes(folder)
    words = f"{free // 1_000_000} MB free"
    return Part("disk", well=free > watch.DISK_LOW, detail=words, numbers={"free_bytes": free})


async def _spool(folder: Path) -> Part:
    """What came while the database was away and is not stored yet."""
    waiting = await asyncio.to_thread(Spool(folder / "spool").waiting)
    try:
        age = int(clock.now().timestamp() - waiting[0].stat().st_mtime) if waiting else 0
    except FileNotFoundError:
        age = 0
    numbers = {"waiting": len(waiting), "oldest_seconds": max(0, age)}
    return Part(
        "spool", age < SPOOL_LATE_S, f"{len(waiting)} waiting on disk, oldest {age} s", numbers=numbers
    )


def _age_s(at: datetime | None) -> int:
    return int((clock.now() - at).total_seconds()) if at else 0


async def _outbox() -> Part:
    row = (
        await Outbound.filter(
            # What goes to many waits by design: for its share of the rates, and for the morning.
            state__in=(OutboundState.QUEUED, OutboundState.UNKNOWN),
            next_attempt_at__lte=clock.now(),
            lane__in=bulk.AWAKE,
        )
        .annotate(oldest=Min("next_attempt_at"), waiting=Count("id"))
        .values("oldest", "waiting")
    )[0]
    age, waiting = _age_s(_moment(row["oldest"])), int(row["waiting"])
    numbers = {"waiting": waiting, "oldest_seconds": age}
    return Part("outbox", age < OUTBOX_LATE_S, f"{waiting} waiting, oldest {age} s", numbers=numbers)


async def _inbox() -> Part:
    parked = await Inbound.filter(state=InboundState.PARKED).count()
    new = await Inbound.filter(state=InboundState.NEW).annotate(oldest=Min("received_at")).values("oldest")
    age = _age_s(_moment(new[0]["oldest"]))
    numbers = {"oldest_seconds": age, "parked": parked}
    return Part("inbox", age < OUTBOX_LATE_S, f"oldest new {age} s, {parked} parked", numbers=numbers)


async def _beat() -> Part:
    row = await Counter.get_or_none(name=BEAT, period="all")
    if row is None:
        return Part("beat", well=False, detail="never seen: start `samvad beat` and `samvad worker`")
    age = int(clock.now().timestamp()) - row.value
    return Part("beat", age < BEAT_LATE_S, f"last seen {age} s ago", numbers={"lag_seconds": max(0, age)})


def _on(settings: Settings) -> list[str]:
    return [name for name in ("telegram", "whatsapp") if getattr(settings, name).on]


async def _silence(settings: Settings) -> list[Part]:
    hours = watch.SILENCE.seconds // 3600
    words = f"no message for {hours} h, though people usually write at this time of day"
    return [
        Part(f"{channel} heard", well=False, detail=words)
        for channel in await watch.silent(_on(settings), clock.now())
    ]


async def _circuits() -> list[Part]:
    stopped = await Circuit.filter(open=True)
    return [
        Part(f"{row.channel} {row.scope}".strip(), well=False, detail=f"{row.code} {row.reason}")
        for row in stopped
    ]


async def _hooks() -> list[Part]:
    """Receivers of outgoing webhooks that have taken nothing for long."""
    failing = Hook.filter(active=True, failing_since__lt=clock.now() - HOOK_LATE).order_by("id")
    return [
        Part(
            f"webhook {hook.id}",
            well=False,
            detail=f"{hook.name} takes no call for {_age_s(hook.failing_since) // 3600} h",
        )
        for hook in await failing
    ]


async def last_heard() -> dict[str, int]:
    """Seconds since the last message of each channel that spoke within a day."""
    recent = Inbound.filter(received_at__gt=clock.now() - timedelta(days=1))
    rows = await recent.annotate(last=Max("received_at")).group_by("channel").values("channel", "last")
    return {row["channel"]: _age_s(_moment(row["last"])) for row in rows}


async def told_today() -> dict[str, int]:
    """How often today something was refused, left out or alarmed, by what it was."""
    rows = await Counter.filter(period=f"{clock.now():%Y-%m-%d}").values("name", "value")
    return {str(row["name"]): int(row["value"]) for row in rows if str(row["name"]).startswith(TALES)}


def _moment(value: object) -> datetime | None:
    """SQLite gives aggregates of times back as text."""
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else None
