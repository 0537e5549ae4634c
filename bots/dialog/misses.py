"""Answers that are none: a hint and the question again; after three a person is offered and told of it."""

from bots.dialog.effects import CallOperator
from bots.dialog.turn import OFFER_OPERATOR, Turn


def again(turn: Turn, hint: str) -> None:
    """Put the question once more, with what was wrong about the answer."""
    turn.reframe(misses=turn.frame.misses + 1)
    if turn.frame.misses == OFFER_OPERATOR:
        turn.do(CallOperator("unclear"))
        turn.note("operator-offer")
    else:
        turn.note(hint)
    turn.ask()
