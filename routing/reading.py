"""What the router understood of one message: the values every other room receives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What should happen with the message next."""

    ASSIGN = "assign"
    ASK = "ask"
    SCREEN = "screen"
    NOT_A_GRIEVANCE = "not_a_grievance"
    EMERGENCY = "emergency"


class Kind(StrEnum):
    """What the citizen brings: a problem, a demand, a suggestion, or none of them."""

    PROBLEM = "problem"
    DEMAND = "demand"
    SUGGESTION = "suggestion"
    OTHER = "other"


class Lang(StrEnum):
    """The language and script the message is written in."""

    HI = "hi"
    HINGLISH = "hinglish"
    HNE = "hne"
    HNE_LATN = "hne-latn"
    EN = "en"
    MIXED = "mixed"


class Nature(StrEnum):
    """Why a message is no grievance."""

    GREETING = "greeting"
    THANKS = "thanks"
    STATUS = "status"
    INFO = "info"
    TEST = "test"
    SPAM = "spam"
    ABUSE = "abuse"
    CHITCHAT = "chitchat"
    POLITICAL = "political"
    FORWARD = "forward"


OTHER = "other"
"""The department code of everything that must not be routed by itself."""


@dataclass(frozen=True, slots=True)
class PlaceGuess:
    """The area a message seems to speak about; `sure` is false when a button should confirm it."""

    area_id: int | str
    village: str
    block: str | None
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood of one message."""

    department: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]
    decision: Decision
    kind: Kind
    urgent: bool
    lang: Lang
    place: PlaceGuess | None
    nature: Nature | None
    because: str
    category: str | None = None
    question: str | None = None
    emergency: str | None = None
    deflection: str | None = None
    confidential: bool = False
    issues: tuple[str, ...] = ()
    none_of_them: float = 0.0
    """How likely it is that none of the departments should have it by itself."""
    topic: str | None = None
    """The department whose words it plainly uses, also when it only asks something or is none of its work."""
