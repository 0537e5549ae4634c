"""When things fall due: pure arithmetic over the office calendar."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.states import Kind
from tickets.calendar import OfficeCalendar

FIRST_VIEW_DAYS = 2
REOPENED_DAYS = 3
"""What a department gets at least when a citizen says that it is not fixed."""
LADDER = ((1, 0), (2, 3), (3, 7))
"""Escalation: level (department head, ADM, Collector) and working days after the due date."""
ASK_AGAIN_DAYS = 3
SECOND_LOOK_DAYS = 30


@dataclass(frozen=True, slots=True)
class Limits:
    """A category's limits in working days."""

    problem: int = 7
    demand: int = 21
    suggestion: int = 21
    urgent: int = 1

    def days(self, kind: Kind, *, urgent: bool) -> int:
        """The limit that applies; urgency only ever shortens."""
        ordinary = {Kind.PROBLEM: self.problem, Kind.DEMAND: self.demand, Kind.SUGGESTION: self.suggestion}[
            kind
        ]
        return min(ordinary, self.urgent) if urgent else ordinary


def due_at(
    kind: Kind, *, urgent: bool, limits: Limits, start: datetime, calendar: OfficeCalendar
) -> datetime:
    """The due date promised at `start`."""
    return calendar.add_days(start, limits.days(kind, urgent=urgent))


def fixed(promised: datetime | None, computed: datetime, now: datetime, calendar: OfficeCalendar) -> datetime:
    """The due date at assignment: what the final category gives, counted from filing.

    A department that first hears of a ticket near or past that date gets until the end of the next working
    day, but never beyond what the citizen was already promised.
    """
    floor = calendar.add_days(now, 1)
    return max(computed, min(promised, floor) if promised else floor)


def resumed(
    due: datetime,
    paused_at: datetime,
    now: datetime,
    calendar: OfficeCalendar,
    *,
    cap_days: int,
    named_at: datetime | None = None,
) -> datetime:
    """The due date after a pause: later by exactly the office time that passed, at most `cap_days`.

    What was overdue before the pause stays so; a date that was named during it waits only since then.
    """
    begins = max(paused_at, named_at or paused_at)
    if due <= begins:
        return due
    until = min(now, waiting_until(paused_at, calendar, cap_days=cap_days))
    return calendar.add_time(due, calendar.working_time(begins, until))


def waiting_until(paused_at: datetime, calendar: OfficeCalendar, *, cap_days: int) -> datetime:
    """When the clock runs again by itself although the citizen has not answered."""
    return calendar.add_days(paused_at, cap_days)


def reopened(due: datetime, resolved_at: datetime, now: datetime, calendar: OfficeCalendar) -> datetime:
    """The due date of a reopened ticket: what was left when it was resolved, but at least three days."""
    left = calendar.add_time(now, calendar.working_time(resolved_at, due)) if due > resolved_at else now
    return max(left, calendar.add_days(now, REOPENED_DAYS))


def on_date(day: date, calendar: OfficeCalendar) -> datetime:
    """The due instant of a date somebody named: the end of that office day."""
    return calendar.closing(day)


def recounted(due: datetime, now: datetime, before: OfficeCalendar, after: OfficeCalendar) -> datetime:
    """The due date when the calendar was changed under an open ticket: the same office time is left."""
    if due <= now:
        return due
    days = sum(
        1 for day in _days(before.local_date(now), before.local_date(due)) if before.is_working_day(day)
    )
    if before.closing(before.local_date(due)) == due and days:
        return after.add_days(now, days)
    return after.add_time(now, before.working_time(now, due))


def _days(start: date, end: date) -> list[date]:
    return [start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1)]


def reminders(start: datetime, due: datetime, calendar: OfficeCalendar) -> dict[str, datetime]:
    """When the officer is reminded: at half and four fifths of the time, and on the due day's morning."""
    whole = calendar.working_time(start, due)
    return {
        "half": calendar.add_time(start, whole * 0.5),
        "most": calendar.add_time(start, whole * 0.8),
        "due_day": calendar.opening(calendar.local_date(due)),
    }


def escalations(due: datetime, calendar: OfficeCalendar) -> dict[int, datetime]:
    """When each level of the ladder is told."""
    return {level: calendar.add_days(due, days) if days else due for level, days in LADDER}


def level_at(due: datetime, now: datetime, calendar: OfficeCalendar) -> int:
    """The level of the ladder that is right at this moment; 0 before the due date."""
    return max((level for level, at in escalations(due, calendar).items() if at <= now), default=0)
