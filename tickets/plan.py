"""Which timers a ticket needs in its present state: pure, from the row's facts and the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.states import Status
from tickets import deadlines
from tickets.calendar import OfficeCalendar
from tickets.lifecycle import UNASSIGNED, WITH_OFFICE

SAMPLE = 10
"""Every tenth closed ticket gets a second look."""


class Due(StrEnum):
    """Kinds of timers of a ticket, in the order of their urgency."""

    HALF = "half"
    MOST = "most"
    DUE_DAY = "due_day"
    FIRST_VIEW = "first_view"
    BREACH = "breach"
    ESCALATE_1 = "escalate_1"
    ESCALATE_2 = "escalate_2"
    ESCALATE_3 = "escalate_3"
    RESUME = "resume"
    ASK_VERDICT = "ask_verdict"
    CLOSE = "close"
    SECOND_LOOK = "second_look"


REMINDERS = (Due.HALF, Due.MOST, Due.DUE_DAY)
LADDER = {Due.ESCALATE_1: 1, Due.ESCALATE_2: 2, Due.ESCALATE_3: 3}


NUDGES = frozenset({*REMINDERS, Due.FIRST_VIEW})
"""Told to the officer; of several that fall due together, as after days of silence, only the last is told."""
SETTLES: Mapping[Due, frozenset[Due]] = {
    **dict.fromkeys(NUDGES, NUDGES | {Due.BREACH, Due.ESCALATE_1}),
    **dict.fromkeys(LADDER, frozenset(LADDER)),
    Due.ASK_VERDICT: frozenset({Due.CLOSE}),
}


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What of a ticket its timers follow from: its `term`-th due date began to count at `since`."""

    ticket_id: int
    status: Status
    term: int
    since: datetime
    due_at: datetime | None
    assigned_at: datetime | None
    viewed: bool
    breached: bool
    level: int
    paused_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    looked_again: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits that are settings, in days."""

    waiting: int = 5
    unanswered: int = 7


@dataclass(frozen=True, slots=True)
class Planned:
    """One timer; the key makes it happen once for ever."""

    kind: Due
    key: str
    at: datetime


def plan(ticket: Clockwork, calendar: OfficeCalendar, policy: Policy) -> tuple[Planned, ...]:
    """Every timer that should be waiting for this ticket (some may have been done: their keys say so)."""
    match ticket.status:
        case Status.WAITING_CITIZEN:
            return _waiting(ticket, calendar, policy)
        case Status.RESOLVED:
            return _resolved(ticket, policy)
        case Status.CONFIRMED | Status.CLOSED_UNANSWERED:
            return _closed(ticket)
        case Status.APPEALED:
            return (*_reminders(ticket, calendar), *_overdue(ticket, calendar))
        case status if status in UNASSIGNED or status in WITH_OFFICE:
            return (
                *_reminders(ticket, calendar),
                *_first_view(ticket, calendar),
                *_overdue(ticket, calendar),
            )
        case _:
            return ()


def _key(ticket: Clockwork, kind: Due, part: str) -> str:
    return f"ticket:{ticket.ticket_id}:{kind}:{part}"


def _reminders(ticket: Clockwork, calendar: OfficeCalendar) -> tuple[Planned, ...]:
    if ticket.due_at is None:
        return ()
    moments = deadlines.reminders(ticket.since, ticket.due_at, calendar)
    return tuple(
        Planned(Due(name), _key(ticket, Due(name), str(ticket.term)), at)
        for name, at in moments.items()
        if ticket.since < at < ticket.due_at
    )


def _first_view(ticket: Clockwork, calendar: OfficeCalendar) -> tuple[Planned, ...]:
    if ticket.status is not Status.ASSIGNED or ticket.viewed or ticket.assigned_at is None:
        return ()
    at = calendar.add_days(ticket.assigned_at, deadlines.FIRST_VIEW_DAYS)
    return (
        Planned(Due.FIRST_VIEW, _key(ticket, Due.FIRST_VIEW, f"{ticket.assigned_at.timestamp():.0f}"), at),
    )


def _overdue(ticket: Clockwork, calendar: OfficeCalendar) -> tuple[Planned, ...]:
    if ticket.due_at is None:
        return ()
    steps = deadlines.escalations(ticket.due_at, calendar)
    ladder = tuple(
        Planned(kind, _key(ticket, kind, str(ticket.term)), steps[level])
        for kind, level in LADDER.items()
        if level > ticket.level
    )
    breach = (
        () if ticket.breached else (Planned(Due.BREACH, _key(ticket, Due.BREACH, "once"), ticket.due_at),)
    )
    return (*breach, *ladder)


def _waiting(ticket: Clockwork, calendar: OfficeCalendar, policy: Policy) -> tuple[Planned, ...]:
    if ticket.paused_at is None:
        return ()
    at = deadlines.waiting_until(ticket.paused_at, calendar, cap_days=policy.waiting)
    return (Planned(Due.RESUME, _key(ticket, Due.RESUME, f"{ticket.paused_at.timestamp():.0f}"), at),)


def _resolved(ticket: Clockwork, policy: Policy) -> tuple[Planned, ...]:
    if ticket.resolved_at is None:
        return ()
    part = f"{ticket.resolved_at.timestamp():.0f}"
    again = ticket.resolved_at + timedelta(days=deadlines.ASK_AGAIN_DAYS)
    end = ticket.resolved_at + timedelta(days=policy.unanswered)
    return (
        Planned(Due.ASK_VERDICT, _key(ticket, Due.ASK_VERDICT, part), again),
        Planned(Due.CLOSE, _key(ticket, Due.CLOSE, part), end),
    )


def _closed(ticket: Clockwork) -> tuple[Planned, ...]:
    if ticket.closed_at is None or ticket.looked_again or ticket.ticket_id % SAMPLE:
        return ()
    at = ticket.closed_at + timedelta(days=deadlines.SECOND_LOOK_DAYS)
    return (Planned(Due.SECOND_LOOK, _key(ticket, Due.SECOND_LOOK, "once"), at),)


def is_superseded(key: str, planned: tuple[Planned, ...], now: datetime) -> bool:
    """Whether a later step of the same ticket has fallen due too, so that this one would only be noise."""
    here = next((item for item in planned if item.key == key), None)
    if here is None:
        return True
    later = SETTLES.get(here.kind, frozenset())
    return any(item.kind in later and here.at < item.at <= now for item in planned)
