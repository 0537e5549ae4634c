"""Figures of a period as pages and messages show them (pure): flows, the last day's stock, medians."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

FLOWS = (
    "received",
    "resolved",
    "resolved_late",
    "confirmed",
    "unanswered",
    "disputed",
    "appealed",
    "reopened",
    "withdrawn",
    "rejected",
    "merged",
    "transferred_in",
    "transferred_out",
    "extended",
    "escalated",
    "breached",
    "nudged",
    "orders",
    "acts",
)
STOCK = (
    "open",
    "unassigned",
    "waiting",
    "awaiting",
    "unseen",
    "overdue",
    "overdue_to_3",
    "overdue_to_7",
    "overdue_to_30",
    "overdue_more",
)
FEW = 5
"""Departments and places with fewer open tickets are not ranked: one late ticket would be 100 %."""


@dataclass(frozen=True, slots=True)
class Day:
    """One snapshot row: the counts of one local day for a department and a place."""

    day: date
    department_id: int
    area_id: int
    kind: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by name, and the two medians in hours (None when nothing was measured)."""

    counts: Mapping[str, int]
    first_view_h: int | None = None
    resolution_h: int | None = None

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name, 0)

    @property
    def overdue_share(self) -> float:
        """Part of the open tickets whose time is over."""
        return self["overdue"] / self["open"] if self["open"] else 0.0


def figures(rows: Iterable[Day], days: Iterable[date]) -> Figures:
    """The figures of a period: flows of all its days, stock of its last."""
    wanted = set(days)
    last = max(wanted, default=None)
    flows: Counter[str] = Counter()
    stock: Counter[str] = Counter()
    for row in rows:
        if row.day not in wanted:
            continue
        flows.update({name: n for name, n in row.counts.items() if name not in STOCK})
        if row.day == last:
            stock.update({name: n for name, n in row.counts.items() if name in STOCK})
    counts = {name: flows[name] for name in FLOWS} | {name: stock[name] for name in STOCK}
    return Figures(counts, median(flows, "view_h:"), median(flows, "resolve_h:"))


def median(counts: Mapping[str, int], prefix: str) -> int | None:
    """The median of a histogram kept as `prefix<hours>` → how many; of an even number the lower middle."""
    measured = sorted(
        (int(name.removeprefix(prefix)), n) for name, n in counts.items() if name.startswith(prefix)
    )
    middle = (sum(n for _, n in measured) + 1) // 2
    for value, n in measured:
        middle -= n
        if middle <= 0:
            return value
    return None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A department or a place with its figures of this week and the one before."""

    id: int
    now: Figures
    before: Figures


def worst(entries: Iterable[Ranked], most: int = 3) -> list[Ranked]:
    """Those with the highest share of open tickets overdue; nobody without an overdue one."""
    rankable = [one for one in entries if one.now["overdue"] and one.now["open"] >= FEW]
    return sorted(rankable, key=lambda one: (-one.now.overdue_share, -one.now["overdue"], one.id))[:most]


def best(entries: Iterable[Ranked], most: int = 3) -> list[Ranked]:
    """Those with confirmed work and the lowest share overdue, under a tenth; most confirmations first."""
    rankable = [one for one in entries if one.now["confirmed"] and one.now.overdue_share < 0.1]
    return sorted(rankable, key=lambda one: (-one.now["confirmed"], one.now.overdue_share, one.id))[:most]


def silent(entries: Iterable[Ranked]) -> list[Ranked]:
    """Departments with open tickets all week in which nobody did anything."""
    return sorted(
        (one for one in entries if one.id and one.before["open"] and one.now["open"] and not one.now["acts"]),
        key=lambda one: (-one.now["open"], one.id),
    )
