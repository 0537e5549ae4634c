"""ISO weeks of the office, Monday to Sunday in local time (pure)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ONE_DAY = timedelta(days=1)


class NoSuchWeek(ValueError):
    """What was typed is not a week of any year."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week by its Monday; the ISO year of a week around New Year may differ from the calendar's."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week in which a day lies."""
        return cls(day - day.weekday() * ONE_DAY)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W30`; raises NoSuchWeek (also for week 53 of a year that has 52)."""
        found = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text.strip().upper())
        if found is None:
            raise NoSuchWeek(text)
        try:
            return cls(date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            raise NoSuchWeek(text) from None

    def __str__(self) -> str:
        year, week, _ = self.monday.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def sunday(self) -> date:
        """The week's last day."""
        return self.monday + 6 * ONE_DAY

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days, Monday first."""
        return tuple(self.monday + ahead * ONE_DAY for ahead in range(7))

    def earlier(self, weeks: int) -> "Week":
        """The week so many weeks before."""
        return Week(self.monday - 7 * weeks * ONE_DAY)

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first instant and the first instant after it, in UTC."""
        return day_bounds(self.monday, zone)[0], day_bounds(self.sunday, zone)[1]


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """A local day's first instant and the first one after it, in UTC; 23 to 25 hours where clocks change."""
    return _midnight(day, zone), _midnight(day + ONE_DAY, zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def due_weeks(now: datetime, zone: ZoneInfo, weekday: str, at: time, catch_up: int) -> tuple[Week, ...]:
    """The finished weeks whose digest should have gone out by now, oldest first, at most `catch_up` of them.

    A week's digest is due on the given weekday after its Sunday; the local clock decides, so neither a host
    in another zone nor a jump of the clock makes one early or doubles it.
    """
    here = now.astimezone(zone)
    last = Week.of(here.date()).earlier(1)
    while _due(last, weekday, at) > here.replace(tzinfo=None):
        last = last.earlier(1)
    return tuple(last.earlier(back) for back in reversed(range(catch_up)))


def _due(week: Week, weekday: str, at: time) -> datetime:
    return datetime.combine(week.monday + (7 + DAYS.index(weekday)) * ONE_DAY, at)
