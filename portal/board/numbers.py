"""The board's numbers: counts by department and block, trend, medians, clusters; each in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from tortoise.expressions import Q
from tortoise.functions import Count

import clock
from models.areas import Area
from models.departments import Department
from models.states import Status
from models.tickets import Ticket
from portal.desk.boxes import Box, condition
from portal.desk.choices import Choices
from portal.words import zone
from tickets.access import visible
from tickets.actor import Actor
from tickets.lifecycle import OPEN

DATED = (Box.ALL, Box.RESOLVED, Box.CONFIRMED, Box.UNANSWERED, Box.DISPUTED)
"""Counted among the tickets received in the chosen time; the others count what is open now."""
STANDING = (Box.OPEN, Box.OVERDUE, Box.UNSEEN, Box.APPEALED)
TILES = (
    Box.ALL,
    Box.OPEN,
    Box.OVERDUE,
    Box.UNSEEN,
    Box.RESOLVED,
    Box.CONFIRMED,
    Box.UNANSWERED,
    Box.DISPUTED,
)
TONES = {
    Box.OVERDUE: "bad",
    Box.DISPUTED: "bad",
    Box.CONFIRMED: "good",
    Box.RESOLVED: "warn",
    Box.UNSEEN: "warn",
    Box.UNANSWERED: "still",
}
WEEKS = 8
SAMPLE = 4_000
CLUSTER_DAYS, CLUSTER_SIZE, MOST_CLUSTERS = 7, 3, 8

Counts = Mapping[Box, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One department's counts, and its overdue (or other chosen) tickets by block."""

    department: Department | None
    counts: Counts
    blocks: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything counted for one jurisdiction."""

    total: Counts
    lines: Sequence[Line]
    blocks: Sequence[Area]
    highest: int


def _columns(actor: Actor, since: datetime) -> dict[str, Count]:
    now = clock.now()
    fresh = Q(submitted_at__gt=since)
    columns = {box.value: Count("id", _filter=fresh & condition(box, actor, now)) for box in DATED}
    columns[Box.ALL.value] = Count("id", _filter=fresh)
    return columns | {box.value: Count("id", _filter=condition(box, actor, now)) for box in STANDING}


def _within(actor: Actor, since: datetime) -> Q:
    return visible(actor) & (Q(submitted_at__gt=since) | Q(status__in=OPEN))


async def totals(actor: Actor, days: int) -> Counts:
    """The tiles' numbers."""
    since = clock.now() - timedelta(days=days)
    columns = _columns(actor, since)
    rows = await Ticket.filter(_within(actor, since)).annotate(**columns).values(*columns)
    return {box: int(rows[0][box.value] or 0) for box in (*DATED, *STANDING)}


async def board(actor: Actor, days: int, heat: Box, choices: Choices) -> Board:
    """All counts of the jurisdiction; `heat` chooses what the blocks' columns show."""
    since = clock.now() - timedelta(days=days)
    columns = _columns(actor, since)
    seen = Ticket.filter(_within(actor, since)).annotate(**columns)
    rows = await seen.group_by("department_id", "area_path").values("department_id", "area_path", *columns)
    boxes = (*DATED, *STANDING)
    total = {box: sum(int(row[box.value]) for row in rows) for box in boxes}
    lines = []
    for department in (*choices.departments, None):
        own = [row for row in rows if row["department_id"] == (department.id if department else None)]
        if own:
            counts = {box: sum(int(row[box.value]) for row in own) for box in boxes}
            lines.append(Line(department, counts, _by_block(own, heat, choices)))
    lines.sort(key=lambda line: (-line.counts[Box.OVERDUE], -line.counts[Box.OPEN]))
    shown = {block for line in lines for block in line.blocks}
    highest = max((count for line in lines for count in line.blocks.values()), default=0)
    return Board(total, lines, [block for block in choices.blocks if block.id in shown], highest)


def _by_block(rows: Sequence[Mapping[str, object]], heat: Box, choices: Choices) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in rows:
        block = choices.block_of(str(row["area_path"]))
        count = int(str(row[heat.value]))
        if block is not None and count:
            found[block.id] = found.get(block.id, 0) + count
    return found


@dataclass(frozen=True, slots=True)
class Week:
    """What came in and what was said and confirmed done in one week."""

    monday: date
    received: int
    claimed: int
    confirmed: int


async def trend(actor: Actor) -> list[Week]:
    """The last eight weeks, in one statement."""
    today = clock.today_local(zone())
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    columns: dict[str, Count] = {}
    for number, monday in enumerate(mondays):
        begin, end = _midnight(monday), _midnight(monday + timedelta(weeks=1))
        columns[f"r{number}"] = Count("id", _filter=Q(submitted_at__gte=begin, submitted_at__lt=end))
        columns[f"s{number}"] = Count("id", _filter=Q(resolved_at__gte=begin, resolved_at__lt=end))
        done = Q(closed_at__gte=begin, closed_at__lt=end, status=Status.CONFIRMED)
        columns[f"c{number}"] = Count("id", _filter=done)
    start = _midnight(first)
    touched = Q(submitted_at__gte=start) | Q(resolved_at__gte=start) | Q(closed_at__gte=start)
    row = (await Ticket.filter(visible(actor) & touched).annotate(**columns).values(*columns))[0]
    return [
        Week(monday, int(row[f"r{at}"] or 0), int(row[f"s{at}"] or 0), int(row[f"c{at}"] or 0))
        for at, monday in enumerate(mondays)
    ]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())


@dataclass(frozen=True, slots=True)
class Medians:
    """Half of the tickets were quicker; hours, or None when there are none."""

    first_view: float | None
    resolution: float | None


async def medians(actor: Actor, days: int) -> Medians:
    """Of the newest tickets in the chosen time."""
    since = clock.now() - timedelta(days=days)
    rows = (
        await Ticket.filter(visible(actor), submitted_at__gt=since, assigned_at__not_isnull=True)
        .order_by("-id")
        .limit(SAMPLE)
        .values_list("submitted_at", "assigned_at", "first_viewed_at", "resolved_at")
    )
    views = [_hours(assigned, viewed) for _, assigned, viewed, _ in rows if viewed]
    ends = [_hours(submitted, resolved) for submitted, _, _, resolved in rows if resolved]
    return Medians(median(views) if views else None, median(ends) if ends else None)


def _hours(start: object, end: object) -> float:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return 0.0
    return max(0.0, (end - start).total_seconds() / 3600)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same trouble in the same place, several times within a week."""

    area_id: int
    category_id: int
    size: int


async def clusters(actor: Actor) -> list[Cluster]:
    """The largest ones."""
    since = clock.now() - timedelta(days=CLUSTER_DAYS)
    rows = (
        await Ticket.filter(
            visible(actor),
            status__in=OPEN,
            submitted_at__gt=since,
            area_id__not_isnull=True,
            category_id__not_isnull=True,
        )
        .annotate(size=Count("id"))
        .group_by("area_id", "category_id")
        .filter(size__gte=CLUSTER_SIZE)
        .order_by("-size")
        .limit(MOST_CLUSTERS)
        .values("area_id", "category_id", "size")
    )
    return [Cluster(int(row["area_id"]), int(row["category_id"]), int(row["size"])) for row in rows]
