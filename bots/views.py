"""Tickets as a person in a chat may see them, and the answers to the dialog's questions about them."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import clock
import texts
from bots.dialog.effects import Json
from bots.dialog.events import TicketView
from bots.standing import Standing
from models import counters
from models.messages import Outbound
from models.people import Identity
from models.tickets import Status, Ticket
from routing.duplicates import Told, find_cluster, find_duplicate
from tickets import access, files, numbers, queries
from tickets.actor import Actor, ActorKind
from tickets.capacity import offered
from tickets.errors import Invalid, NotFound, NotPossible
from tickets.lifecycle import OPEN, Verb, targets

PROOFS_A_DAY = 5
PHONE_TAIL = "0000"
SHOWN = (*queries.RELATED, "parent")
LISTED = 9  # a WhatsApp list has ten rows; one stays for "more"


@dataclass(frozen=True, slots=True)
class Looked:
    """What a Look found."""

    tickets: tuple[TicketView, ...] = ()
    values: Mapping[str, Json] = field(default_factory=dict)


async def of_ticket(ticket: Ticket, actor: Actor) -> TicketView:
    """One ticket as `actor` may see it."""
    ticket = await Ticket.get(id=ticket.id).select_related(*SHOWN)
    return await _with_files(ticket, actor)


async def _with_files(ticket: Ticket, actor: Actor) -> TicketView:
    shown = await files.shown_to(actor, ticket)
    return replace(of_loaded(ticket, actor, shown), files=len(shown))


def of_loaded(ticket: Ticket, actor: Actor, attachments: tuple[int, ...] = ()) -> TicketView:
    """The same of a ticket whose names are at hand already."""
    language = actor.language
    citizen = actor.kind == ActorKind.CITIZEN
    now, life = clock.now(), life_of(ticket) if citizen else ticket
    mine = citizen and ticket.citizen_id == actor.id
    return TicketView(
        id=ticket.id,
        number=ticket.number,
        kind=ticket.kind.value,
        status=life.status.value,
        department=_department(ticket, language, citizen=citizen),
        category=ticket.category.name(language) if ticket.category else "",
        place=ticket.area.name(language) if ticket.area else ticket.address,
        description=ticket.description if mine or not citizen else "",
        due_at=life.due_at,
        submitted_at=ticket.submitted_at,
        resolution=life.resolution,
        question=str(ticket.pending.get("question", "")) if mine or not citizen else "",
        urgent=ticket.urgent,
        confidential=ticket.confidential,
        overdue=life.due_at is not None and life.due_at < now and life.status in OPEN,
        open=life.status in OPEN,
        mine=mine,
        photo_required=ticket.category.photo_required if ticket.category else False,
        photos=len(attachments),
        citizen="" if citizen else ticket.citizen.name,
        officer="" if citizen or not ticket.officer else ticket.officer.name(language),
        because="" if citizen else ticket.because,
        map_link=_map(ticket),
        actions=_actions(ticket, actor),
        attachments=attachments,
        joined=ticket.joined_count,
        nudged=ticket.nudge_count,
        hops=0 if citizen else ticket.hop_count,
    )


def _department(ticket: Ticket, language: str, *, citizen: bool) -> str:
    """Where it is; of a confidential matter the citizen hears who sees it, not whose office it is about."""
    if citizen and ticket.confidential:
        return texts.say(language, "senior-officer")
    return ticket.department.short(language) if ticket.department else ""


def life_of(ticket: Ticket) -> Ticket:
    """The ticket whose life this one shares: after a merge the one it became part of."""
    parent: object = ticket.parent
    return parent if ticket.status is Status.MERGED and isinstance(parent, Ticket) else ticket


def _actions(ticket: Ticket, actor: Actor) -> tuple[str, ...]:
    now = offered(actor, ticket)
    if ticket.status is Status.MERGED and actor.kind is ActorKind.CITIZEN:
        now = tuple(verb for verb in now if _reaches(verb, ticket))
    return tuple(verb.value for verb in now)


def _reaches(verb: Verb, ticket: Ticket) -> bool:
    """Whether what a merged ticket's citizen does can change anything now."""
    asked = Verb.ADD if verb is Verb.ADD else Verb.DISPUTE
    told = verb is Verb.CONFIRM and ticket.verdict == "yes"
    return bool(targets(life_of(ticket).status, asked)) and not told


def _map(ticket: Ticket) -> str:
    if ticket.lat is None or ticket.lon is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={ticket.lat:.5f}&mlon={ticket.lon:.5f}#map=16/{ticket.lat:.5f}/{ticket.lon:.5f}"


async def look(what: str, values: Mapping[str, Json], identity: Identity, who: Standing) -> Looked:
    """Answer the dialog's question; raises TicketError when there is nothing this person may see."""
    match what:
        case "tickets":
            return await _own(who)
        case "ticket":
            return await _one(values, who)
        case "queue" | "today":
            return await _queue(what, _officer(who))
        case "search":
            return await _search(str(values.get("text", "")), _officer(who))
        case "duplicates":
            return await _duplicates(values, who)
    raise Invalid("unknown-question", what=what)


def _officer(who: Standing) -> Actor:
    if who.officer is None:
        raise NotFound
    return who.officer


async def _own(who: Standing) -> Looked:
    """What they filed, and what they joined; their own first."""
    citizen = who.citizen.id or 0
    tickets = await Ticket.filter(citizen_id=citizen).order_by("-id").limit(LISTED).select_related(*SHOWN)
    if room := LISTED - len(tickets):
        joined = await queries.joined_by(citizen, limit=room)
        tickets += await Ticket.filter(id__in=joined).order_by("-id").select_related(*SHOWN) if joined else []
    if len(tickets) == 1:
        return Looked((await _with_files(tickets[0], who.citizen),))
    return Looked(tuple(of_loaded(ticket, who.citizen) for ticket in tickets))


async def _one(values: Mapping[str, Json], who: Standing) -> Looked:
    """By id, number, tail, or the message of ours that was replied to; the actor's own rights decide.

    Several may end in the same digits: then they are to be chosen from.
    """
    for actor in (who.officer, who.citizen) if who.officer else (who.citizen,):
        found = await _named(values, actor, who)
        if len(found) > 1:
            return Looked(tuple(of_loaded(ticket, actor) for ticket in found))
        if found:
            return Looked((await of_ticket(found[0], actor),))
    return await _proven(values, who.citizen)


async def _proven(values: Mapping[str, Json], citizen: Actor) -> Looked:
    """Somebody else's ticket, to whoever proves the number and the citizen's last four phone digits.

    Whether the number exists is not told: every well-formed one asks for the proof, and a wrong proof and an
    absent ticket look alike. Five tries a day.
    """
    number = numbers.parse(str(values.get("number") or ""))
    if not number:
        raise NotFound
    tail = numbers.digits(str(values.get("phone_tail") or ""))
    if not tail:
        raise NotPossible("prove-phone", number=number)
    day = clock.today_local().isoformat()
    if await counters.add(f"prove:{citizen.id}", day) > PROOFS_A_DAY:
        raise NotFound
    ticket = await Ticket.get_or_none(number=number, confidential=False).select_related(*SHOWN)
    phone = (ticket.citizen.phone or "") if ticket else ""
    if ticket is None or len(tail) != len(PHONE_TAIL) or not hmac.compare_digest(phone[-4:], tail):
        raise NotFound
    # The proof opens the state, not the words nor the person.
    return Looked(
        (replace(of_loaded(ticket, citizen), description="", map_link="", place="", open=False, actions=()),)
    )


async def _named(values: Mapping[str, Json], actor: Actor, who: Standing) -> list[Ticket]:
    seen = Ticket.filter(access.visible(actor))
    if ticket_id := values.get("ticket_id"):
        return await seen.filter(id=int(str(ticket_id)))
    if vendor_id := values.get("vendor_id"):
        sent = await Outbound.filter(vendor_id=str(vendor_id), person_id=who.citizen.id).first()
        return await seen.filter(id=sent.ticket_id) if sent and sent.ticket_id else []
    if text := values.get("number"):
        return await seen.filter(number=numbers.parse(str(text)))
    if tail := numbers.digits(str(values.get("tail") or "")):
        return await queries.by_tail(actor, tail, limit=LISTED)
    return []


async def _queue(what: str, officer: Actor) -> Looked:
    tickets = await queries.queue(officer, limit=LISTED, due_today=what == "today")
    counts = await queries.counts(officer)
    return Looked(tuple(of_loaded(ticket, officer) for ticket in tickets), dict(counts))


async def _search(text: str, officer: Actor) -> Looked:
    tickets = await queries.search(officer, text, limit=LISTED)
    return Looked(tuple(of_loaded(ticket, officer) for ticket in tickets))


async def _duplicates(values: Mapping[str, Json], who: Standing) -> Looked:
    """The citizen's own ticket of nearly these words, and how many others told the same nearby."""
    area_id = int(str(values["area_id"])) if values.get("area_id") else None
    category, citizen = str(values.get("category") or ""), who.citizen.id or 0
    found = await queries.around(citizen_id=citizen, area_id=area_id, category=category)
    now = clock.now()
    new = Told(0, citizen, str(values.get("text", "")), area_id, category or None, now)
    own = find_duplicate(new, [_told(row, None) for row in found.mine], now)
    crowd = find_cluster(new, [_told(row, category) for row in found.others], now)
    same = await Ticket.filter(id=own.id).select_related(*queries.RELATED) if own else []
    return Looked(
        tuple(of_loaded(ticket, who.citizen) for ticket in same),
        {"cluster": len(crowd), "parent": crowd[0].id if crowd else None},
    )


def _told(row: queries.Told, category: str | None) -> Told:
    return Told(row.id, row.citizen_id, row.text, row.area_id, category, row.at)
