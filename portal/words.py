"""Dates, spans and numbers as the pages write them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

import clock
import settings
import texts

LOCALES = {"hi": "hi_IN", "en": "en_IN"}
SOON_DAYS = 2


@lru_cache(maxsize=4_096)
def _counted(language: str, text_id: str, n: int) -> str:
    """A list says two of these in each of its rows, and most of its numbers are small."""
    return texts.say(language, text_id, n=n)


def zone() -> ZoneInfo:
    """Where the office is."""
    return settings.current().office.zone


def local_day(at: datetime) -> date:
    """The office's date of a moment."""
    return at.astimezone(zone()).date()


def short_day(language: str, when: datetime | date) -> str:
    """A day such as "23 नव॰" or "23 Nov"; with the year when it is not this one."""
    day = local_day(when) if isinstance(when, datetime) else when
    pattern = "d MMM" if day.year == clock.today_local(zone()).year else "d MMM y"
    return str(format_date(day, pattern, locale=LOCALES[language]))


def moment(language: str, at: datetime) -> str:
    """A moment such as "23 नव॰, 16:30"."""
    here = at.astimezone(zone())
    pattern = "d MMM, HH:mm" if here.year == clock.today_local(zone()).year else "d MMM y, HH:mm"
    return str(format_datetime(here, pattern, locale=LOCALES[language]))


def ago(language: str, at: datetime) -> str:
    """How long ago: "अभी", "3 घंटे पहले", "2 दिन पहले"."""
    seconds = max(0, int((clock.now() - at).total_seconds()))
    if seconds < 90:
        return texts.say(language, "portal-ago-now")
    if seconds < 5400:
        return _counted(language, "portal-ago-minutes", round(seconds / 60))
    if seconds < 86400 * 1.5:
        return _counted(language, "portal-ago-hours", round(seconds / 3600))
    return _counted(language, "portal-ago-days", round(seconds / 86400))


@dataclass(frozen=True, slots=True)
class DueClock:
    """The due date in words; `tone` is calm, soon, late or still, and the sign says so without colour."""

    text: str
    tone: str
    sign: str


SIGNS = {"calm": "◷", "soon": "◔", "late": "!", "still": "‖"}


def due(language: str, due_at: datetime | None, *, is_open: bool, paused: bool) -> DueClock | None:
    """Such as "3 दिन बाकी", "आज अंतिम दिन", "2 दिन अधिक"; nothing once the work is done."""
    if due_at is None or not is_open:
        return None
    if paused:
        return DueClock(texts.say(language, "portal-due-paused"), "still", SIGNS["still"])
    left = (local_day(due_at) - clock.today_local(zone())).days
    if due_at < clock.now():
        text = (
            _counted(language, "portal-due-late", -left)
            if left < 0
            else texts.say(language, "portal-due-passed")
        )
        return DueClock(text, "late", SIGNS["late"])
    if left == 0:
        return DueClock(texts.say(language, "portal-due-today"), "soon", SIGNS["soon"])
    tone = "soon" if left <= SOON_DAYS else "calm"
    return DueClock(_counted(language, "portal-due-left", left), tone, SIGNS[tone])


def span(language: str, hours: float | None) -> str:
    """A length of time in hours or days."""
    if hours is None:
        return texts.say(language, "portal-span-none")
    if hours < 48:
        return _counted(language, "portal-span-hours", round(hours))
    return _counted(language, "portal-span-days", round(hours / 24))


def phone_masked(phone: str | None) -> str:
    """The last four digits, for those who only have to recognise a number."""
    return f"••••••{phone[-4:]}" if phone else ""
