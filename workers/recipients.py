"""Who is told: the persons behind a notice's recipient; an escalation never ends in nobody."""

from collections.abc import Iterable
from dataclasses import dataclass

from tortoise.expressions import Q

import clock
from models.areas import Area
from models.officers import Leave, Officer, Role
from models.people import Person
from models.states import Status
from models.tickets import Event, Ticket
from tickets.lifecycle import UNASSIGNED, Verb
from workers.notices import Happening, To

LEVELS = {2: ("adm",), 3: ("collector",)}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell; `officer` when they are told in their office, `stands_for` whom they act for."""

    person_id: int
    language: str
    officer: Officer | None = None
    stands_for: Officer | None = None


async def recipients(to: To, ticket: Ticket, event: Happening) -> list[Recipient]:
    """The persons this notice goes to, each once."""
    match to:
        case To.CITIZEN:
            return await _citizens([ticket.citizen_id])
        case To.FOLLOWERS:
            return await _citizens(await followers(ticket))
        case To.ASKER:
            asked_by = event.data.get("asked_by")
            asker = await Officer.get_or_none(id=int(str(asked_by))) if asked_by else None
            return await _reachable([asker] if asker else [])
        case _:
            found = await _reachable(await officials(to, ticket, event))
            return found or await _instead(to, ticket)


async def _instead(to: To, ticket: Ticket) -> list[Recipient]:
    """Whoever can be reached above, when those meant have no chat; the desk looks into the portal anyway."""
    for step in () if to is To.DESK else (1, 2, 3):
        if found := await _reachable(await level(step, ticket)):
            return found
    return []


async def _citizens(person_ids: Iterable[int]) -> list[Recipient]:
    """Living records only: who erased their data or said STOP hears nothing, who was merged hears it once."""
    found: dict[int, Recipient] = {}
    for person in await Person.filter(id__in=list(person_ids)):
        here = person
        while here.merged_into_id is not None:
            here = await Person.get(id=here.merged_into_id)
        if here.erased_at is None and here.stopped_at is None:
            found[here.id] = Recipient(here.id, here.language or "hi")
    return list(found.values())


async def followers(ticket: Ticket) -> list[int]:
    """Citizens who joined, and those whose tickets were merged into this one."""
    joined = await Event.filter(ticket_id=ticket.id, verb=Verb.JOIN.value)
    merged = await Ticket.filter(parent_id=ticket.id, status=Status.MERGED).only("id", "citizen_id")
    people = [int(str(event.data.get("person"))) for event in joined if event.data.get("person")]
    return sorted({*people, *(child.citizen_id for child in merged)} - {ticket.citizen_id})


async def officials(to: To, ticket: Ticket, event: Happening) -> list[Officer]:
    """The accounts meant, before leave and missing chats are looked at."""
    match to:
        case To.OFFICER:
            officer = await Officer.get_or_none(id=ticket.officer_id) if ticket.officer_id else None
            if officer is not None and officer.active:
                return [officer]
            return await _desk(ticket) if ticket.status in UNASSIGNED else await level(1, ticket)
        case To.HEAD:
            return await level(1, ticket)
        case To.LEVEL:
            return await level(int(str(event.data.get("level", 1))), ticket)
        case To.ABOVE:
            return await level(2, ticket)
        case _:
            return await _desk(ticket)


async def level(number: int, ticket: Ticket) -> list[Officer]:
    """Who stands on this step of the ladder; when nobody does, the next one up, then the nearest below."""
    for step in (*range(number, 4), *range(number - 1, 0, -1)):
        if found := await _on_step(step, ticket):
            return found
    return await _desk(ticket)


async def _on_step(step: int, ticket: Ticket) -> list[Officer]:
    if step == 1:
        if ticket.confidential or ticket.department_id is None:
            return []
        heads = Q(role=Role.DEPARTMENT_HEAD, department_id=ticket.department_id)
        return await _nearest(heads, ticket)
    return await _nearest(Q(role=Role.SUPERVISOR, department_id=None, level__in=LEVELS[step]), ticket)


async def _desk(ticket: Ticket) -> list[Officer]:
    if ticket.confidential:
        return await _nearest(Q(role=Role.SUPERVISOR, department_id=None), ticket)
    desk = await _nearest(Q(role=Role.OPERATOR), ticket)
    return desk or await _nearest(Q(role=Role.SUPERVISOR, department_id=None), ticket)


async def _nearest(wanted: Q, ticket: Ticket) -> list[Officer]:
    """Active accounts whose area contains the place, only those of the smallest such area."""
    path = ticket.area_path or await _root_path()
    found = await Officer.filter(wanted, active=True).prefetch_related("area").order_by("id")
    inside = [officer for officer in found if path.startswith(officer.area.path) and officer.area.path]
    longest = max((len(officer.area.path) for officer in inside), default=0)
    return [officer for officer in inside if len(officer.area.path) == longest]


async def _root_path() -> str:
    root = await Area.filter(parent_id=None).order_by("id").first()
    return root.path if root else ""


async def _reachable(officers: Iterable[Officer]) -> list[Recipient]:
    """The accounts themselves or who stands in for them today, if they have a chat."""
    found: dict[int, Recipient] = {}
    for officer in officers:
        acting = await stand_in(officer)
        if acting.person_id is not None:
            other = officer if acting.id != officer.id else None
            found.setdefault(acting.person_id, Recipient(acting.person_id, acting.language, acting, other))
    return list(found.values())


async def stand_in(officer: Officer) -> Officer:
    """Who acts for this officer today, following substitutes who are away themselves (but not in circles)."""
    today, here, seen = clock.today_local(), officer, {officer.id}
    while True:
        away = await Leave.filter(officer_id=here.id, starts__lte=today, ends__gte=today).first()
        if away is None or away.substitute_id is None or away.substitute_id in seen:
            return here
        substitute = await Officer.get_or_none(id=away.substitute_id, active=True)
        if substitute is None:
            return here
        seen.add(substitute.id)
        here = substitute
