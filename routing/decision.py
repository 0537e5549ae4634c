"""What to do with a message: assign, ask, screen, answer as no grievance, or warn first."""

from __future__ import annotations

from dataclasses import dataclass

from routing.opinion import Opinion
from routing.reading import OTHER, Decision, Nature


@dataclass(frozen=True, slots=True)
class Bounds:
    """Learned by cross-validation: how much trust, short list and surety a step without a look needs."""

    assign: float
    ask: float
    grievance: float


@dataclass(frozen=True, slots=True)
class Signs:
    """Everything besides the opinion that decides."""

    nature: Nature | None
    grievance: float
    emergency: str | None
    deflection: str | None
    has_question: bool
    issues: int
    idle: bool = False


def decide(opinion: Opinion, signs: Signs, bounds: Bounds) -> Decision:
    """Sure → assign; a known ambiguity or a good short list → ask; else the screening desk."""
    if signs.nature is not None:
        return Decision.NOT_A_GRIEVANCE
    if signs.emergency is not None:
        return Decision.EMERGENCY
    if opinion.department == OTHER:
        if signs.deflection is not None or opinion.outside > opinion.unclear:
            return Decision.SCREEN
        return Decision.ASK if signs.has_question or signs.issues > 1 else Decision.SCREEN
    sure = opinion.trust >= bounds.assign and signs.grievance >= bounds.grievance
    if sure and signs.issues < 2 and signs.deflection is None and not signs.idle:
        return Decision.ASSIGN
    likely = sum(share for code, share in opinion.ranked[:3] if code != OTHER)
    return Decision.ASK if likely >= bounds.ask or signs.has_question else Decision.SCREEN
