"""Offering the filing form beside a filing's first question, while there is nothing it would ask again."""

from bots.dialog.session import Frame
from bots.dialog.turn import Turn, mark
from bots.outbound import Form

NAME = "filing"
STEP = "filing.form"
_ASIDES = frozenset({"area", "address", "placed", "watched", "begun", "offer"})
"""What a draft may hold without any of the form's questions being answered in this conversation."""


def token(draft: str) -> str:
    """What ties a form to its draft, as a button's id does."""
    return f"{STEP}|{mark(draft)}"


def offered(turn: Turn) -> Form | None:
    """The form for the draft now begun, which may wait behind the choice of language; none once told."""
    frame = _draft(turn)
    if frame is None or set(frame.answers) - _ASIDES:
        return None
    first = "" if turn.facts.person.language or turn.session.language else "-first"
    return Form(NAME, token(frame.draft), turn.text(f"form-filing{first}"))


def _draft(turn: Turn) -> Frame | None:
    here = (turn.frame, *turn.session.parked[:1])
    return next((frame for frame in here if frame.step.startswith("filing.")), None)
