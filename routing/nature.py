"""Whether a message is a grievance at all, and whether it is a problem, a demand or a suggestion."""

from __future__ import annotations

from collections.abc import Mapping

from routing.cues import cue_words
from routing.opinion import NOT_A_GRIEVANCE
from routing.reading import Kind, Nature
from routing.view import View

NONE = "none"
_DOUBTFUL, _CHATTER = 0.6, 0.5
_FEW_WORDS = 4
_CUE = 0.5
_SURELY = 0.85
_GRIEVANCE_KINDS = (Kind.PROBLEM, Kind.DEMAND, Kind.SUGGESTION)


def nature_of(
    view: View, shares: Mapping[str, float], chatter: float, *, topical: bool = False
) -> Nature | None:
    """None for a grievance; else what the message is instead.

    `chatter` is how much the question about the department takes it for no grievance either; `topical`
    says that the word lists know what it speaks of.
    """
    if not view.folded:
        return Nature.CHITCHAT if not view.text.strip() else Nature.GREETING
    best = max((name for name in shares if name != NONE), key=lambda name: (shares[name], name))
    grievance = shares[NONE] >= (_DOUBTFUL if chatter > _CHATTER else shares[best])
    if grievance or (topical and len(view.folded) <= _FEW_WORDS and not _has_cue(view, best)):
        return None
    return Nature(best)


def _has_cue(view: View, nature: str) -> bool:
    """A few words are small talk only when one of them is known as such: "rasan card" is not."""
    return cue_words().hits(view).departments.get(nature, 0.0) >= _CUE


def is_surely(view: View, shares: Mapping[str, float]) -> bool:
    """Whether words of alarm stand in a message that is plainly something else (a forwarded story)."""
    best = max((name for name in shares if name != NONE), key=lambda name: (shares[name], name))
    return shares[best] >= _SURELY and _has_cue(view, best)


def grievance_share(nature: Mapping[str, float], department: Mapping[str, float]) -> float:
    """How surely it is a grievance, by both questions that know messages which are none."""
    return nature[NONE] * (1.0 - department.get(NOT_A_GRIEVANCE, 0.0))


def kind_of(shares: Mapping[str, float], told: str | None) -> Kind:
    """The kind the citizen chose, or else the likeliest."""
    if told in set(_GRIEVANCE_KINDS):
        return Kind(str(told))
    return max(_GRIEVANCE_KINDS, key=lambda kind: shares.get(kind, 0.0))
