"""Several matters in one message: each may become a ticket of its own, one after another."""

from collections.abc import Mapping
from dataclasses import replace

from bots.dialog import filing_story
from bots.dialog.effects import Json
from bots.dialog.flow import proceed
from bots.dialog.session import Frame
from bots.dialog.steps import Answer, Pick, Step
from bots.dialog.turn import Turn

_KEPT = ("name", "area", "address", "placed", "whom", "lat", "lon")
"""What holds for every matter of a message."""


def settled(turn: Turn) -> bool:
    """No need to ask: one matter, or asked already; what is urgent or hangs on a recording is not cut up."""
    if turn.get("split") or turn.get("chosen") or turn.get("confidential") or turn.number("voices"):
        return True
    reading = filing_story.read(turn)
    return reading is None or len(reading.issues) < 2 or reading.urgent


def _text(turn: Turn) -> str:
    reading = filing_story.read(turn)
    issues = reading.issues if reading else ()
    listed = "\n".join(f"{number}. {issue}" for number, issue in enumerate(issues, 1))
    return turn.text("filing-split", count=len(issues), issues=listed)


def _answered(turn: Turn, answer: Answer) -> None:
    """One by one: the first is this draft's, the others wait. Together: it stays as it was told."""
    reading = filing_story.read(turn)
    turn.put(split=True)
    if answer.code == "each" and reading is not None and reading.issues:
        first, *rest = reading.issues
        turn.put(description=first, rest=[*rest], routed=None, looked=None)
    proceed(turn)


def go_on(turn: Turn, before: Frame) -> bool:
    """Begin the draft of the next matter, with what was answered for the last one; False when none waits."""
    waiting = before.answers.get("rest")
    if not isinstance(waiting, list) or not waiting:
        return False
    kept: Mapping[str, Json] = {key: before.answers[key] for key in _KEPT if key in before.answers}
    answers = {**kept, "description": str(waiting[0]), "rest": waiting[1:], "told": True, "split": True}
    frame = Frame(step="filing.", answers=answers, draft=f"{before.draft}+")
    turn.session = replace(turn.session, frame=frame)
    if reading := filing_story.read(turn):
        filing_story.guess(turn, reading, first=False)
    turn.note("filing-split-next")
    proceed(turn)
    return True


def rejoin(turn: Turn) -> None:
    """The citizen vanished in between: what still waits goes with what is filed."""
    waiting = turn.get("rest")
    if isinstance(waiting, list) and waiting:
        told = "\n".join([turn.words("description"), *map(str, waiting)])
        turn.put(description=told, rest=None, routed=None)


STEP = Step(
    "filing.split",
    picks=(Pick("each", means=("yes",)), Pick("together", means=("no", "keep"))),
    skip=settled,
    text=_text,
    then=_answered,
    next=("filing.department", "filing.same", "filing.review"),
    optional=True,
)
