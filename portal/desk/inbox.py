"""The inbox's lists and counts: always within what the actor may see, a page at a time by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tortoise.expressions import Q
from tortoise.functions import Count

import clock
from models.areas import Area
from models.tickets import Ticket
from portal.desk import search
from portal.desk.boxes import Box, condition
from portal.desk.filters import Cursor, Filters, Sort
from tickets.access import visible
from tickets.actor import Actor

PAGE = 25


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `further` leads to the next one."""

    tickets: Sequence[Ticket]
    further: Cursor | None


async def selected(filters: Filters, actor: Actor, *, phones: bool) -> Q:
    """The whole condition of a list: jurisdiction first, then what was asked for."""
    wanted = visible(actor) & condition(filters.box, actor)
    if filters.query:
        wanted &= search.matching(filters.query, phones=phones)
    if filters.kind:
        wanted &= Q(kind=filters.kind)
    if filters.department:
        wanted &= Q(department_id=filters.department)
    if filters.category:
        wanted &= Q(category_id=filters.category)
    if filters.area:
        area = await Area.get_or_none(id=filters.area)
        wanted &= Q(area_path__startswith=area.path) if area and area.path else Q(id=0)
    if filters.urgent:
        wanted &= Q(urgent=True)
    if filters.days:
        wanted &= Q(submitted_at__gt=clock.now() - timedelta(days=filters.days))
    return wanted


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
    """The page that the filters name."""
    wanted = await selected(filters, actor, phones=phones) & _beyond(filters)
    if filters.sort is Sort.DUE:
        wanted &= Q(due_at__not_isnull=True)
    found = (
        await Ticket.filter(wanted)
        .order_by(*ORDERS[filters.sort])
        .limit(size + 1)
        .select_related("department", "area", "officer", "citizen", "category")
    )
    more = len(found) > size
    tickets = found[:size]
    last = tickets[-1] if tickets else None
    return Listing(tickets, Cursor(last.due_at, last.id) if more and last else None)


async def counts(boxes: Sequence[Box], actor: Actor, only: Q | None = None) -> Mapping[Box, int]:
    """How many tickets each box holds, in one statement."""
    now = clock.now()
    # Tortoise takes a column named like a field for the field: "frequent" would count itself.
    columns = {f"in_{box.value}": Count("id", _filter=condition(box, actor, now)) for box in boxes}
    seen = Ticket.filter(visible(actor) & only if only is not None else visible(actor))
    rows = await seen.annotate(**columns).values(*columns)
    found = rows[0] if rows else {}
    return {box: int(found.get(f"in_{box.value}") or 0) for box in boxes}
