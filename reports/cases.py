"""The single tickets, clusters and people that a digest names, as they were when its week ended."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from models.areas import Area
from models.departments import Category, Department
from models.officers import Officer
from models.supervision import CallListEntry
from models.tickets import Event, Ticket
from reports import rows
from reports.counting import OPEN, count_flows, overdue_by
from reports.digest import Case, Cluster, Thanks
from reports.reasons import days, standing_of, why
from reports.replay import Standing
from tickets import access
from tickets.actor import Actor

RELATED = ("department", "category", "area", "officer")
CLUSTER = 3


async def oldest(actor: Actor, end: datetime, language: str, most: int = 5) -> list[Case]:
    """The tickets that were open at `end` and had been filed first."""
    moved_on = await rows.tickets_since(end)
    seen = Ticket.filter(access.visible(actor), submitted_at__lt=end)
    resting: list[Standing] = []
    # Rows that have moved on are told from their events; skip them among those that rest.
    async for ticket in _in_order(seen.filter(status__in=sorted(OPEN))):
        if ticket.id not in moved_on:
            resting.append(standing_of(ticket))
        if len(resting) == most:
            break
    found = [*resting, *await _moved(seen, moved_on, end, most)]
    found = sorted(found, key=lambda one: (one.submitted_at, one.ticket_id))[:most]
    return await as_cases(found, end, language)


async def _in_order(query: QuerySet[Ticket]) -> AsyncIterator[Ticket]:
    offset = 0
    while page := await query.order_by("submitted_at", "id").offset(offset).limit(50):
        for ticket in page:
            yield ticket
        offset += 50


async def _moved(seen: QuerySet[Ticket], moved_on: set[int], end: datetime, most: int) -> list[Standing]:
    found: list[Standing] = []
    ordered = sorted(moved_on)
    for start in range(0, len(ordered), rows.BATCH):
        some = await seen.filter(id__in=ordered[start : start + rows.BATCH]).values_list("id", flat=True)
        async for origin, events in rows.histories((int(str(one)) for one in some), end):
            standing = count_flows(events, origin, end, end, {})
            if standing is not None and standing.status in OPEN:
                found.append(standing)
        if len(found) >= most:
            break
    return found


async def as_cases(standings: Iterable[Standing], end: datetime, language: str) -> list[Case]:
    """Standings with the names that people know them by."""
    given = list(standings)
    tickets = await Ticket.filter(id__in=[one.ticket_id for one in given]).prefetch_related(*RELATED)
    by_id = {ticket.id: ticket for ticket in tickets}
    officers = await _officers(one.officer_id for one in given)
    return [_case(one, by_id[one.ticket_id], officers, end, language) for one in given]


def _case(
    standing: Standing, ticket: Ticket, officers: Mapping[int, Officer], end: datetime, language: str
) -> Case:
    code, n = why(standing, end)
    late = overdue_by(standing, end)
    officer = officers.get(standing.officer_id or 0)
    return Case(
        ticket_id=ticket.id,
        number=ticket.number,
        place=ticket.area.name(language) if ticket.area else ticket.address[:40],
        department=short(ticket.department, language),
        category=ticket.category.name(language) if ticket.category else "",
        officer=officer.name(language) if officer else "",
        open_days=days(ticket.submitted_at, end),
        overdue_days=late.days if late is not None else 0,
        why=code,
        n=n,
    )


def short(department: Department | None, language: str) -> str:
    """The short name without its pictogram, which no text font has."""
    if department is None:
        return ""
    return department.short_en if language == "en" else department.short_hi


async def _officers(ids: Iterable[int | None]) -> dict[int, Officer]:
    return {row.id: row for row in await Officer.filter(id__in=sorted({key for key in ids if key}))}


async def clusters(
    actor: Actor, start: datetime, end: datetime, language: str, most: int = 5
) -> list[Cluster]:
    """Villages in which at least three people filed the same kind of trouble in the week."""
    visible = Ticket.filter(access.visible(actor), submitted_at__gte=start, submitted_at__lt=end)
    counted = visible.filter(Q(area_id__isnull=False) & Q(category_id__isnull=False)).annotate(n=Count("id"))
    found = await counted.group_by("area_id", "category_id").values_list("area_id", "category_id", "n")
    top = sorted((row for row in found if row[2] >= CLUSTER), key=lambda row: (-row[2], row[0], row[1]))[
        :most
    ]
    areas = {row.id: row for row in await Area.filter(id__in=[row[0] for row in top])}
    kinds = {row.id: row for row in await Category.filter(id__in=[row[1] for row in top])}
    return [Cluster(areas[area].name(language), kinds[kind].name(language), n) for area, kind, n in top]


async def thanks(actor: Actor, start: datetime, end: datetime, language: str, most: int = 3) -> list[Thanks]:
    """Those whose work citizens confirmed in the week, in time, and nobody disputed."""
    said = Event.filter(
        verb__in=["confirm", "dispute"], at__gte=start, at__lt=end, ticket_id__in=_visible(actor)
    )
    verdicts = await said.order_by("id").values_list("ticket_id", "verb", "at")
    work = await _resolutions([row[0] for row in verdicts], end)
    confirmed: Counter[int] = Counter()
    disputed: set[int] = set()
    for ticket_id, verb, at in verdicts:
        by, late = next(
            ((by, late) for by, late, when in reversed(work.get(ticket_id, [])) if when <= at), (None, True)
        )
        if by is not None and verb == "dispute":
            disputed.add(by)
        elif by is not None and not late:
            confirmed[by] += 1
    top = sorted(
        ((n, by) for by, n in confirmed.items() if by not in disputed), key=lambda row: (-row[0], row[1])
    )[:most]
    officers = {
        row.id: row
        for row in await Officer.filter(id__in=[by for _, by in top]).prefetch_related("department")
    }
    return [
        Thanks(officers[by].name(language), short(officers[by].department, language), n)
        for n, by in top
        if by in officers
    ]


def _visible(actor: Actor) -> Subquery:
    return Subquery(Ticket.filter(access.visible(actor)).values("id"))


async def _resolutions(ids: list[int], end: datetime) -> dict[int, list[tuple[int | None, bool, datetime]]]:
    found: dict[int, list[tuple[int | None, bool, datetime]]] = {}
    unique = sorted(set(ids))
    for start in range(0, len(unique), rows.BATCH):
        some = Event.filter(ticket_id__in=unique[start : start + rows.BATCH], verb="resolve", at__lt=end)
        for ticket_id, by, data, at in await some.order_by("id").values_list(
            "ticket_id", "actor_id", "data", "at"
        ):
            found.setdefault(ticket_id, []).append((by, bool(data.get("late")), at))
    return found


async def unreachable(actor: Actor, start: datetime, end: datetime) -> int:
    """Citizens of the jurisdiction whom no channel reached in that time."""
    entries = CallListEntry.filter(created_at__gte=start, created_at__lt=end, ticket_id__in=_visible(actor))
    return len(set(await entries.values_list("person_id", flat=True)))
