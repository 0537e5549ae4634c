"""Who should work on it: assign, screen, transfer, correct."""

from models.departments import Category
from models.officers import Officer, Role
from models.states import Kind, Status
from models.tickets import Ticket
from tickets import deadlines, known, office
from tickets.actions.working import run_clock
from tickets.actor import Actor
from tickets.change import Change, change
from tickets.errors import Invalid, NotAllowed
from tickets.filing import limits_of
from tickets.guard import check_tone
from tickets.labels import learn
from tickets.lifecycle import UNASSIGNED, Verb
from tickets.masking import mask
from tickets.words import words

MOST_HOPS = 2
TAUGHT = frozenset({"kind", "category", "area", "urgent"})
"""Facts whose correction the router learns from."""


async def assign(
    ticket_id: int,
    by: Actor,
    *,
    officer_id: int,
    department: str = "",
    category: str = "",
    because: str = "",
    confidence: float | None = None,
    reason: str = "",
    version: int | None = None,
) -> Ticket:
    """Give it to an officer (and, by the router, to a department); the due date is fixed the first time.

    `reason` is what the citizen appeals with, for whoever is to decide it.
    """

    async def apply(making: Change) -> None:
        ticket = making.ticket
        if department:
            await _send_to(ticket, department, category)
        officer = await _fit_officer(officer_id, ticket, making.by)
        making.data |= {"officer": officer.id, "from": ticket.officer_id, "because": because}
        if reason:
            making.data["reason"] = reason
        making.nothing = ticket.officer_id == officer.id and ticket.status not in (
            *UNASSIGNED,
            Status.APPEALED,
        )
        if making.nothing:
            return
        if confidence is not None:
            ticket.confidence, ticket.because = confidence, because[:400]
        if ticket.department_id is None:
            ticket.department_id = officer.department_id
        await _fix_due(making)
        making.data["first"] = ticket.assigned_at is None
        ticket.officer_id, ticket.assigned_at, ticket.first_viewed_at = officer.id, making.now, None
        making.data["department"] = await _code_of(ticket.department_id)

    return await change(ticket_id, by, Verb.ASSIGN, apply, version=version)


async def _fit_officer(officer_id: int, ticket: Ticket, by: Actor) -> Officer:
    officer = await Officer.get_or_none(id=officer_id, active=True)
    if officer is None:
        raise Invalid("no-such-officer", field="officer_id")
    above = officer.role is Role.SUPERVISOR and officer.department_id is None
    if ticket.confidential and not above:
        raise Invalid("confidential-only-above", field="officer_id")
    same = ticket.department_id is None or officer.department_id == ticket.department_id
    if not same and not above:
        raise Invalid("officer-of-another-department", field="officer_id")
    if by.department_id is not None and officer.department_id != by.department_id:
        raise NotAllowed("officer-of-another-department")
    return officer


async def _fix_due(making: Change) -> None:
    """Count the limit of the final category from filing, once; later touching never moves it."""
    ticket = making.ticket
    if ticket.pending.get("fixed") or ticket.status not in UNASSIGNED:
        return
    making.remember(fixed=True)
    category = await known.category(ticket.category_id)
    calendar = await office.current()
    computed = deadlines.due_at(
        ticket.kind,
        urgent=ticket.urgent,
        limits=limits_of(category),
        start=ticket.submitted_at,
        calendar=calendar,
    )
    if computed != ticket.due_at and not ticket.pending.get("term"):
        fixed = deadlines.fixed(ticket.due_at, computed, making.now, calendar)
        making.data |= {"due_before": str(ticket.due_at), "due_at": fixed.isoformat()}
        ticket.due_at, ticket.calendar_version = fixed, calendar.version


async def screen(ticket_id: int, by: Actor, *, reason: str = "", version: int | None = None) -> Ticket:
    """To the screening desk: nobody fits, or somebody must look at it first."""

    async def apply(making: Change) -> None:
        making.ticket.officer_id = None
        making.data["reason"] = words(reason, "reason", needed=False)

    return await change(ticket_id, by, Verb.SCREEN, apply, version=version)


async def transfer(
    ticket_id: int,
    by: Actor,
    *,
    department: str,
    reason: str,
    category: str = "",
    area_id: int | None = None,
    version: int | None = None,
) -> Ticket:
    """To another department or area, with the reason; the third hop goes to the screening desk instead."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        said = words(reason, "reason", needed=ticket.status not in UNASSIGNED)
        check_tone(said, "reason")
        left, area_before = await _code_of(ticket.department_id), ticket.area_id
        if area_id is not None:
            await _move(ticket, area_id)
        if department == left and ticket.area_id == area_before and ticket.status not in UNASSIGNED:
            raise Invalid("same-department", field="department")
        await run_clock(making)
        await _send_to(ticket, department, category)
        if ticket.status not in UNASSIGNED:
            making.to = Status.SCREENING if ticket.hop_count >= MOST_HOPS else Status.SUBMITTED
            ticket.hop_count += 1
        ticket.officer_id = ticket.assigned_at = ticket.first_viewed_at = None
        making.remember(rejection=None)
        making.data |= {"from": left, "department": department, "area": ticket.area_id}
        making.data |= {"reason": said, "hop": ticket.hop_count}
        await learn(ticket, "transfer")

    return await change(ticket_id, by, Verb.TRANSFER, apply, version=version)


async def edit(
    ticket_id: int,
    by: Actor,
    *,
    kind: str = "",
    category: str = "",
    area_id: int | None = None,
    urgent: bool | None = None,
    description: str = "",
    version: int | None = None,
) -> Ticket:
    """Correct the facts; the due date stays as promised."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        before = _facts(ticket)
        if kind:
            ticket.kind = _kind(kind)
        if category:
            await _send_to(ticket, await _code_of(ticket.department_id) or "", category)
        if area_id is not None:
            await _move(ticket, area_id)
        if urgent is not None:
            ticket.urgent = urgent
        if description:
            if not ticket.incomplete:
                raise Invalid("description-is-the-citizens", field="description")
            ticket.description, ticket.incomplete = mask(description), False
        after = _facts(ticket)
        making.data["changed"] = {
            key: [before[key], after[key]] for key in after if before[key] != after[key]
        }
        making.nothing = not making.data["changed"] and not description
        if TAUGHT & {key for key in after if before[key] != after[key]}:
            await learn(ticket, "correction", urgent=urgent, kind=kind)

    return await change(ticket_id, by, Verb.EDIT, apply, version=version)


def _facts(ticket: Ticket) -> dict[str, object]:
    return {
        "kind": ticket.kind.value,
        "category": ticket.category_id,
        "area": ticket.area_id,
        "urgent": ticket.urgent,
        "incomplete": ticket.incomplete,
    }


def _kind(value: str) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        raise Invalid("no-such-kind", field="kind") from None


async def _code_of(department_id: int | None) -> str | None:
    department = await known.department(department_id)
    return department.code if department else None


async def _send_to(ticket: Ticket, department: str, category: str) -> None:
    found = await known.department_of(department)
    if found is None:
        raise Invalid("no-such-department", field="department")
    if category:
        kind_of_work = await Category.get_or_none(code=category, department_id=found.id)
        if kind_of_work is None:
            raise Invalid("no-such-category", field="category")
        ticket.category_id = kind_of_work.id
    elif ticket.department_id != found.id:
        ticket.category_id = None
    ticket.department_id = found.id


async def _move(ticket: Ticket, area_id: int) -> None:
    area = await known.area(area_id)
    if area is None:
        raise Invalid("no-such-place", field="area_id")
    ticket.area_id, ticket.area_path = area.id, area.path
