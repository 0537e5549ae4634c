"""Which tickets each box holds: one condition stands behind tabs, lists and the board's numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from tortoise.expressions import Q, RawSQL

import clock
from models.dialect import on_postgres
from models.officers import Role
from models.states import Status
from portal.words import zone
from tickets.access import in_charge
from tickets.actor import Actor
from tickets.lifecycle import ENDED, OPEN


class Box(StrEnum):
    """The boxes, in the order of their tabs."""

    MINE = "mine"
    OPEN = "open"
    TODAY = "today"
    OVERDUE = "overdue"
    UNSEEN = "unseen"
    WAITING = "waiting"
    SCREENING = "screening"
    APPEALED = "appealed"
    REJECTION = "rejection"
    ORDERED = "ordered"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    UNANSWERED = "unanswered"
    DISPUTED = "disputed"
    CLOSED = "closed"
    CLAIMED = "claimed"
    FREQUENT = "frequent"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Whose boxes, and when."""

    actor: Actor
    now: datetime

    @property
    def end_of_day(self) -> datetime:
        """The last moment of the office's today."""
        tomorrow = self.now.astimezone(zone()).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(), zone())


def _status(*states: Status) -> Callable[[Standpoint], Q]:
    return lambda _: Q(status__in=states)


ASKED_TO_REJECT = "(SELECT t.id FROM ticket t WHERE t.pending ? 'rejection')"
ASKED_TO_REJECT_SQLITE = "(SELECT t.id FROM ticket t WHERE t.pending LIKE '%\"rejection\"%')"


def _rejection(_: Standpoint) -> Q:
    """Asked and not answered, also when it was declined before and asked again: the ticket itself knows."""
    return Q(status__in=OPEN, id__in=RawSQL(ASKED_TO_REJECT if on_postgres() else ASKED_TO_REJECT_SQLITE))


ORDERED = "(SELECT e.ticket_id FROM event e WHERE e.verb = 'direct')"


CONDITIONS: dict[Box, Callable[[Standpoint], Q]] = {
    Box.MINE: lambda here: Q(status__in=OPEN) & in_charge(here.actor),
    Box.OPEN: _status(*OPEN),
    Box.TODAY: lambda here: Q(status__in=OPEN, due_at__gte=here.now, due_at__lt=here.end_of_day),
    Box.OVERDUE: lambda here: Q(status__in=OPEN, due_at__lt=here.now),
    Box.UNSEEN: lambda _: Q(status=Status.ASSIGNED, first_viewed_at=None),
    Box.WAITING: _status(Status.WAITING_CITIZEN),
    Box.SCREENING: _status(Status.SUBMITTED, Status.SCREENING),
    Box.APPEALED: _status(Status.APPEALED),
    Box.REJECTION: _rejection,
    Box.ORDERED: lambda _: Q(status__in=OPEN, id__in=RawSQL(ORDERED)),
    Box.RESOLVED: _status(Status.RESOLVED),
    Box.CONFIRMED: _status(Status.CONFIRMED),
    Box.UNANSWERED: _status(Status.CLOSED_UNANSWERED),
    Box.DISPUTED: lambda _: Q(reopen_count__gt=0) | Q(status=Status.APPEALED),
    Box.CLOSED: _status(*ENDED),
    Box.CLAIMED: lambda _: Q(resolved_at__not_isnull=True),
    Box.FREQUENT: lambda _: Q(status__in=OPEN, frequent=True),
    Box.ALL: lambda _: Q(),
}

TABS: dict[Role, tuple[Box, ...]] = {
    Role.OFFICER: (
        Box.MINE,
        Box.OPEN,
        Box.OVERDUE,
        Box.ORDERED,
        Box.WAITING,
        Box.RESOLVED,
        Box.CLOSED,
    ),
    Role.DEPARTMENT_HEAD: (
        Box.OPEN,
        Box.MINE,
        Box.OVERDUE,
        Box.UNSEEN,
        Box.ORDERED,
        Box.WAITING,
        Box.RESOLVED,
        Box.CLOSED,
    ),
    Role.OPERATOR: (Box.SCREENING, Box.OPEN, Box.OVERDUE, Box.WAITING, Box.CLOSED),
    Role.SUPERVISOR: (
        Box.OPEN,
        Box.OVERDUE,
        Box.UNSEEN,
        Box.DISPUTED,
        Box.APPEALED,
        Box.REJECTION,
        Box.ORDERED,
        Box.SCREENING,
        Box.FREQUENT,
        Box.RESOLVED,
        Box.CLOSED,
    ),
    Role.ADMINISTRATOR: (Box.ALL,),
}
BY_DUE = frozenset(
    {
        Box.MINE,
        Box.OPEN,
        Box.TODAY,
        Box.OVERDUE,
        Box.UNSEEN,
        Box.WAITING,
        Box.SCREENING,
        Box.APPEALED,
        Box.REJECTION,
        Box.ORDERED,
        Box.FREQUENT,
    }
)
"""Boxes that show the oldest due first; the others show the newest first."""


def condition(box: Box, actor: Actor, now: datetime | None = None) -> Q:
    """The filter of a box for this actor."""
    return CONDITIONS[box](Standpoint(actor, now or clock.now()))
