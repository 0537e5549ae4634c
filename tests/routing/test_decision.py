"""The decision over an opinion: a table without a model."""

import pytest

from routing.decision import Bounds, Signs, decide
from routing.opinion import Opinion
from routing.reading import OTHER, Decision, Nature

BOUNDS = Bounds(assign=0.8, ask=0.5, grievance=0.7)
CALM = {
    "nature": None,
    "grievance": 1.0,
    "emergency": None,
    "deflection": None,
    "has_question": False,
    "issues": 0,
}


def opinion(code: str, trust: float, *, share: float = 0.9, outside: float = 0.0) -> Opinion:
    rest = round((1 - share) / 2, 4)
    return Opinion(((code, share), ("food", rest), ("pwd", rest)), trust, unclear=0.1, outside=outside)


@pytest.mark.parametrize(
    ("given", "signs", "decision"),
    [
        (opinion("phe", 0.9), {}, Decision.ASSIGN),
        (opinion("phe", 0.7), {}, Decision.ASK),
        (opinion("phe", 0.7, share=0.2), {}, Decision.ASK),
        (opinion(OTHER, 0.9), {}, Decision.SCREEN),
        (opinion(OTHER, 0.9), {"has_question": True}, Decision.ASK),
        (opinion(OTHER, 0.9, outside=0.5), {"has_question": True}, Decision.SCREEN),
        (opinion(OTHER, 0.9), {"issues": 2}, Decision.ASK),
        (opinion("phe", 0.9), {"issues": 2}, Decision.ASK),
        (opinion("phe", 0.9), {"grievance": 0.5}, Decision.ASK),
        (opinion("phe", 0.9), {"deflection": "court"}, Decision.ASK),
        (opinion("phe", 0.2), {"emergency": "fire"}, Decision.EMERGENCY),
        (opinion("phe", 0.9), {"nature": Nature.GREETING}, Decision.NOT_A_GRIEVANCE),
    ],
)
def test_decisions_follow_the_table(given, signs, decision):
    assert decide(given, Signs(**{**CALM, **signs}), BOUNDS) is decision


def test_a_hopeless_short_list_goes_to_the_desk():
    lost = Opinion((("phe", 0.15), (OTHER, 0.14), ("food", 0.1)), 0.1, unclear=0.1, outside=0.1)

    assert decide(lost, Signs(**CALM), BOUNDS) is Decision.SCREEN
