"""Gets a submitted ticket to somebody: department where it is not given, then the officer, else the desk."""

from contextlib import suppress

from tortoise.functions import Count

from bots import district_facts
from models.departments import Category
from models.officers import Officer, Role
from models.states import Status
from models.tickets import Attachment, Event, Ticket
from routing.officer import HEAD, OfficerCandidate, choose_officer
from routing.reading import OTHER, Decision, Reading
from tickets import known
from tickets.actions import grouping, sorting
from tickets.actor import SYSTEM
from tickets.errors import NotPossible, TicketError
from tickets.leave import away_today, is_above, stand_in
from tickets.lifecycle import OPEN, WITH_OFFICE, Verb
from tickets.masking import mask
from tickets.once import once
from workers.recipients import level

GIVE_UP = 3
"""After so many failures of the router a human sorts it."""
ROLES = {Role.OFFICER: "officer", Role.DEPARTMENT_HEAD: HEAD}


async def route(event: Event) -> None:
    """Assign the ticket of this event, or put it on the screening desk, unless somebody already did."""
    ticket = await Ticket.get(id=event.ticket_id)
    if ticket.status is not Status.SUBMITTED:
        return
    await known.with_names(ticket)
    ticket.category = await known.category(ticket.category_id)
    if event.react_attempts >= GIVE_UP:
        await sorting.screen(ticket.id, SYSTEM, reason="router-failed")
        return
    try:
        await _place(ticket, sifted=event.verb == Verb.TRANSFER, was_read=_was_read(event))
    except NotPossible:
        # Somebody decided between our look and our deed: theirs stands.
        return
    except TicketError as refusal:
        await sorting.screen(ticket.id, SYSTEM, reason=refusal.code)


def _was_read(event: Event) -> bool:
    """The router chose the department in the chat, from all the words: it would say the same once more."""
    chosen = bool(event.data.get("chosen")) or bool(event.data.get("attachments"))
    return event.verb == Verb.FILE and not chosen and bool(event.data.get("confidence"))


async def _place(ticket: Ticket, *, sifted: bool, was_read: bool) -> None:
    """`sifted`: somebody at the desk has looked at it and sent it on; it does not come back to them."""
    if ticket.confidential:
        await _above(ticket)
        return
    if (ticket.frequent or ticket.incomplete) and not sifted:
        await sorting.screen(ticket.id, SYSTEM, reason="frequent" if ticket.frequent else "incomplete")
        return
    code, category, because, confidence = await _destination(ticket, was_read=was_read)
    if not code:
        await sorting.screen(ticket.id, SYSTEM, reason=because)
        return
    chosen = choose_officer(await _candidates(code), code, ticket.area_path)
    if chosen.officer_id is None:
        await sorting.screen(ticket.id, SYSTEM, reason="no-officer")
        return
    await sorting.assign(
        ticket.id,
        SYSTEM,
        officer_id=chosen.officer_id,
        department=code,
        category=category,
        because=because,
        confidence=confidence,
    )


async def heard(ticket_id: int) -> bool:
    """Its voice notes have words now: what lay at the desk for want of any goes on, if they make it sure."""
    ticket = await Ticket.get(id=ticket_id).prefetch_related("department", "category", "area")
    lies = ticket.status is Status.SCREENING and ticket.department is None and not ticket.hop_count
    if not lies or ticket.confidential or ticket.frequent or ticket.incomplete:
        return False
    code, category, because, confidence = await _destination(ticket)
    officer_id = choose_officer(await _candidates(code), code, ticket.area_path).officer_id if code else None
    if officer_id is None:
        return False
    with suppress(TicketError):
        await sorting.assign(
            ticket.id,
            SYSTEM,
            officer_id=officer_id,
            department=code,
            category=category,
            because=because,
            confidence=confidence,
            version=ticket.version,
        )
    return True


async def hand_on(ticket: Ticket) -> None:
    """Whoever had it has left: the next one gets it, in the same department."""
    chosen = None
    if ticket.department is not None and not ticket.confidential:
        code = ticket.department.code
        chosen = choose_officer(await _candidates(code), code, ticket.area_path).officer_id
    if chosen is None:
        others = [one.id for one in await level(1, ticket) if one.id != ticket.officer_id]
        chosen = others[0] if others else None
    if chosen is not None:
        await sorting.assign(ticket.id, SYSTEM, officer_id=chosen, because="officer-left")
    elif ticket.status in WITH_OFFICE:
        await sorting.screen(ticket.id, SYSTEM, reason="no-officer")


async def _above(ticket: Ticket) -> None:
    """Confidential: to the supervisor of the place, whom the department cannot see over the shoulder."""
    for officer in await level(2, ticket):
        acting = await stand_in(officer, hidden=True)
        if is_above(acting):
            await sorting.assign(ticket.id, SYSTEM, officer_id=acting.id, because="confidential")
            return
    await sorting.screen(ticket.id, SYSTEM, reason="no-officer")


async def _destination(ticket: Ticket, *, was_read: bool = False) -> tuple[str, str, str, float | None]:
    """Department, category, reason, confidence; what the citizen or the desk chose is respected."""
    if ticket.department is not None:
        category = ticket.category.code if ticket.category else ""
        if not category and not was_read:
            category = await _likely_category(ticket)
        return ticket.department.code, category, ticket.because, None
    reading = await _read(ticket)
    if reading.decision not in (Decision.ASSIGN, Decision.EMERGENCY) or reading.department == OTHER:
        return "", "", mask(reading.because), reading.confidence
    category = await _known_category(reading.category, reading.department)
    return reading.department, category, mask(reading.because), reading.confidence


async def _read(ticket: Ticket) -> Reading:
    district = await district_facts.current()
    voices = Attachment.filter(ticket_id=ticket.id, by_officer=False).exclude(transcript="").order_by("id")
    told = (ticket.description, *map(str, await voices.values_list("transcript", flat=True)))
    return district.router.read("\n".join(told).strip(), kind=ticket.kind.value)


async def _likely_category(ticket: Ticket) -> str:
    """The router's category, if it thinks of the same department."""
    reading = await _read(ticket)
    if ticket.department is None or reading.department != ticket.department.code:
        return ""
    return await _known_category(reading.category, reading.department)


async def _known_category(code: str | None, department: str) -> str:
    known = code and await Category.filter(code=code, department__code=department, active=True).exists()
    return str(code) if known else ""


async def _candidates(department: str) -> list[OfficerCandidate]:
    """Everybody of the department, with who is there today and how much they have."""
    officers = await once(("staff", department), lambda: _staff(department))
    ids = [officer.id for officer in officers]
    away = await away_today()
    loads = await (
        Ticket.filter(officer_id__in=ids, status__in=OPEN)
        .annotate(load=Count("id"))
        .group_by("officer_id")
        .values("officer_id", "load")
    )
    load = {int(row["officer_id"]): int(row["load"]) for row in loads}
    return [
        OfficerCandidate(
            id=officer.id,
            department=department,
            area_path=officer.area.path,
            role=ROLES[officer.role],
            on_duty=officer.id not in away,
            substitute_id=away.get(officer.id),
            open_load=load.get(officer.id, 0),
        )
        for officer in officers
    ]


async def release(event: Event) -> None:
    """The parent was withdrawn by its own citizen: the tickets merged into it are again what they were."""
    for child in await Ticket.filter(parent_id=event.ticket_id, status=Status.MERGED):
        await grouping.unmerge(child.id, SYSTEM)


async def _staff(department: str) -> list[Officer]:
    of_department = Officer.filter(department__code=department, role__in=list(ROLES), active=True)
    return await of_department.select_related("area").order_by("id")


async def assign_appeal(event: Event) -> None:
    """An appeal goes to the one who decides on this level or above; never to nobody.

    Only where nobody else decides does it stay with the one who has it, who hears that it is an appeal now.
    On leave they keep it, and whoever stands in for them decides meanwhile, unless it is about that one.
    """
    ticket = await Ticket.get(id=event.ticket_id)
    given = Event.filter(ticket_id=ticket.id, verb=Verb.ASSIGN.value, seq__gt=event.seq)
    if ticket.status is not Status.APPEALED or await given.exists():
        return
    step = int(str(ticket.pending.get("appeal_level", 1)))
    deciders = [officer for above in range(step, 4) for officer in await level(above, ticket)]
    acting = {officer.id: await stand_in(officer, hidden=ticket.confidential) for officer in deciders}
    for decider in sorted(deciders, key=lambda one: acting[one.id].id == ticket.officer_id):
        with suppress(TicketError):
            await sorting.assign(
                ticket.id,
                SYSTEM,
                officer_id=decider.id,
                because=f"appeal-{step}",
                reason=words_of_appeal(event),
            )
            return


def words_of_appeal(event: Event) -> str:
    """Why the citizen appeals, for whoever decides it: their stars and words, or that files came."""
    stars = "⭐" * int(str(event.data.get("stars") or 0))
    return f"{stars} {event.data.get('reason') or ''}".strip() or "🎤 / 📷"
