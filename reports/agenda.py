"""What a meeting talks about, and in which order (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a ticket is on the agenda, in the order in which a department's are taken."""

    ORDER = "order"
    BREACHED = "breached"
    DISPUTED = "disputed"
    REOPENED_TWICE = "reopened_twice"
    UNSEEN = "unseen"
    CLUSTER = "cluster"


RANK = {reason: position for position, reason in enumerate(Reason)}
MOST_OF_A_DEPARTMENT = 8
MOST = 80


@dataclass(frozen=True, slots=True)
class Point:
    """One ticket that should be talked about; `weight` puts the worse first (days late, times, people)."""

    ticket_id: int
    department_id: int
    reason: Reason
    weight: int = 0
    order_id: int | None = None


def arranged(points: Iterable[Point]) -> list[Point]:
    """The agenda: open orders first, then the department with most breaches first; each ticket once.

    A ticket that is there for several reasons stands under the first of them. No department fills the
    meeting: of each the worst few are taken.
    """
    first: dict[int, Point] = {}
    for point in sorted(points, key=_within):
        first.setdefault(point.ticket_id, point)
    carried = [point for point in first.values() if point.reason is Reason.ORDER]
    rest = [point for point in first.values() if point.reason is not Reason.ORDER]
    return [*carried, *_by_department(rest)][:MOST]


def _within(point: Point) -> tuple[int, int, int]:
    return RANK[point.reason], -point.weight, point.ticket_id


def _by_department(points: list[Point]) -> list[Point]:
    breaches = Counter(point.department_id for point in points if point.reason is Reason.BREACHED)
    own: Mapping[int, list[Point]] = defaultdict(list)
    for point in points:
        own[point.department_id].append(point)
    worst_first = sorted(
        own, key=lambda department: (-breaches[department], -len(own[department]), department)
    )
    return [
        point
        for department in worst_first
        for point in sorted(own[department], key=_within)[:MOST_OF_A_DEPARTMENT]
    ]
