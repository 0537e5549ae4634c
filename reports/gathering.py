"""Finds what belongs on a meeting's agenda, and the facts of each ticket as they stand."""

from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.functions import Count, Min
from tortoise.queryset import QuerySet

from models.meetings import Meeting, MeetingOrder
from models.states import Status
from models.tickets import Ticket
from reports.agenda import Point, Reason
from reports.cases import CLUSTER, RELATED, short
from reports.counting import OPEN, UNSEEN_AFTER, overdue_by
from reports.reasons import days, standing_of, why
from tickets import access
from tickets.actor import Actor

RECENT = timedelta(days=7)
MOST_READ = 400
WORDS_SHOWN = 300
LANGUAGES = ("hi", "en")


async def points(actor: Actor, now: datetime) -> list[Point]:
    """Every reason to talk about a ticket of this jurisdiction; confidential ones are not shown on a wall."""
    seen = Ticket.filter(access.visible(actor), confidential=False)
    running = seen.filter(status__in=sorted(OPEN))
    return [
        *await _carried(actor, running),
        *await _late(running, now),
        *await _disputed(running),
        *await _unseen(running, now),
        *await _clusters(seen, now),
    ]


async def _carried(actor: Actor, running: QuerySet[Ticket]) -> list[Point]:
    """Orders of earlier meetings of this jurisdiction whose tickets are still open."""
    meetings = Meeting.filter(area_path=actor.area_path, department_id=actor.department_id)
    held = await meetings.order_by("-held_on").limit(60).values_list("id", flat=True)
    orders = await MeetingOrder.filter(meeting_id__in=list(held)).order_by("id")
    newest = {order.ticket_id: order for order in orders}
    found = await running.filter(id__in=sorted(newest)[:MOST_READ])
    return [
        Point(ticket.id, ticket.department_id or 0, Reason.ORDER, -newest[ticket.id].id, newest[ticket.id].id)
        for ticket in found
    ]


async def _late(running: QuerySet[Ticket], now: datetime) -> list[Point]:
    late = await running.filter(due_at__lt=now).order_by("due_at").limit(MOST_READ)
    return [
        Point(ticket.id, ticket.department_id or 0, Reason.BREACHED, over.days)
        for ticket in late
        if (over := overdue_by(standing_of(ticket), now)) is not None
    ]


async def _disputed(running: QuerySet[Ticket]) -> list[Point]:
    again = await running.filter(reopen_count__gt=0).order_by("-reopen_count", "id").limit(MOST_READ)
    return [
        Point(
            ticket.id,
            ticket.department_id or 0,
            Reason.REOPENED_TWICE if ticket.reopen_count > 1 else Reason.DISPUTED,
            ticket.reopen_count,
        )
        for ticket in again
    ]


async def _unseen(running: QuerySet[Ticket], now: datetime) -> list[Point]:
    waiting = running.filter(status=Status.ASSIGNED, first_viewed_at__isnull=True)
    found = await waiting.filter(assigned_at__lt=now - UNSEEN_AFTER).order_by("assigned_at").limit(MOST_READ)
    return [
        Point(ticket.id, ticket.department_id or 0, Reason.UNSEEN, days(ticket.assigned_at or now, now))
        for ticket in found
    ]


async def _clusters(seen: QuerySet[Ticket], now: datetime) -> list[Point]:
    """The oldest open ticket of each village and kind of trouble that several people filed within a week."""
    recent = seen.filter(
        Q(area_id__isnull=False) & Q(category_id__isnull=False), submitted_at__gt=now - RECENT
    )
    counted = recent.filter(status__in=sorted(OPEN)).annotate(n=Count("id"), first=Min("id"))
    rows = await counted.group_by("area_id", "category_id", "department_id").values_list(
        "first", "department_id", "n"
    )
    return [Point(row[0], row[1] or 0, Reason.CLUSTER, row[2]) for row in rows if row[2] >= CLUSTER]


async def facts(ids: list[int], now: datetime) -> dict[int, dict[str, object]]:
    """What the projector shows of each ticket: both languages, no citizen's name or number."""
    tickets = await Ticket.filter(id__in=ids).prefetch_related(*RELATED)
    return {ticket.id: _facts(ticket, now) for ticket in tickets}


def _facts(ticket: Ticket, now: datetime) -> dict[str, object]:
    standing = standing_of(ticket)
    late = overdue_by(standing, now)
    code, n = why(standing, now)
    named = {
        name: {language: row.name(language) if row else "" for language in LANGUAGES}
        for name, row in (("place", ticket.area), ("category", ticket.category), ("officer", ticket.officer))
    }
    return {
        **named,
        "department": {language: short(ticket.department, language) for language in LANGUAGES},
        "number": ticket.number,
        "kind": ticket.kind.value,
        "status": ticket.status.value,
        "source": ticket.source,
        "filed": ticket.submitted_at.isoformat(),
        "due": ticket.due_at.isoformat() if ticket.due_at else "",
        "open_days": days(ticket.submitted_at, now),
        "overdue_days": late.days if late is not None else 0,
        "why": code,
        "n": n,
        "joined": ticket.joined_count,
        "words": ticket.description[:WORDS_SHOWN],
    }
