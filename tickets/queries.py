"""The read side for chat and portal; always within what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

import clock
from models.states import Status
from models.tickets import Event, Ticket
from tickets import access, numbers, office
from tickets.actor import Actor, ActorKind
from tickets.errors import Invalid
from tickets.lifecycle import OPEN

RELATED = ("department", "category", "area", "citizen", "officer")
SAME_WITHIN = timedelta(days=7)
INTERNAL = frozenset(
    {"note", "remind", "breach", "escalate", "direct", "edit", "recount", "screen", "reject"}
)
"""Events that are none of a citizen's business."""


def seen_by(actor: Actor) -> QuerySet[Ticket]:
    """Every ticket this actor may see, with what a card shows."""
    return Ticket.filter(access.visible(actor)).select_related(*RELATED)


async def queue(actor: Actor, *, limit: int = 20, offset: int = 0, due_today: bool = False) -> list[Ticket]:
    """Open tickets, the oldest due first: what an officer is in charge of, else the jurisdiction's."""
    found = Ticket.filter(access.to_work_on(actor), status__in=OPEN).select_related(*RELATED)
    if due_today:
        calendar = await office.current()
        found = found.filter(due_at__lte=calendar.closing(calendar.local_date(clock.now())))
    return await found.order_by("due_at", "id").offset(offset).limit(limit)


async def by_number(actor: Actor, text: str, *, prefix: str = "GBD") -> Ticket | None:
    """The ticket of a typed number or of its last digits, if the actor may see it."""
    match numbers.read(text, prefix):
        case numbers.Number(value):
            return await seen_by(actor).get_or_none(number=value)
        case numbers.WrongDigit(typed):
            raise Invalid("wrong-digit", field="number", typed=typed)
        case numbers.Tail(digits):
            return next(iter(await by_tail(actor, digits, limit=1)), None)
        case None:
            return None


async def by_tail(actor: Actor, digits: str, *, limit: int = 5) -> list[Ticket]:
    """Tickets whose number ends in these digits (four or more), newest first."""
    found = await seen_by(actor).filter(tail=digits[-4:]).order_by("-id").limit(50)
    return [ticket for ticket in found if numbers.digits(ticket.number).endswith(digits)][:limit]


async def search(actor: Actor, text: str, *, limit: int = 20) -> list[Ticket]:
    """By number, last digits, or words (all of them somewhere in the ticket), newest first."""
    match numbers.read(text):
        case numbers.Number(value):
            return await seen_by(actor).filter(number=value).limit(1)
        case numbers.Tail(digits):
            if found := await by_tail(actor, digits, limit=limit):
                return found
        case _:
            pass
    wanted = Q()
    for word in text.split()[:6]:
        wanted &= Q(description__icontains=word) | Q(search_text__icontains=word) | Q(address__icontains=word)
    return await seen_by(actor).filter(wanted).order_by("-id").limit(limit)


async def counts(actor: Actor) -> Mapping[str, int]:
    """How many in each state, how many overdue and due today; the four outcomes stay four numbers."""
    now = clock.now()
    seen = Ticket.filter(access.visible(actor))
    rows = await seen.annotate(how_many=Count("id")).group_by("status").values("status", "how_many")
    found = {status.value: 0 for status in Status} | {
        str(row["status"]): int(row["how_many"]) for row in rows
    }
    calendar = await office.current()
    today = calendar.closing(calendar.local_date(now))
    found["open"] = sum(found[status.value] for status in OPEN)
    found["overdue"] = await seen.filter(status__in=OPEN, due_at__lt=now).count()
    found["due_today"] = await seen.filter(status__in=OPEN, due_at__gte=now, due_at__lte=today).count()
    found["disputed"] = await seen.filter(reopen_count__gt=0).count()
    if actor.kind is ActorKind.OFFICER:
        found["mine"] = await seen.filter(access.in_charge(actor), status__in=OPEN).count()
    return found


async def timeline(ticket: Ticket, actor: Actor) -> list[Event]:
    """What happened, oldest first; citizens do not see the office's internal steps."""
    if not await access.may_see(actor, ticket):
        return []
    events = await Event.filter(ticket_id=ticket.id).order_by("seq")
    if actor.kind is ActorKind.CITIZEN:
        return [event for event in events if event.verb not in INTERNAL]
    return events


async def joined_by(person_id: int, *, limit: int = 10) -> list[int]:
    """The ids of others' tickets that this citizen joined, newest first."""
    joined = access.joins(person_id).order_by("-ticket_id").limit(limit)
    found = await joined.values_list("ticket_id", flat=True)
    return [int(str(ticket_id)) for ticket_id in found]


async def of_citizen(person_id: int, *, open_only: bool = False, limit: int = 10) -> list[Ticket]:
    """A citizen's own tickets, newest first."""
    found = Ticket.filter(citizen_id=person_id).exclude(status=Status.MERGED)
    if open_only:
        found = found.filter(status__in=[*OPEN, Status.RESOLVED])
    return await found.order_by("-id").limit(limit).select_related(*RELATED)


@dataclass(frozen=True, slots=True)
class Told:
    """As much of a ticket as is needed to see whether it says the same."""

    id: int
    citizen_id: int
    text: str
    area_id: int | None
    at: datetime


_TOLD = ("id", "citizen_id", "description", "area_id", "submitted_at")


@dataclass(frozen=True, slots=True)
class Around:
    """Open tickets of the last week that may be the same matter, before anybody compares the words.

    `mine` are the citizen's own, newest first; `others` of the same village and category, oldest first.
    """

    mine: tuple[Told, ...]
    others: tuple[Told, ...]


async def around(*, citizen_id: int, area_id: int | None, category: str) -> Around:
    """What a new ticket of this citizen, place and category may repeat."""
    recent = Ticket.filter(submitted_at__gt=clock.now() - SAME_WITHIN, status__in=OPEN)
    mine = await recent.filter(citizen_id=citizen_id).order_by("-id").limit(20).values_list(*_TOLD)
    if area_id is None or not category:
        return Around(tuple(Told(*row) for row in mine), ())
    same = recent.filter(area_id=area_id, category__code=category, confidential=False)
    others = await same.exclude(citizen_id=citizen_id).order_by("id").limit(50).values_list(*_TOLD)
    return Around(tuple(Told(*row) for row in mine), tuple(Told(*row) for row in others))
