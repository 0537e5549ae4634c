"""Takes a grievance: the number, the promised date, the row and its first event, once for each key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.exceptions import IntegrityError

import clock
import settings
from models.areas import Area
from models.departments import Category, Department
from models.states import Kind, Status
from models.tickets import Attachment, Ticket, TicketNumber
from tickets import deadlines, history, lifecycle, numbers, office, serials, timers
from tickets.actor import Actor, ActorKind
from tickets.calendar import OfficeCalendar
from tickets.change import announce
from tickets.errors import Invalid, NotAllowed
from tickets.labels import learn
from tickets.lifecycle import Verb
from tickets.masking import mask
from tickets.transaction import transaction

LONGEST_DESCRIPTION = 20_000
NAMED = ("department", "category", "area")
"""What comes loaded with a ticket that has been filed."""


@dataclass(frozen=True, slots=True)
class Filing:
    """A grievance as it was confirmed; `department` and `category` are codes, `attachments` row ids.

    `key` makes filing idempotent: the same key always leads to the same ticket. `api_key` is the id of the
    key of the program that files for somebody.
    """

    key: str
    citizen_id: int
    kind: Kind
    description: str
    language: str = "hi"
    area_id: int | None = None
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    attachments: tuple[int, ...] = ()
    department: str | None = None
    category: str | None = None
    chosen_by_citizen: bool = False
    on_behalf_of: str = ""
    urgent: bool = False
    confidential: bool = False
    incomplete: bool = False
    source: str = "webchat"
    confidence: float = 0.0
    because: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()
    search_text: str = ""
    api_key: int | None = None


async def file(filing: Filing, by: Actor) -> Ticket:
    """File it and return the ticket; filing the same key again returns the ticket that is there."""
    if not lifecycle.may(by.kind, Verb.FILE, Status.SUBMITTED):
        raise NotAllowed(verb=Verb.FILE.value)
    if by.kind is ActorKind.CITIZEN and by.id != filing.citizen_id:
        raise NotAllowed("not-yours-to-decide", verb=Verb.FILE.value)
    _check(filing)
    try:
        async with transaction():
            if there := await _there(filing.key):
                return there
            return await _insert(filing, by)
    except IntegrityError:
        # Two at once with one key: the other was first, and its ticket is the one.
        if there := await _there(filing.key):
            return there
        raise


async def _there(key: str) -> Ticket | None:
    """The ticket this key was filed as; mostly none, and that is found out without naming every column."""
    if not await Ticket.filter(filing_key=key).exists():
        return None
    return await Ticket.get(filing_key=key).select_related(*NAMED)


def _check(filing: Filing) -> None:
    if not filing.description.strip() and not filing.attachments:
        raise Invalid("description-missing", field="description")
    if len(filing.description) > LONGEST_DESCRIPTION:
        raise Invalid("description-too-long", field="description", limit=LONGEST_DESCRIPTION)


async def _insert(filing: Filing, by: Actor) -> Ticket:
    now = clock.now()
    calendar = await office.current()
    ticket = await _ticket(filing, now, calendar)
    await ticket.save(force_create=True)
    await TicketNumber.create(number=ticket.number, given_at=now)
    if filing.attachments:
        mine = Attachment.filter(id__in=filing.attachments, ticket_id=None, person_id=filing.citizen_id)
        await mine.update(ticket_id=ticket.id, event_seq=1)
    event = await history.record(ticket, Verb.FILE.value, by, before="", data=_facts(filing, ticket), at=now)
    await ticket.save(update_fields=["event_seq", "event_head"])
    await timers.begin(ticket, calendar)
    await announce(event)
    if filing.chosen_by_citizen and ticket.department_id:
        await learn(ticket, "citizen")
    return ticket


async def _ticket(filing: Filing, now: datetime, calendar: OfficeCalendar) -> Ticket:
    department, category = await _destination(filing)
    area = await _area(filing.area_id)
    number = await _next_number(now, calendar)
    limits = limits_of(category)
    ticket = Ticket(
        number=number,
        tail=numbers.tail_of(number),
        filing_key=filing.key,
        citizen_id=filing.citizen_id,
        on_behalf_of=mask(filing.on_behalf_of)[:160],
        source=filing.source,
        language=filing.language,
        kind=filing.kind,
        description=mask(filing.description),
        search_text=filing.search_text,
        area_path=area.path if area else "",
        address=mask(filing.address)[:400],
        lat=filing.lat,
        lon=filing.lon,
        status=Status.SUBMITTED,
        urgent=filing.urgent,
        confidential=filing.confidential,
        incomplete=filing.incomplete,
        frequent=await _is_frequent(filing.citizen_id, now),
        confidence=filing.confidence,
        because=mask(filing.because)[:400],
        alternatives=[list(pair) for pair in filing.alternatives],
        submitted_at=now,
        due_at=deadlines.due_at(
            filing.kind, urgent=filing.urgent, limits=limits, start=now, calendar=calendar
        ),
        calendar_version=calendar.version,
        updated_at=now,
    )
    ticket.department, ticket.category = department, category
    ticket.area = area if filing.area_id is not None else None
    return ticket


def _facts(filing: Filing, ticket: Ticket) -> Mapping[str, object]:
    through = {} if filing.api_key is None else {"api_key": filing.api_key}
    return {
        **through,
        "source": filing.source,
        "kind": filing.kind.value,
        "department": filing.department,
        "category": filing.category,
        "chosen": filing.chosen_by_citizen,
        "confidence": round(filing.confidence, 4),
        "urgent": filing.urgent,
        "incomplete": filing.incomplete,
        "area": filing.area_id,
        "confidential": filing.confidential,
        "attachments": list(filing.attachments),
        "due_at": ticket.due_at.isoformat() if ticket.due_at else None,
        "calendar": ticket.calendar_version,
    }


def limits_of(category: Category | None) -> deadlines.Limits:
    """A category's limits; the product's where none is known yet."""
    if category is None:
        return deadlines.Limits()
    return deadlines.Limits(
        problem=category.days_problem,
        demand=category.days_demand,
        suggestion=category.days_suggestion,
        urgent=category.days_urgent,
    )


async def _destination(filing: Filing) -> tuple[Department | None, Category | None]:
    if not filing.department:
        return None, None
    if filing.category:
        known = Category.filter(code=filing.category, department__code=filing.department)
        if category := await known.select_related("department").first():
            return category.department, category
    return await Department.get_or_none(code=filing.department), None


async def _area(area_id: int | None) -> Area | None:
    """The place; without one, the root of the tree: those responsible for everything see it, nobody below."""
    if area_id is not None:
        return await Area.get_or_none(id=area_id)
    return await Area.filter(parent_id=None).order_by("id").first()


async def _next_number(now: datetime, calendar: OfficeCalendar) -> str:
    prefix, year = settings.current().tickets.prefix, calendar.local_date(now).year
    return numbers.make(prefix, year, await serials.following(prefix, year))


async def _is_frequent(citizen_id: int, now: datetime) -> bool:
    """Fair use: more in a day or a month than the settings allow are still taken, but screened first."""
    limits = settings.current().tickets
    month = Ticket.filter(citizen_id=citizen_id, submitted_at__gt=now - timedelta(days=30))
    # The nameless people of a program are one person, who may have filed thousands.
    newest = month.order_by("-id").limit(max(limits.daily_limit, limits.monthly_limit))
    recent = await newest.only("id", "submitted_at")
    today = sum(1 for ticket in recent if ticket.submitted_at > now - timedelta(days=1))
    return today >= limits.daily_limit or len(recent) >= limits.monthly_limit
