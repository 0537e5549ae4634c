"""Reads an inbox's address: every parameter from a list of allowed ones, anything else is refused."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlencode

from multidict import MultiMapping

from models.officers import Role
from models.states import Kind
from portal.desk.boxes import BY_DUE, TABS, Box

LONGEST_QUERY = 80
DAYS = (7, 30, 90, 365)
NO_DEPARTMENT = "none"
"""In an address: what the desk has not sent to a department yet."""


class Sort(StrEnum):
    """Orders of the list."""

    DUE = "due"
    NEW = "new"
    OLD = "old"


class BadAddress(ValueError):
    """The address asks for something an inbox does not have."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the page before ended."""

    at: datetime | None
    id: int

    def __str__(self) -> str:
        return f"{self.at.isoformat() if self.at else ''}_{self.id}"


@dataclass(frozen=True, slots=True)
class Filters:
    """What an inbox shows."""

    box: Box
    sort: Sort
    query: str = ""
    kind: Kind | None = None
    department: int | None = None
    undecided: bool = False
    area: int | None = None
    category: int | None = None
    urgent: bool = False
    days: int | None = None
    week: date | None = None
    after: Cursor | None = None

    def address(self, **changes: object) -> str:
        """The address of the same list, changed; going to another list starts at its beginning."""
        changed = replace(self, after=None, **changes)  # type: ignore[arg-type]
        pairs: dict[str, object] = {
            "box": changed.box.value,
            "sort": changed.sort.value if changed.sort is not default_sort(changed.box) else None,
            "q": changed.query,
            "kind": changed.kind.value if changed.kind else None,
            "department": NO_DEPARTMENT if changed.undecided else changed.department,
            "area": changed.area,
            "category": changed.category,
            "urgent": "1" if changed.urgent else None,
            "days": changed.days,
            "week": changed.week,
        }
        return "/portal/tickets?" + urlencode({key: value for key, value in pairs.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether anything beyond the box is set."""
        return bool(self.query or self.is_filtered)

    @property
    def is_filtered(self) -> bool:
        """Whether less than the box, or than what a search found in it, is asked for."""
        narrow = (self.kind, self.department, self.undecided, self.area, self.category, self.urgent)
        return any(narrow) or bool(self.days or self.week)


ALLOWED = frozenset(
    {"box", "sort", "q", "kind", "department", "area", "category", "urgent", "days", "week", "after"}
)


def default_sort(box: Box) -> Sort:
    """The order a box is shown in unless another is asked for."""
    return Sort.DUE if box in BY_DUE else Sort.NEW


def read(query: MultiMapping[str], role: Role) -> Filters:
    """The filters an address asks for; raises BadAddress for anything that is not on the list."""
    if strange := set(query) - ALLOWED:
        raise BadAddress(f"unknown: {', '.join(sorted(strange))[:60]}")
    try:
        text = "".join(sign for sign in query.get("q", "") if sign.isprintable()).strip()
        box = Box(query["box"]) if query.get("box") else (Box.ALL if text else TABS[role][0])
        undecided = query.get("department") == NO_DEPARTMENT
        if box is Box.FREQUENT and role is not Role.SUPERVISOR:
            raise BadAddress("box")
        return Filters(
            box=box,
            sort=_sort(query.get("sort"), box, text),
            query=text[:LONGEST_QUERY],
            kind=Kind(query["kind"]) if query.get("kind") else None,
            department=None if undecided else _id(query.get("department")),
            undecided=undecided,
            area=_id(query.get("area")),
            category=_id(query.get("category")),
            urgent=query.get("urgent", "") == "1",
            days=_days(query.get("days")),
            week=_week(query.get("week")),
            after=_cursor(query.get("after")),
        )
    except ValueError as error:
        raise BadAddress(str(error)[:80]) from error


def sorts(box: Box, text: str) -> tuple[Sort, ...]:
    """The orders a list has: years of closed tickets are not put in the order of dates that have passed."""
    return tuple(Sort) if box in BY_DUE or text else (Sort.NEW, Sort.OLD)


def _sort(asked: str | None, box: Box, text: str) -> Sort:
    wanted = Sort(asked) if asked else default_sort(box)
    return wanted if wanted in sorts(box, text) else default_sort(box)


def _id(text: str | None) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise BadAddress("not a number")
    return int(text)


def _days(text: str | None) -> int | None:
    value = _id(text)
    if value is not None and value not in DAYS:
        raise BadAddress("days")
    return value


def _week(text: str | None) -> date | None:
    """The Monday a week begins with."""
    day = date.fromisoformat(text) if text else None
    if day is not None and (day.weekday() or not 2000 < day.year < 2100):
        raise BadAddress("week")
    return day


def _cursor(text: str | None) -> Cursor | None:
    if not text:
        return None
    at, _, last = text.rpartition("_")
    key = _id(last)
    if key is None:
        raise BadAddress("after")
    when = datetime.fromisoformat(at) if at else None
    if when is not None and when.tzinfo is None:
        raise BadAddress("after")
    return Cursor(when, key)
