"""Wake-ups: a left draft is asked about once, then filed as it is; an empty one is forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bots.dialog import filing, filing_story, menu, when
from bots.dialog.effects import Wake
from bots.dialog.session import Frame
from bots.dialog.turn import Turn

_AFTER = {"nudge": when.HOURS_3, "incomplete": when.DAY, "expiry": when.WEEK}
_SLACK = timedelta(minutes=5)


def woken(turn: Turn, kind: str) -> None:
    """A wake-up fell due; the person may have written since, then it waits on."""
    if kind not in _AFTER:
        return
    idle = turn.facts.now - datetime.fromtimestamp(turn.session.pace.last_at, UTC)
    frame = _draft(turn, told=kind != "expiry")
    if frame is None:
        return
    if idle + _SLACK < _AFTER[kind]:
        turn.do(Wake(kind, _AFTER[kind] - idle))
        return
    match kind:
        case "nudge":
            _nudge(turn, frame)
        case "incomplete":
            _front(
                turn,
                replace(frame, step=frame.step if frame.step.startswith("filing.") else "filing."),
                frame,
            )
            filing.file_incomplete(turn)
        case _:
            _forget(turn)


def _draft(turn: Turn, *, told: bool) -> Frame | None:
    frames = (turn.frame, *turn.session.parked)
    fitting = (
        frame for frame in frames if frame.step.startswith(("filing.", "aside.")) and _told(frame) == told
    )
    return next(fitting, None)


def _told(frame: Frame) -> bool:
    return any(frame.answers.get(key) for key in filing.PRECIOUS)


def _nudge(turn: Turn, frame: Frame) -> None:
    """Once, by day, while free words are still allowed (they are for 24 hours after the last message)."""
    wait = when.until_morning(turn)
    if wait:
        turn.do(Wake("nudge", wait))
        return
    idle = turn.facts.now - datetime.fromtimestamp(turn.session.pace.last_at, UTC)
    if frame.answers.get("nudged") or idle >= when.DAY:
        return
    _front(turn, frame, frame)
    turn.put(nudged=True)
    turn.note("filing-nudge")
    turn.ask()


def _front(turn: Turn, frame: Frame, stood: Frame) -> None:
    """Bring the draft to the front; small talk in front of it ends, other forms wait behind it.

    What was said while we asked whether to go on with it is told in it.
    """
    asked = next((item for item in (turn.frame, *turn.session.parked) if item.step == "menu.resume"), Frame())
    others = tuple(
        item for item in (turn.frame, *turn.session.parked) if item is not stood and _keeps(turn, item)
    )
    turn.session = replace(turn.session, frame=frame, parked=others)
    if frame.step.startswith("filing.") and not (said := menu.held(asked)).empty:
        filing_story.tell(turn, said)


def _keeps(turn: Turn, frame: Frame) -> bool:
    conversation = turn.book.get(frame.step.partition(".")[0])
    return conversation is not None and conversation.keeps and bool(frame.answers)


def _forget(turn: Turn) -> None:
    """Nothing was told: nothing is worth keeping, and nobody is disturbed."""
    parked = tuple(item for item in turn.session.parked if not item.step.startswith("filing."))
    frame = Frame() if turn.frame.step.startswith(("filing.", "language.")) else turn.frame
    turn.session = replace(turn.session, frame=frame, parked=parked)
