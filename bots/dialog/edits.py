"""An edited message: its new words stand where the old ones stood, while the draft is still the person's."""

from dataclasses import replace

from bots.dialog import filing_place, names, whereabouts
from bots.dialog.flow import proceed
from bots.dialog.session import Frame
from bots.dialog.small_talk import odd
from bots.dialog.steps import Answer
from bots.dialog.turn import Turn

_LOOKS_AGAIN = ("filing.review", "filing.department", "filing.same")


def corrected(turn: Turn, before: str, after: str) -> None:
    """Replace what this message told, in the form at hand or one that waits; else say that it is too late."""
    if turn.frame.step.startswith("filing."):
        if _is_the_place(turn, before) and after:
            turn.note("edit-taken")
            turn.put(placed=None, area=None, address=None, routed=None)
            filing_place.answered(turn, Answer(words=after))
            return
        if (frame := _changed(turn.frame, before, after)) is not None:
            turn.session = replace(turn.session, frame=frame)
            _go_on(turn)
            return
    for position, waiting in enumerate(turn.session.parked):
        if waiting.step.startswith("filing.") and (frame := _changed(waiting, before, after)) is not None:
            parked = turn.session.parked
            turn.session = replace(turn.session, parked=(*parked[:position], frame, *parked[position + 1 :]))
            turn.note("edit-taken")
            turn.ask()
            return
    odd(turn, "edited")


def _go_on(turn: Turn) -> None:
    turn.note("edit-taken")
    if turn.frame.step in _LOOKS_AGAIN or not turn.get("told"):
        proceed(turn)
    else:
        turn.ask()


def _changed(frame: Frame, before: str, after: str) -> Frame | None:
    """The form with these words in the place of those; nothing when those are not in it."""
    story = str(frame.answers.get("description") or "")
    lines = f"\n{story}\n"
    if before and f"\n{before}\n" in lines:
        told = lines.replace(f"\n{before}\n", f"\n{after}\n", 1).strip("\n").replace("\n\n", "\n")
        changed = frame.put(description=told or None, routed=None, looked=None)
        return changed if told else changed.put(told=None)
    name = names.name_and_rest(before)[0]
    new, _ = names.name_and_rest(after)
    for key in ("name", "whom"):
        if name and new and frame.answers.get(key) == name:
            return frame.put(**{key: new})
    return None


def _is_the_place(turn: Turn, before: str) -> bool:
    """Whether the place of this draft is what these words named."""
    if not before or not turn.get("placed"):
        return False
    if turn.words("address"):
        return turn.words("address") == before
    area = turn.number("area")
    return area is not None and whereabouts.of_words(turn.facts.district, before).area == area
