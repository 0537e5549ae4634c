"""Dates as the person's day, and the hours in which we do not disturb."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import texts
from bots.dialog.turn import Turn

HOURS_3 = timedelta(hours=3)
HOURS_6 = timedelta(hours=6)
DAY = timedelta(hours=24)
WEEK = timedelta(days=7)
_NIGHT_FROM, _NIGHT_TO = time(21), time(8)


def day(turn: Turn, moment: datetime) -> str:
    """The local day of a moment: "मंगलवार, 14 जुलाई"."""
    return texts.day(turn.language, moment.astimezone(ZoneInfo(turn.facts.district.zone)).date())


def until_morning(turn: Turn) -> timedelta:
    """How long to wait until people may be disturbed; zero by day."""
    local = turn.facts.now.astimezone(ZoneInfo(turn.facts.district.zone))
    if _NIGHT_TO <= local.time() < _NIGHT_FROM:
        return timedelta(0)
    morning = local.replace(hour=_NIGHT_TO.hour, minute=5, second=0, microsecond=0)
    return (morning if local.time() < _NIGHT_TO else morning + timedelta(days=1)) - local
