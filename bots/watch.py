"""What nobody complains of because nobody can: a channel that fell silent by day, a disk that fills up."""

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import settings
from bots import hot
from bots.alarms import raise_alarm
from bots.quiet import leaves_at
from models import counters

DISK_LOW = 500_000_000  # bytes; below this photos and the database are in danger
DISK_FULL = 50_000_000  # below this the next message may find no room
SILENCE = timedelta(hours=3)
DAYS = 3
_HEARD = """
SELECT 1 AS heard FROM inbound WHERE channel = $1 AND lane = 'message' AND received_at > $2
  AND received_at <= $3 LIMIT 1
"""
_TOLD = "SELECT 1 AS told FROM counter WHERE name = $1 AND period = $2"


async def silent(channels: Iterable[str], now: datetime) -> list[str]:
    """The channels on which nothing came for three hours by day, though it did on each of the last days.

    A place where few people write is not silent because of one quiet afternoon.
    """
    office = settings.current().office
    began = now - SILENCE
    if any(leaves_at(at, office.quiet_from, office.quiet_to, office.zone) != at for at in (began, now)):
        return []
    return [channel for channel in channels if await _is_silent(channel, began, now)]


async def _is_silent(channel: str, began: datetime, now: datetime) -> bool:
    if await hot.rows(_HEARD, channel, began, now):
        return False
    for days in range(1, DAYS + 1):
        day = timedelta(days=days)
        if not await hot.rows(_HEARD, channel, began - day, now - day):
            return False
    return True


def free_bytes(folder: Path) -> int:
    """Room on the disk of this folder."""
    return shutil.disk_usage(folder).free


async def alarm_once_a_day(channels: Iterable[str], folder: Path, now: datetime) -> None:
    """Tell the administrators what is wrong; each thing once a day."""
    for channel in await silent(channels, now):
        await _alarm("silent", channel, now, channel=channel, hours=str(SILENCE.seconds // 3600))
    if (free := free_bytes(folder)) < DISK_LOW:
        await _alarm("disk", "disk", now, free=str(free // 1_000_000))


async def _alarm(what: str, about: str, now: datetime, **facts: str) -> None:
    name, day = f"watch:{what}:{about}", f"{now:%Y-%m-%d}"
    if not await hot.rows(_TOLD, name, day):
        await raise_alarm(what, f"{name}:{day}", **facts)
        await counters.add(name, day)
