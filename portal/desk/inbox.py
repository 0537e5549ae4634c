"""The inbox's lists and counts: always within what the actor may see, a page at a time by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from tortoise.expressions import Q, Subquery

import clock
from models.areas import Area
from models.tickets import Ticket
from portal.desk import capped, search
from portal.desk.boxes import Box, condition
from portal.desk.filters import Cursor, Filters, Sort
from portal.desk.search import Reach
from portal.kept import COUNTS_S, kept
from portal.words import zone
from tickets.access import visible
from tickets.actor import Actor

PAGE = 25
NARROW, WIDE = 1_000, 20_000
"""How many of the newest tickets with the words asked for are looked at, without and with filters."""
EVERY = Reach(most=100_000)
"""What an export goes through."""
CAP = 1_000
"""No count of a tab goes further: beyond it the page says "more than"."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `further` leads to the next one."""

    tickets: Sequence[Ticket]
    further: Cursor | None


async def selected(filters: Filters, actor: Actor, *, phones: bool, reach: Reach = EVERY) -> Q:
    """The whole condition of a list: jurisdiction first, then what was asked for."""
    wanted = visible(actor) & condition(filters.box, actor)
    if filters.query:
        wanted &= search.matching(filters.query, actor, phones=phones, reach=reach)
    if filters.kind:
        wanted &= Q(kind=filters.kind)
    if filters.department:
        wanted &= Q(department_id=filters.department)
    if filters.undecided:
        wanted &= Q(department_id=None)
    if filters.category:
        wanted &= Q(category_id=filters.category)
    if filters.area:
        area = await Area.get_or_none(id=filters.area)
        wanted &= Q(area_path__startswith=area.path) if area and area.path else Q(id=0)
    if filters.urgent:
        wanted &= Q(urgent=True)
    if filters.days:
        wanted &= Q(submitted_at__gt=clock.now() - timedelta(days=filters.days))
    if filters.week:
        wanted &= _in_week(filters.box, filters.week)
    return wanted


def _in_week(box: Box, monday: date) -> Q:
    """Received, said done or confirmed in that week, whichever the box is about; as the chart counts."""
    column = {Box.CLAIMED: "resolved_at", Box.CONFIRMED: "closed_at"}.get(box, "submitted_at")
    begin = datetime.combine(monday, time(), zone())
    edges: dict[str, Any] = {f"{column}__gte": begin, f"{column}__lt": begin + timedelta(weeks=1)}
    return Q(**edges)


def _beyond(filters: Filters) -> Q:
    """What comes after the page before."""
    cursor = filters.after
    if cursor is None:
        return Q()
    match filters.sort:
        case Sort.NEW:
            return Q(id__lt=cursor.id)
        case Sort.OLD:
            return Q(id__gt=cursor.id)
        case Sort.DUE:
            if cursor.at is None:
                return Q(id__gt=cursor.id)
            return Q(due_at__gt=cursor.at) | Q(due_at=cursor.at, id__gt=cursor.id)


ORDERS = {Sort.DUE: ("due_at", "id"), Sort.NEW: ("-id",), Sort.OLD: ("id",)}


async def listing(filters: Filters, actor: Actor, *, phones: bool, size: int = PAGE) -> Listing:
    """The page that the filters name.

    A word that many tickets have fills the page with the newest of them; only when it does not are all asked,
    and then those with longer words too, which is the dearest question.
    """
    reach = Reach(most=WIDE if filters.box is not Box.ALL or filters.is_filtered else NARROW)
    attempts = [reach]
    if filters.sort is Sort.NEW and filters.after is None and search.has_steps(filters.query):
        attempts = [replace(reach, new=True, whole=True), replace(reach, whole=True), reach]
    found: Sequence[Ticket] = ()
    for attempt in attempts:
        if len(found) <= size:
            found = await _page(filters, actor, phones, size, attempt)
    tickets = found[:size]
    last = tickets[-1] if tickets else None
    return Listing(tickets, Cursor(last.due_at, last.id) if len(found) > size and last else None)


async def _page(filters: Filters, actor: Actor, phones: bool, size: int, reach: Reach) -> Sequence[Ticket]:
    wanted = await selected(filters, actor, phones=phones, reach=reach) & _beyond(filters)
    if filters.sort is Sort.DUE:
        wanted &= Q(due_at__not_isnull=True)
    # First the ids, which an index alone can give, then the rows of these few.
    ids = Ticket.filter(wanted).order_by(*ORDERS[filters.sort]).limit(size + 1).values("id")
    return (
        await Ticket.filter(id__in=Subquery(ids))
        .order_by(*ORDERS[filters.sort])
        .select_related("department", "area", "officer")
    )


async def counts(boxes: Sequence[Box], actor: Actor) -> Mapping[Box, int]:
    """How many tickets each box holds, counted up to CAP; some seconds old unless this officer did something.

    Nobody acts on the difference between 20,000 and 20,001, and counting them all would grow for ever.
    """
    return await kept(("tabs", actor, tuple(boxes)), COUNTS_S, partial(_counts, boxes, actor))


async def _counts(boxes: Sequence[Box], actor: Actor) -> Mapping[Box, int]:
    now = clock.now()
    seen = visible(actor)
    lists = [Ticket.filter(seen & condition(box, actor, now)).limit(CAP).values_list("id") for box in boxes]
    found = (await capped.counted(lists))[: len(boxes)]
    return dict(zip(boxes, found, strict=True))
