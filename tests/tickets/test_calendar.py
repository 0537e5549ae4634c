"""The office calendar, by table and by property, in both directions."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.states import Kind
from tickets import deadlines
from tickets.calendar import NoWorkingDays, OfficeCalendar, next_of
from tickets.deadlines import Limits

INDIA = ZoneInfo("Asia/Kolkata")
PLAIN = OfficeCalendar()
FESTIVE = OfficeCalendar(holidays=frozenset({date(2026, 11, 24), date(2026, 11, 25)}))
SPLIT = OfficeCalendar(spells=((time(10), time(13, 30)), (time(14), time(17, 30))))
BERLIN = OfficeCalendar(zone=ZoneInfo("Europe/Berlin"))


def at(text: str, zone: ZoneInfo = INDIA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("calendar", "start", "days", "expected"),
    [
        (PLAIN, "2026-11-23T11:00", 1, "2026-11-24T17:30"),
        (PLAIN, "2026-11-23T23:30", 1, "2026-11-24T17:30"),
        (PLAIN, "2026-11-23T00:10", 1, "2026-11-24T17:30"),
        # Friday 27 November: the 28th is the fourth Saturday, the 29th a Sunday.
        (PLAIN, "2026-11-27T12:00", 1, "2026-11-30T17:30"),
        # Friday 4 December: the 5th is a first Saturday, worked.
        (PLAIN, "2026-12-04T12:00", 1, "2026-12-05T17:30"),
        (PLAIN, "2026-11-29T12:00", 1, "2026-11-30T17:30"),
        (FESTIVE, "2026-11-23T11:00", 1, "2026-11-26T17:30"),
        (PLAIN, "2026-12-30T11:00", 3, "2027-01-02T17:30"),
        (PLAIN, "2028-02-28T11:00", 1, "2028-02-29T17:30"),
        (PLAIN, "2026-11-23T11:00", 7, "2026-12-02T17:30"),
    ],
)
def test_working_days_are_counted(calendar: OfficeCalendar, start: str, days: int, expected: str) -> None:
    assert calendar.add_days(at(start), days) == at(expected)


@pytest.mark.parametrize(
    ("calendar", "start", "end", "minutes"),
    [
        (PLAIN, "2026-11-23T09:00", "2026-11-23T11:00", 60),
        (PLAIN, "2026-11-23T17:00", "2026-11-24T10:30", 60),
        (PLAIN, "2026-11-28T09:00", "2026-11-29T20:00", 0),
        (SPLIT, "2026-11-23T13:00", "2026-11-23T14:30", 60),
        (PLAIN, "2026-11-24T10:00", "2026-11-23T10:00", 0),
    ],
)
def test_office_time_between_two_instants(
    calendar: OfficeCalendar, start: str, end: str, minutes: int
) -> None:
    assert calendar.working_time(at(start), at(end)) == timedelta(minutes=minutes)


def test_office_hours_hold_on_days_when_clocks_change() -> None:
    """Fault 35."""
    spring, zone = (
        OfficeCalendar(zone=ZoneInfo("Europe/Berlin"), weekly_off=frozenset()),
        ZoneInfo("Europe/Berlin"),
    )
    day = spring.working_time(at("2026-03-29T00:30", zone), at("2026-03-29T23:30", zone))
    assert day == timedelta(hours=7, minutes=30)


def test_a_calendar_without_working_days_is_refused() -> None:
    never = OfficeCalendar(weekly_off=frozenset(range(7)))
    with pytest.raises(NoWorkingDays):
        never.add_days(at("2026-11-23T11:00"), 1)
    with pytest.raises(NoWorkingDays):
        never.add_time(at("2026-11-23T11:00"), timedelta(minutes=1))


def test_the_next_bundle_time() -> None:
    times = (time(14, 30), time(9, 30))
    assert next_of(times, at("2026-11-23T09:00"), INDIA) == at("2026-11-23T09:30")
    assert next_of(times, at("2026-11-23T09:30"), INDIA) == at("2026-11-23T14:30")
    assert next_of(times, at("2026-11-23T20:00"), INDIA) == at("2026-11-24T09:30")


moments = st.integers(0, 3 * 365 * 86_400).map(
    lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
days = st.dates(date(2026, 1, 1), date(2029, 6, 30))
calendars = st.builds(
    OfficeCalendar,
    zone=st.sampled_from([INDIA, ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")]),
    spells=st.sampled_from(
        [PLAIN.spells, SPLIT.spells, ((time(8), time(12)), (time(13), time(16)), (time(17), time(19)))]
    ),
    saturdays_off=st.sampled_from([frozenset({2, 4}), frozenset(), frozenset({1, 2, 3, 4, 5})]),
    holidays=st.frozensets(days, max_size=25),
)


@given(calendars, moments, st.integers(1, 30), days)
def test_a_holiday_only_moves_a_due_date_later(
    calendar: OfficeCalendar, start: datetime, count: int, day: date
) -> None:
    more = OfficeCalendar(
        calendar.zone, calendar.spells, calendar.weekly_off, calendar.saturdays_off, calendar.holidays | {day}
    )
    before, after = calendar.add_days(start, count), more.add_days(start, count)
    assert after >= before
    if not calendar.local_date(start) < day <= calendar.local_date(before):
        assert after == before


@given(calendars, moments, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_adding_office_time_and_measuring_it_agree(
    calendar: OfficeCalendar, start: datetime, amount: timedelta
) -> None:
    end = calendar.add_time(start, amount)
    assert end >= start
    assert calendar.working_time(start, end) == amount


@given(
    calendars,
    moments,
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_office_time_adds_up(
    calendar: OfficeCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    whole = calendar.working_time(start, end)
    assert calendar.working_time(start, middle) + calendar.working_time(middle, end) == whole


@given(calendars, moments, st.integers(1, 25), st.timedeltas(timedelta(0), timedelta(days=12)))
def test_pause_and_resume_is_exact(
    calendar: OfficeCalendar, start: datetime, count: int, pause: timedelta
) -> None:
    due = calendar.add_days(start, count)
    moved = deadlines.resumed(due, start, start + pause, calendar, cap_days=365)
    assert moved >= due
    assert calendar.working_time(due, moved) == calendar.working_time(start, start + pause)
    assert deadlines.resumed(due, start, start, calendar, cap_days=365) == due
    assert deadlines.resumed(due, start, start - pause, calendar, cap_days=365) == due


@given(moments, st.integers(1, 25), st.timedeltas(timedelta(0), timedelta(days=90)))
def test_a_pause_is_capped(start: datetime, count: int, pause: timedelta) -> None:
    due = PLAIN.add_days(start, count)
    cap = deadlines.waiting_until(start, PLAIN, cap_days=5)
    moved = deadlines.resumed(due, start, start + pause, PLAIN, cap_days=5)
    assert PLAIN.working_time(due, moved) <= PLAIN.working_time(start, cap)


def test_what_was_overdue_stays_overdue() -> None:
    due = at("2026-11-20T17:30")
    assert deadlines.resumed(due, at("2026-11-23T11:00"), at("2026-11-26T11:00"), PLAIN, cap_days=5) == due


@given(moments, st.integers(2, 25))
def test_reminders_come_in_order_before_the_due_date(start: datetime, count: int) -> None:
    due = PLAIN.add_days(start, count)
    found = deadlines.reminders(start, due, PLAIN)
    assert start <= found["half"] <= found["most"] <= due
    assert PLAIN.local_date(found["due_day"]) == PLAIN.local_date(due)


@given(calendars, moments, st.integers(1, 25), st.frozensets(days, max_size=5))
def test_a_changed_calendar_keeps_what_is_left(
    calendar: OfficeCalendar, now: datetime, count: int, more: frozenset[date]
) -> None:
    due = calendar.add_days(now, count)
    after = OfficeCalendar(
        calendar.zone, calendar.spells, calendar.weekly_off, calendar.saturdays_off, calendar.holidays | more
    )
    assert deadlines.recounted(due, now, calendar, calendar) == due
    assert deadlines.recounted(due, now, calendar, after) == after.add_days(now, count)
    assert deadlines.recounted(now, now, calendar, after) == now


@pytest.mark.parametrize(
    ("kind", "urgent", "expected"),
    [(Kind.PROBLEM, False, 7), (Kind.PROBLEM, True, 1), (Kind.DEMAND, False, 21), (Kind.SUGGESTION, True, 1)],
)
def test_limits_by_kind_and_urgency(kind: Kind, urgent: bool, expected: int) -> None:
    assert Limits().days(kind, urgent=urgent) == expected


def test_urgency_never_gives_more_time() -> None:
    assert Limits(problem=1, urgent=3).days(Kind.PROBLEM, urgent=True) == 1


def test_the_ladder_and_its_level() -> None:
    due = at("2026-11-23T17:30")
    assert deadlines.escalations(due, PLAIN) == {1: due, 2: at("2026-11-26T17:30"), 3: at("2026-12-02T17:30")}
    assert [
        deadlines.level_at(due, at(when), PLAIN)
        for when in ("2026-11-23T17:00", "2026-11-23T17:30", "2026-12-01T09:00", "2026-12-03T09:00")
    ] == [0, 1, 2, 3]


def test_the_date_fixed_at_assignment() -> None:
    now, promised = at("2026-11-23T11:00"), at("2026-12-02T17:30")
    shorter, past = at("2026-11-27T17:30"), at("2026-11-20T17:30")
    assert deadlines.fixed(promised, shorter, now, PLAIN) == shorter
    assert deadlines.fixed(promised, past, now, PLAIN) == at("2026-11-24T17:30")
    assert deadlines.fixed(past, past, now, PLAIN) == past


def test_a_reopened_ticket_gets_three_days_or_what_was_left() -> None:
    now = at("2026-11-23T11:00")
    assert deadlines.reopened(at("2026-11-20T17:30"), at("2026-11-20T12:00"), now, PLAIN) == at(
        "2026-11-26T17:30"
    )
    left = deadlines.reopened(at("2026-12-05T17:30"), at("2026-11-20T10:00"), now, PLAIN)
    assert PLAIN.working_time(now, left) == PLAIN.working_time(at("2026-11-20T10:00"), at("2026-12-05T17:30"))
