"""Who performs a verb, and their jurisdiction."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    CITIZEN = "citizen"
    OFFICER = "officer"
    DEPARTMENT_HEAD = "department_head"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A citizen (id = person id), an officer of any role (id = officer id), or the system.

    Jurisdiction is `department_id` (None = all) × the subtree under `area_path`; an empty path sees nothing,
    so a half-made actor fails closed. `level` is "" | "adm" | "collector" | "ceo" for supervisors.
    `stands_in_for` holds the officers on leave whose work is theirs today; None leaves it to the database.
    """

    kind: ActorKind
    id: int | None = None
    department_id: int | None = None
    area_path: str = ""
    level: str = ""
    language: str = "hi"
    stands_in_for: tuple[int, ...] | None = None


_STEPS = {ActorKind.DEPARTMENT_HEAD.value: 1, "adm": 2, "collector": 3}


def rank(kind: ActorKind, level: str) -> int:
    """On which step of the ladder this account stands: head, ADM, Collector; 0 below it."""
    return _STEPS.get(level or kind.value, 0)


SYSTEM = Actor(ActorKind.SYSTEM)
