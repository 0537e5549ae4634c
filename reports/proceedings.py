"""What a meeting has come to: its points, the orders given on them, what became of them, who was there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import clock
import settings
import texts
from models.areas import Area
from models.departments import Department
from models.meetings import Attendance, Meeting, MeetingItem, MeetingOrder
from models.officers import Officer
from models.tickets import Ticket
from reports.cases import short
from reports.counting import OPEN


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it is read out; `state` is done, late or open."""

    text: str
    officer: str
    due_at: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Item:
    """One point with its frozen facts in one language, its present state, and its orders."""

    id: int
    position: int
    ticket_id: int
    reason: str
    department: str
    place: str
    category: str
    officer: str
    number: str
    kind: str
    words: str
    why: str
    open_days: int
    overdue_days: int
    joined: int
    then: str
    now: str
    earlier: tuple[Order, ...]
    orders: tuple[Order, ...]

    @property
    def moved(self) -> bool:
        """Whether the ticket's state is another than when the agenda was frozen."""
        return self.then != self.now


@dataclass(frozen=True, slots=True)
class Proceedings:
    """A whole meeting in one language."""

    meeting: Meeting
    language: str
    scope: str
    chair: str
    items: tuple[Item, ...]
    present: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def given(self) -> int:
        """How many orders were given."""
        return sum(len(item.orders) for item in self.items)


async def proceedings(meeting: Meeting, invited: Iterable[Officer], language: str) -> Proceedings:
    """Everything about a meeting, with the tickets' states as they are now."""
    speech = texts.known(language)
    came = dict(await Attendance.filter(meeting_id=meeting.id).values_list("officer_id", "present"))
    people = {officer.id: _person(officer, speech) for officer in invited}
    chair = await Officer.get_or_none(id=meeting.officer_id)
    area = await Area.get_or_none(path=meeting.area_path)
    department = await Department.get_or_none(id=meeting.department_id) if meeting.department_id else None
    named = [row.name(speech) for row in (department, area) if row is not None]
    return Proceedings(
        meeting=meeting,
        language=speech,
        scope=", ".join(named),
        chair=chair.name(speech) if chair else "",
        items=tuple(await _items(meeting, speech)),
        present=tuple(name for key, name in people.items() if came.get(key)),
        absent=tuple(name for key, name in people.items() if came.get(key) is False),
    )


def _person(officer: Officer, language: str) -> str:
    return ", ".join(filter(None, (officer.name(language), short(officer.department, language))))


async def _items(meeting: Meeting, language: str) -> list[Item]:
    rows = await MeetingItem.filter(meeting_id=meeting.id).order_by("position")
    tickets = {row.id: row for row in await Ticket.filter(id__in=[item.ticket_id for item in rows])}
    orders = await MeetingOrder.filter(meeting_id=meeting.id).order_by("id")
    carried = await MeetingOrder.filter(id__in=[item.order_id for item in rows if item.order_id])
    people = {row.id: row.name(language) for row in await Officer.filter(
        id__in=[one.officer_id for one in (*orders, *carried) if one.officer_id])}  # fmt: skip
    by_item: dict[int, list[MeetingOrder]] = defaultdict(list)
    for one in orders:
        by_item[one.item_id].append(one)
    before = {one.id: one for one in carried}
    return [
        _item(
            row,
            tickets[row.ticket_id],
            [_order(one, tickets[row.ticket_id], people) for one in by_item[row.id]],
            [_order(before[row.order_id], tickets[row.ticket_id], people)] if row.order_id in before else [],
            language,
        )
        for row in rows
    ]


def _order(row: MeetingOrder, ticket: Ticket, people: Mapping[int, str]) -> Order:
    if (
        ticket.status.value not in OPEN
        and (ticket.resolved_at or ticket.closed_at or row.given_at) >= row.given_at
    ):
        state = "done"
    else:
        state = "late" if row.due_at is not None and row.due_at < clock.now() else "open"
    return Order(row.text, people.get(row.officer_id or 0, ""), row.due_at, state)


def _item(row: MeetingItem, ticket: Ticket, orders: list[Order], earlier: list[Order], language: str) -> Item:
    facts = row.facts
    if ticket.confidential:
        # It became so after the freeze: its place in the list stays, and nothing of it is read out.
        facts, orders, earlier = {"number": "🔒", "words": texts.say(language, "meeting-hidden")}, [], []
    speech = "en" if language == "en" else "hi"

    def named(key: str) -> str:
        value = facts.get(key)
        return str(value.get(speech, "")) if isinstance(value, dict) else ""

    def number(key: str) -> int:
        return int(str(facts.get(key, 0)))

    return Item(
        id=row.id,
        position=row.position,
        ticket_id=row.ticket_id,
        reason=row.reason,
        department=named("department") or texts.say(language, "digest-no-department"),
        place=named("place") or texts.say(language, "digest-no-place"),
        category=named("category"),
        officer=named("officer") or texts.say(language, "digest-nobody"),
        number=str(facts.get("number", "")),
        kind=str(facts.get("kind", "")),
        words=str(facts.get("words", "")),
        why=texts.say(language, f"digest-why-{facts.get('why', 'quiet')}", n=number("n")),
        open_days=number("open_days"),
        overdue_days=number("overdue_days"),
        joined=number("joined"),
        then=str(facts.get("status", "")),
        now=ticket.status.value,
        earlier=tuple(earlier),
        orders=tuple(orders),
    )


def local_day(at: datetime | None, language: str) -> str:
    """A due moment as the day people name."""
    return texts.day(language, at.astimezone(settings.current().office.zone).date()) if at else ""
