"""What people decided about texts, made into rows that teach exactly the questions they answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from routing.corpus import Example
from routing.reading import OTHER, Kind


@dataclass(frozen=True, slots=True)
class Lesson:
    """One decision: empty where nobody decided. Of one ticket, a later decision replaces an earlier one."""

    text: str
    department: str = ""
    kind: str = ""
    urgent: bool | None = None
    ticket_id: int | None = None
    area_id: int | None = None


def examples_of(lessons: Sequence[Lesson]) -> tuple[Example, ...]:
    """One row for each text, with the last word on every question."""
    last: dict[int | str, Lesson] = {}
    for lesson in lessons:
        key = lesson.ticket_id or lesson.text
        before = last.get(key)
        last[key] = lesson if before is None else _later(before, lesson)
    return tuple(_example(lesson) for lesson in last.values() if lesson.text.strip() and _teaches(lesson))


def _later(before: Lesson, after: Lesson) -> Lesson:
    return replace(
        after,
        department=after.department or before.department,
        kind=after.kind or before.kind,
        urgent=before.urgent if after.urgent is None else after.urgent,
        area_id=after.area_id or before.area_id,
    )


def _teaches(lesson: Lesson) -> frozenset[str]:
    answered = {
        "department": lesson.department not in ("", OTHER),
        "kind": lesson.kind in {kind.value for kind in Kind},
        "urgent": lesson.urgent is not None,
    }
    return frozenset(name for name, told in answered.items() if told)


def _example(lesson: Lesson) -> Example:
    return Example(
        lesson.text,
        lesson.department or OTHER,
        kind=lesson.kind,
        urgent=bool(lesson.urgent),
        teaches=_teaches(lesson),
    )
