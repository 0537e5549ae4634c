"""The office calendar as the database has it, with its versions."""

import json
from datetime import date, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import clock
from models.holidays import Holiday, OfficeHours
from tickets.calendar import OfficeCalendar
from tickets.once import forget, once

CURRENT = "calendar"
DEFAULT_RULES: dict[str, object] = {
    "timezone": "Asia/Kolkata",
    "spells": [["10:00", "17:30"]],
    "weekly_off": [6],
    "saturdays_off": [2, 4],
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


async def current() -> OfficeCalendar:
    """The calendar in force: the newest version, else the default rules with all holidays."""
    return await once(CURRENT, _current)


async def _current() -> OfficeCalendar:
    newest = await OfficeHours.all().order_by("-id").first()
    if newest is not None and "holidays" in newest.rules:
        return _of(newest)
    rules = newest.rules if newest else DEFAULT_RULES
    days = await Holiday.all().order_by("date").values_list("date", flat=True)
    return from_rules({**rules, "holidays": [str(day) for day in days]}, newest.id if newest else None)


async def by_version(version: int | None) -> OfficeCalendar:
    """The calendar as it was in a version; the present one where no version was kept."""
    if version is None:
        return await current()
    row = await once((CURRENT, version), lambda: OfficeHours.get_or_none(id=version))
    return _of(row) if row is not None and "holidays" in row.rules else await current()


async def revise(rules: dict[str, object] | None = None) -> OfficeCalendar:
    """Put the holidays of the table (and new rules, if any) into force as a new version.

    Call it after holidays or office hours were edited; `tickets.recount` then moves open tickets' dates.
    """
    newest = await OfficeHours.all().order_by("-id").first()
    wanted = dict(rules or (newest.rules if newest else DEFAULT_RULES))
    days = await Holiday.all().order_by("date").values_list("date", flat=True)
    wanted["holidays"] = [str(day) for day in days]
    if newest is not None and newest.rules == wanted:
        return _of(newest)
    forget(CURRENT)
    return _of(await OfficeHours.create(rules=wanted, created_at=clock.now()))


def _of(row: OfficeHours) -> OfficeCalendar:
    return from_rules(row.rules, row.id)


def from_rules(rules: dict[str, object], version: int | None) -> OfficeCalendar:
    """The calendar that stored rules describe."""
    return _read(json.dumps({**DEFAULT_RULES, **rules}, sort_keys=True), version)


@lru_cache(maxsize=32)
def _read(text: str, version: int | None) -> OfficeCalendar:
    rules = json.loads(text)
    return OfficeCalendar(
        zone=ZoneInfo(rules["timezone"]),
        spells=tuple(
            (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in rules["spells"]
        ),
        weekly_off=frozenset(_weekday(day) for day in rules["weekly_off"]),
        saturdays_off=frozenset(rules["saturdays_off"]),
        holidays=frozenset(date.fromisoformat(day) for day in rules.get("holidays", ())),
        version=version,
    )


def _weekday(day: int | str) -> int:
    """Rules from a district's file name the day, the default ones count it from Monday = 0."""
    return day if isinstance(day, int) else WEEKDAYS.index(day)
