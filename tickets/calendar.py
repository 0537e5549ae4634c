"""The office calendar: which days are worked, in which hours, and how working time is counted (pure)."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Spell = tuple[time, time]
INDIA = ZoneInfo("Asia/Kolkata")
ONE_DAY = timedelta(days=1)
NOTHING = timedelta()
HORIZON_DAYS = 3660
"""Ten years: a calendar without working days would be searched for ever."""


class NoWorkingDays(ValueError):
    """The calendar has no working day within ten years: its rules are wrong."""


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """When the office works. Weekdays count from Monday = 0; `saturdays_off` are ordinals in the month."""

    zone: ZoneInfo = INDIA
    spells: tuple[Spell, ...] = ((time(10), time(17, 30)),)
    weekly_off: frozenset[int] = frozenset({6})
    saturdays_off: frozenset[int] = frozenset({2, 4})
    holidays: frozenset[date] = field(default_factory=frozenset)
    version: int | None = None

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open on this local date."""
        if day.weekday() in self.weekly_off or day in self.holidays:
            return False
        return not (day.weekday() == 5 and (day.day - 1) // 7 + 1 in self.saturdays_off)

    def local_date(self, at: datetime) -> date:
        """The date it is at the office."""
        return at.astimezone(self.zone).date()

    def opening(self, day: date) -> datetime:
        """The first minute of the office's day, in UTC (also of a day it does not work)."""
        return self._instant(day, self.spells[0][0])

    def closing(self, day: date) -> datetime:
        """The last minute of the office's day, in UTC (also of a day it does not work)."""
        return self._instant(day, self.spells[-1][1])

    def working_days_after(self, day: date) -> Iterator[date]:
        """Working days later than `day`, in order."""
        for _ in range(HORIZON_DAYS):
            day += ONE_DAY
            if self.is_working_day(day):
                yield day
        raise NoWorkingDays("no working day within ten years")

    def add_days(self, start: datetime, days: int) -> datetime:
        """Closing time of the `days`-th working day after the day of `start`, which itself never counts."""
        later = self.working_days_after(self.local_date(start))
        found = self.local_date(start)
        for _ in range(days):
            found = next(later)
        return self.closing(found)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Office hours between two instants; nothing when `end` is not later."""
        total = NOTHING
        day, last = self.local_date(start), self.local_date(end)
        while day <= last:
            for opens, closes in self._spells_of(day):
                total += max(NOTHING, min(closes, end) - max(opens, start))
            day += ONE_DAY
        return total

    def add_time(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant at which `amount` of office time has passed since `start`."""
        if amount <= NOTHING:
            return start
        day = self.local_date(start)
        for _ in range(HORIZON_DAYS):
            for opens, closes in self._spells_of(day):
                begins = max(opens, start)
                length = closes - begins
                if length >= amount:
                    return begins + amount
                amount -= max(NOTHING, length)
            day += ONE_DAY
        raise NoWorkingDays("no working day within ten years")

    def _spells_of(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        if not self.is_working_day(day):
            return ()
        return tuple((self._instant(day, opens), self._instant(day, closes)) for opens, closes in self.spells)

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def next_of(times: tuple[time, ...], now: datetime, zone: ZoneInfo) -> datetime:
    """The next moment, later than `now`, at one of these local times of day."""
    here = now.astimezone(zone)
    ordered = sorted(times)
    position = bisect_left(ordered, here.time().replace(tzinfo=None))
    for ahead in (0, 1):
        for at in ordered[position:] if ahead == 0 else ordered:
            moment = datetime.combine(here.date() + ahead * ONE_DAY, at, zone).astimezone(UTC)
            if moment > now:
                return moment
    raise ValueError("no time of day given")
