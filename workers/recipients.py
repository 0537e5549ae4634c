"""Who is told: the persons behind a notice's recipient; an escalation never ends in nobody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.officers import Officer, Role
from models.people import Person
from models.states import Status
from models.tickets import Event, Ticket
from tickets import known
from tickets.leave import account, away_today, stand_in
from tickets.lifecycle import UNASSIGNED, Verb
from tickets.once import once
from workers.notices import Happening, To

ASKED_AGAIN = frozenset({Verb.ASK_VERDICT, Verb.CLOSE})
LEVELS = {2: "adm", 3: "collector"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person to tell; `officer` when they are told in their office, `stands_for` whom they act for.

    `about` is their own ticket where it was merged into the one that something happened to.
    """

    person_id: int
    language: str
    officer: Officer | None = None
    stands_for: Officer | None = None
    about: Ticket | None = None


async def recipients(to: To, ticket: Ticket, event: Happening) -> list[Recipient]:
    """The persons this notice goes to, each once."""
    match to:
        case To.CITIZEN:
            return await _citizens([ticket.citizen_id])
        case To.FOLLOWERS:
            return await _following(ticket)
        case To.MERGED:
            return await _merged(ticket, event)
        case To.ASKER:
            return await _reachable(await _asker(event), ticket)
        case _:
            found = await _reachable(await officials(to, ticket, event), ticket)
            return found or await _instead(to, ticket)


async def without_chat(to: To, ticket: Ticket, event: Happening) -> list[Officer]:
    """Those meant whom no message reaches; the desk itself looks into the portal anyway."""
    if to in (To.CITIZEN, To.FOLLOWERS, To.MERGED, To.DESK):
        return []
    meant = await _asker(event) if to is To.ASKER else await officials(to, ticket, event)
    acting = [await stand_in(officer, hidden=ticket.confidential) for officer in meant]
    each = {one.id: one for one in acting}.values()
    return [one for one in each if one.person_id is None and one.role is not Role.OPERATOR]


async def _asker(event: Happening) -> list[Officer]:
    asked_by = event.data.get("asked_by")
    asker = await account(int(str(asked_by))) if asked_by else None
    return [asker] if asker else []


async def _instead(to: To, ticket: Ticket) -> list[Recipient]:
    """Whoever can be reached above, when those meant have no chat; the desk looks into the portal anyway."""
    for step in () if to is To.DESK else (1, 2, 3):
        if found := await _reachable(await level(step, ticket), ticket):
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
    """Citizens who joined."""
    if not ticket.joined_count:
        return []
    joined = await Event.filter(ticket_id=ticket.id, verb=Verb.JOIN.value)
    people = [int(str(event.data.get("person"))) for event in joined if event.data.get("person")]
    return sorted({*people} - {ticket.citizen_id})


async def _following(ticket: Ticket) -> list[Recipient]:
    """Who joined this ticket, or one that was merged into it: each hears of the number they know."""
    found = await _citizens(await followers(ticket))
    for child in await _children(ticket):
        found += [replace(to, about=child) for to in await _citizens(await followers(child))]
    return found


async def _children(ticket: Ticket) -> list[Ticket]:
    if not ticket.joined_count:
        return []
    found = await Ticket.filter(parent_id=ticket.id, status=Status.MERGED).order_by("id")
    for child in found:
        await known.with_names(child)
        child.due_at = ticket.due_at
    return found


async def _merged(ticket: Ticket, event: Happening) -> list[Recipient]:
    """Citizens whose tickets were merged into this one, each with their own; not who has just spoken."""
    found: list[Recipient] = []
    for child in await _children(ticket):
        spoken = child.verdict and ticket.resolved_at is not None and child.updated_at > ticket.resolved_at
        if event.data.get("merged") == child.number or (spoken and event.verb in ASKED_AGAIN):
            continue
        found += [replace(to, about=child) for to in await _citizens([child.citizen_id])]
    return found


async def officials(to: To, ticket: Ticket, event: Happening) -> list[Officer]:
    """The accounts meant, before leave and missing chats are looked at."""
    match to:
        case To.OFFICER:
            officer = await account(ticket.officer_id) if ticket.officer_id else None
            if officer is not None and officer.active:
                # On leave with nobody standing in: somebody at work must hear it too.
                if await _is_here(officer, ticket):
                    return [officer]
                return [officer, *await level(1, ticket)]
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
    """Who stands on this step of the ladder and is at work, else the next one up, then the nearest below."""
    away: list[Officer] = []
    for step in (*range(number, 4), *range(number - 1, 0, -1)):
        found = await _on_step(step, ticket)
        if here := [officer for officer in found if await _is_here(officer, ticket)]:
            return here
        away += found
    return away[:1] or await _desk(ticket)


async def _is_here(officer: Officer, ticket: Ticket) -> bool:
    """At work today, or somebody stands in."""
    return (await stand_in(officer, hidden=ticket.confidential)).id not in await away_today()


async def _on_step(step: int, ticket: Ticket) -> list[Officer]:
    if step == 1:
        if ticket.confidential or ticket.department_id is None:
            return []
        return await _nearest(ticket, role=Role.DEPARTMENT_HEAD, department_id=ticket.department_id)
    return await _nearest(ticket, role=Role.SUPERVISOR, department_id=None, level=LEVELS[step])


async def _desk(ticket: Ticket) -> list[Officer]:
    if not ticket.confidential and (desk := await _nearest(ticket, role=Role.OPERATOR)):
        return desk
    return await _nearest(ticket, role=Role.SUPERVISOR, department_id=None)


async def _nearest(ticket: Ticket, **wanted: object) -> list[Officer]:
    """Active accounts whose area contains the place, only those of the smallest such area."""
    path = ticket.area_path or await _root_path()
    found = await once(("officers", *wanted.items()), lambda: _all(wanted))
    inside = [officer for officer in found if path.startswith(officer.area.path) and officer.area.path]
    longest = max((len(officer.area.path) for officer in inside), default=0)
    return [officer for officer in inside if len(officer.area.path) == longest]


async def _all(wanted: dict[str, object]) -> list[Officer]:
    return await Officer.filter(active=True, **wanted).select_related("area").order_by("id")


async def _root_path() -> str:
    root = await known.root()
    return root.path if root else ""


async def _reachable(officers: Iterable[Officer], ticket: Ticket) -> list[Recipient]:
    """The accounts themselves or who stands in for them today, if they have a chat."""
    found: dict[int, Recipient] = {}
    for officer in officers:
        acting = await stand_in(officer, hidden=ticket.confidential)
        if acting.person_id is not None:
            other = officer if acting.id != officer.id else None
            found.setdefault(acting.person_id, Recipient(acting.person_id, acting.language, acting, other))
    return list(found.values())
