"""Which officer gets a ticket: the nearest of the department who is there and has least to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = "head"


@dataclass(frozen=True, slots=True)
class OfficerCandidate:
    """One officer who could get the ticket; `area_path` is "1.4.17." and contains all paths it begins."""

    id: int
    department: str
    area_path: str
    role: str
    on_duty: bool
    substitute_id: int | None = None
    open_load: int = 0


@dataclass(frozen=True, slots=True)
class OfficerChoice:
    """The officer, or None for the screening desk; and the reason as a word."""

    officer_id: int | None
    why: str


def choose_officer(candidates: Sequence[OfficerCandidate], department: str, area_path: str) -> OfficerChoice:
    """Smallest area of the department with somebody there, least load; else head; else None."""
    ours = [each for each in candidates if each.department == department]
    present = {each.id for each in candidates if each.on_duty}
    responsible = [each for each in ours if each.role != HEAD and area_path.startswith(each.area_path)]
    chosen = _nearest(responsible, present, ours)
    if chosen is not None:
        return chosen
    heads = [each for each in ours if each.role == HEAD and area_path.startswith(each.area_path)]
    head = _nearest(heads, present, ours)
    if head is not None:
        return OfficerChoice(head.officer_id, "department_head")
    return OfficerChoice(None, "screening")


def _nearest(
    responsible: Sequence[OfficerCandidate], present: set[int], ours: Sequence[OfficerCandidate]
) -> OfficerChoice | None:
    """The first level, from the smallest area upwards, on which somebody is there."""
    for depth in sorted({len(each.area_path) for each in responsible}, reverse=True):
        level = [each for each in responsible if len(each.area_path) == depth]
        there = [each for each in level if each.id in present]
        if there:
            return OfficerChoice(min(there, key=lambda each: (each.open_load, each.id)).id, "area")
        stand_ins = sorted(
            {each.substitute_id for each in level if each.substitute_id in present} - {None}, key=str
        )
        if stand_ins:
            loads = {each.id: each.open_load for each in ours}
            return OfficerChoice(
                min(stand_ins, key=lambda who: (loads.get(who or 0, 0), who or 0)), "substitute"
            )
    return None
