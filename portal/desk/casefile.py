"""Everything the page of one ticket shows, read in a fixed number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tortoise.expressions import Q, Subquery

import texts
from models.messages import Outbound
from models.officers import Officer
from models.states import Status
from models.tickets import Attachment, Event, Ticket
from portal import words
from portal.words import DueClock
from tickets.access import visible
from tickets.actor import Actor
from tickets.errors import NotFound
from tickets.lifecycle import OPEN

MOST_EVENTS, MOST_FILES, MOST_MESSAGES, MOST_RELATED = 300, 60, 30, 10
TALK = frozenset(
    {"ask", "answer", "message", "add", "join", "resolve", "dispute", "extend", "reopen", "appeal"}
)
"""Events in which office and citizen speak to each other."""
SPOKEN = ("question", "note", "answer", "text", "reason", "resolution")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the timeline with its author's name and its words."""

    event: Event
    who: str
    words: str
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One ticket with all that belongs to it."""

    ticket: Ticket
    due: DueClock | None
    happenings: Sequence[Happening]
    talk: Sequence[Happening]
    files: Sequence[Attachment]
    sent: Sequence[Outbound]
    related: Sequence[Ticket]
    officers: Sequence[Officer]


async def ticket_of(actor: Actor, ticket_id: int) -> Ticket:
    """The ticket, if it is this actor's to see; foreign and absent ones look alike."""
    ticket = (
        await Ticket.filter(visible(actor), id=ticket_id)
        .select_related("department", "category", "area", "citizen", "officer", "parent")
        .first()
    )
    if ticket is None:
        raise NotFound
    return ticket


async def open_file(actor: Actor, ticket: Ticket) -> CaseFile:
    """Read what belongs to a ticket the actor may see."""
    events = await Event.filter(ticket_id=ticket.id).order_by("seq").limit(MOST_EVENTS)
    files = await Attachment.filter(ticket_id=ticket.id).order_by("id").limit(MOST_FILES)
    officers = await _officers(events, ticket)
    names = {officer.id: officer.name(actor.language) for officer in officers}
    happenings = [_happening(event, actor.language, names, files) for event in events]
    sent = await _sent(ticket)
    return CaseFile(
        ticket,
        words.due(
            actor.language,
            ticket.due_at,
            is_open=ticket.status in OPEN,
            paused=ticket.status is Status.WAITING_CITIZEN,
        ),
        happenings,
        [one for one in happenings if one.event.verb in TALK and one.words],
        [one for one in files if one.event_seq in (None, 1)],
        sent,
        await _related(actor, ticket),
        [one for one in officers if one.active and one.department_id == ticket.department_id],
    )


async def _sent(ticket: Ticket) -> list[Outbound]:
    """What its citizens were sent; officers' alerts about it are another matter."""
    at_work = Officer.filter(person_id__not_isnull=True).values("person_id")
    citizens = Q(person_id=ticket.citizen_id) | ~Q(person_id__in=Subquery(at_work))
    return await Outbound.filter(citizens, ticket_id=ticket.id).order_by("-id").limit(MOST_MESSAGES)


async def _officers(events: Sequence[Event], ticket: Ticket) -> list[Officer]:
    """Those who appear in the timeline, and those of the department who could take it: one statement."""
    ids = {
        event.actor_id for event in events if event.actor_id and event.actor_kind not in ("citizen", "system")
    } | {_stood_for(event) for event in events}
    found = Officer.filter(id__in=list(ids)) if ids else Officer.filter(id=0)
    if ticket.department_id is not None:
        found = Officer.filter(
            Q(id__in=list(ids) or [0]) | Q(department_id=ticket.department_id, active=True)
        )
    return await found.order_by("name_en").limit(300).select_related("area")


def _stood_for(event: Event) -> int:
    """The account on leave in whose place something was done, if it was."""
    return int(str(event.data.get("for") or 0))


def _happening(
    event: Event, language: str, names: Mapping[int, str], files: Sequence[Attachment]
) -> Happening:
    who = names.get(event.actor_id or 0, "") if event.actor_kind not in ("citizen", "system") else ""
    if absent := names.get(_stood_for(event), ""):
        who = texts.say(language, "portal-event-for", who=who, absent=absent)
    said = next((str(event.data[key]) for key in SPOKEN if event.data.get(key)), "")
    own = tuple(one for one in files if one.event_seq == event.seq and event.seq > 1)
    return Happening(event, who, said, own)


async def _related(actor: Actor, ticket: Ticket) -> list[Ticket]:
    """Merged children, the same trouble in the same place, and what the same citizen filed lately."""
    near = Q(parent_id=ticket.id) | Q(citizen_id=ticket.citizen_id)
    if ticket.area_id and ticket.category_id:
        near |= Q(area_id=ticket.area_id, category_id=ticket.category_id, status__in=OPEN)
    found = Ticket.filter(visible(actor) & near).exclude(id=ticket.id)
    return await found.order_by("-id").limit(MOST_RELATED).select_related("area")
