"""Weeks are the office's: Monday to Sunday, also around New Year and where clocks change (fault 35)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from reports.weeks import NoSuchWeek, Week, day_bounds, due_weeks

INDIA, BERLIN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")
EIGHT = time(8)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 7, 20), "2026-W30"),
        (date(2026, 7, 26), "2026-W30"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2028, 2, 29), "2028-W09"),
    ],
)
def test_a_day_lies_in_its_iso_week(day, name):
    assert str(Week.of(day)) == name
    assert day in Week.parse(name).days


@pytest.mark.parametrize("text", ["2025-W53", "2026-W00", "2026-W54", "W30", "2026-30", "next week", ""])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(NoSuchWeek):
        Week.parse(text)


def test_a_week_begins_and_ends_at_local_midnight():
    assert Week.parse("2026-W30").bounds(INDIA) == (
        datetime(2026, 7, 19, 18, 30, tzinfo=UTC),
        datetime(2026, 7, 26, 18, 30, tzinfo=UTC),
    )


def test_days_are_shorter_and_longer_where_clocks_change():
    spring, autumn = (day_bounds(day, BERLIN) for day in (date(2026, 3, 29), date(2026, 10, 25)))
    assert [end - start for start, end in (spring, autumn)] == [timedelta(hours=23), timedelta(hours=25)]
    assert day_bounds(date(2026, 3, 29), BERLIN)[1] == day_bounds(date(2026, 3, 30), BERLIN)[0]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-07-27T02:29", "2026-W29"),
        ("2026-07-27T02:30", "2026-W30"),
        ("2026-07-30T12:00", "2026-W30"),
        ("2026-08-03T02:29", "2026-W30"),
        ("2027-01-04T02:30", "2026-W53"),
    ],
)
def test_the_digest_of_a_week_is_due_on_monday_at_eight_local_time(now, due):
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert [str(week) for week in due_weeks(at, INDIA, "monday", EIGHT, 1)] == [due]


def test_missed_weeks_are_made_up_for_as_far_as_configured():
    at = datetime(2026, 8, 12, 9, tzinfo=UTC)
    assert [str(week) for week in due_weeks(at, INDIA, "monday", EIGHT, 3)] == [
        "2026-W30",
        "2026-W31",
        "2026-W32",
    ]


def test_another_weekday_may_be_chosen():
    at = datetime(2026, 7, 27, 9, tzinfo=UTC)
    assert [str(week) for week in due_weeks(at, INDIA, "wednesday", EIGHT, 1)] == ["2026-W29"]
