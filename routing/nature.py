"""Whether a message is a grievance at all, and whether it is a problem, a demand or a suggestion."""

from __future__ import annotations

from collections.abc import Mapping

from routing.opinion import NOT_A_GRIEVANCE
from routing.reading import Kind, Nature
from routing.view import View

NONE = "none"
_DOUBTFUL, _CHATTER = 0.6, 0.5
_GRIEVANCE_KINDS = (Kind.PROBLEM, Kind.DEMAND, Kind.SUGGESTION)


def nature_of(view: View, shares: Mapping[str, float], chatter: float) -> Nature | None:
    """None for a grievance; else what the message is instead.

    `chatter` is how much the question about the department takes it for no grievance either.
    """
    if not view.folded:
        return Nature.CHITCHAT if not view.text.strip() else Nature.GREETING
    best = max((name for name in shares if name != NONE), key=lambda name: (shares[name], name))
    grievance = shares[NONE] >= (_DOUBTFUL if chatter > _CHATTER else shares[best])
    return None if grievance else Nature(best)


def grievance_share(nature: Mapping[str, float], department: Mapping[str, float]) -> float:
    """How surely it is a grievance, by both questions that know messages which are none."""
    return nature[NONE] * (1.0 - department.get(NOT_A_GRIEVANCE, 0.0))


def kind_of(shares: Mapping[str, float], told: str | None) -> Kind:
    """The kind the citizen chose, or else the likeliest."""
    if told in set(_GRIEVANCE_KINDS):
        return Kind(str(told))
    return max(_GRIEVANCE_KINDS, key=lambda kind: shares.get(kind, 0.0))
