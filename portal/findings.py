"""What the doctor finds: how bad it is, about what, in which words."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Grade(StrEnum):
    """How bad it is: broken keeps a citizen's message from getting through."""

    BROKEN = "broken"
    WARNING = "warning"
    OFF = "off"
    OK = "ok"


ORDER = list(Grade)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    what: str
    words: str

    @property
    def blocks(self) -> bool:
        """Whether a citizen's message would not get through."""
        return self.grade is Grade.BROKEN

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)
