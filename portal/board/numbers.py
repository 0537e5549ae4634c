"""The board's counts by department and block; they cost what is open or was received in the chosen time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from tortoise.expressions import Q
from tortoise.functions import Count

import clock
from models.areas import Area
from models.departments import Department
from models.tickets import Ticket
from portal.desk.boxes import Box, condition
from portal.desk.choices import Choices
from portal.kept import COUNTS_S, kept
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


@dataclass(frozen=True, slots=True)
class Counted:
    """What the database counted for one jurisdiction, by department."""

    total: Counts
    departments: Mapping[int | None, Counts]


async def counted(actor: Actor, days: int) -> Counted:
    """All counts, at most some seconds old."""
    return await kept(("counts", actor, days), COUNTS_S, partial(_count, actor, days))


async def _count(actor: Actor, days: int) -> Counted:
    now = clock.now()
    fresh = visible(actor) & Q(submitted_at__gt=now - timedelta(days=days))
    found: dict[int | None, dict[Box, int]] = {}
    for boxes, within in ((DATED, fresh), (STANDING, visible(actor) & Q(status__in=OPEN))):
        columns = {box.value: _column(box, actor, now) for box in boxes}
        rows = (
            await Ticket.filter(within)
            .annotate(**columns)
            .group_by("department_id")
            .values("department_id", *columns)
        )
        for row in rows:
            counts = found.setdefault(row["department_id"], dict.fromkeys((*DATED, *STANDING), 0))
            counts |= {box: int(row[box.value]) for box in boxes}
    total = {box: sum(counts[box] for counts in found.values()) for box in (*DATED, *STANDING)}
    return Counted(total, found)


def _column(box: Box, actor: Actor, now: datetime) -> Count:
    return Count("id") if box is Box.ALL else Count("id", _filter=condition(box, actor, now))


async def totals(actor: Actor, days: int) -> Counts:
    """The tiles' numbers."""
    return (await counted(actor, days)).total


async def board(actor: Actor, days: int, heat: Box, choices: Choices) -> Board:
    """All counts of the jurisdiction; `heat` chooses what the blocks' columns show."""
    found = await counted(actor, days)
    blocks = await kept(("heat", actor, days, heat), COUNTS_S, partial(_blocks, actor, days, heat, choices))
    none = dict.fromkeys((*DATED, *STANDING), 0)
    lines = [
        Line(department, found.departments.get(key, none), blocks.get(key, {}))
        for department, key in (*((one, one.id) for one in choices.departments), (None, None))
        if key in found.departments
    ]
    lines.sort(key=lambda line: (-line.counts[Box.OVERDUE], -line.counts[Box.OPEN]))
    shown = {block for line in lines for block in line.blocks}
    highest = max((count for line in lines for count in line.blocks.values()), default=0)
    return Board(found.total, lines, [block for block in choices.blocks if block.id in shown], highest)


Place = tuple[int | None, str, int]
Blocks = Mapping[int | None, Mapping[int, int]]


async def _blocks(actor: Actor, days: int, heat: Box, choices: Choices) -> Blocks:
    """The chosen number by department and block."""
    now = clock.now()
    wanted = visible(actor) & condition(heat, actor, now)
    if heat in DATED:
        wanted &= Q(submitted_at__gt=now - timedelta(days=days))
    rows = Ticket.filter(wanted).annotate(size=Count("id")).group_by("department_id", "area_path")
    places = await rows.values_list("department_id", "area_path", "size")
    return _by_block([(department, str(path), int(size)) for department, path, size in places], choices)


def _by_block(places: Sequence[Place], choices: Choices) -> Blocks:
    found: dict[int | None, dict[int, int]] = {}
    known: dict[str, Area | None] = {}
    for department, path, size in places:
        if path not in known:
            known[path] = choices.block_of(path)
        block = known[path]
        if block is not None:
            own = found.setdefault(department, {})
            own[block.id] = own.get(block.id, 0) + size
    return found
