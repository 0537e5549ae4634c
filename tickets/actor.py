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
    `stands_in_for` holds the capacities lent to them today, one for each account on leave they stand in for:
    the jurisdiction of that account under their own id, with the account's id in `stands_for`. Such a
    capacity is `blind` to confidential matters unless they may see such in their own right.
    """

    kind: ActorKind
    id: int | None = None
    department_id: int | None = None
    area_path: str = ""
    level: str = ""
    language: str = "hi"
    stands_for: int | None = None
    blind: bool = False
    stands_in_for: tuple["Actor", ...] = ()

    @property
    def desk(self) -> int | None:
        """The account whose tickets are meant: their own, or that of the one they act for."""
        return self.id if self.stands_for is None else self.stands_for


_STEPS = {ActorKind.DEPARTMENT_HEAD.value: 1, "adm": 2, "collector": 3}


def rank(kind: ActorKind, level: str) -> int:
    """On which step of the ladder this account stands: head, ADM, Collector; 0 below it."""
    return _STEPS.get(level or kind.value, 0)


SYSTEM = Actor(ActorKind.SYSTEM)
