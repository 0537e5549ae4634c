"""The filing form's answers: each through its own question's check, then what is still open, or review."""

from collections.abc import Mapping
from dataclasses import replace

from bots.dialog import filing_place, filing_story, form_offer, language, names
from bots.dialog.effects import Count
from bots.dialog.flow import proceed
from bots.dialog.said import clean
from bots.dialog.steps import Answer
from bots.dialog.turn import Turn
from routing.reading import Nature

TOKEN = "flow_token"  # noqa: S105  (the field's name)
_KINDS = frozenset({"problem", "demand", "suggestion"})
_SHORT = 2


def filled(turn: Turn, answers: Mapping[str, str]) -> bool:
    """Take the answers into the draft the form was offered with; False when this person has no such draft.

    The token comes back through the person's phone, so it is checked like a button's id.
    """
    if not _take_up(turn, answers.get(TOKEN, "")):
        return False
    _language(turn, answers)
    _name(turn, clean(answers.get("name", "")))
    if answers.get("kind") in _KINDS:
        turn.put(kind=answers["kind"])
    _story(turn, clean(answers.get("description", "")))
    place = clean(answers.get("place", ""))
    if place:
        filing_place.answered(turn, Answer(words=place[:400]))
    else:
        proceed(turn)
    return True


def is_filed(turn: Turn, answers: Mapping[str, str]) -> bool:
    """Whether the draft of this form is a ticket already."""
    filed_mark, number = turn.session.filed
    return bool(number) and answers.get(TOKEN, "") == f"{form_offer.STEP}|{filed_mark}"


def _take_up(turn: Turn, token: str) -> bool:
    """Go to the draft of this token, wherever it waits; another half-filled form waits in its place."""
    frames = (turn.frame, *turn.session.parked)
    found = next(
        (
            frame
            for frame in frames
            if frame.step.startswith("filing.") and form_offer.token(frame.draft) == token
        ),
        None,
    )
    if found is None:
        return False
    waiting = tuple(frame for frame in turn.session.parked if frame is not found)
    here = turn.conversation
    if found is not turn.frame and here is not None and here.keeps and turn.frame.answers:
        waiting = (turn.frame, *waiting)
    turn.session = replace(turn.session, frame=replace(found, misses=0), parked=waiting)
    return True


def _language(turn: Turn, answers: Mapping[str, str]) -> None:
    chosen = answers.get("language", "")
    if chosen in language.NAMES:
        if chosen != turn.language or not turn.facts.person.language:
            language.use(turn, chosen)
    elif story := answers.get("description", ""):
        language.guess(turn, turn.read(clean(story)))


def _name(turn: Turn, given: str) -> None:
    name, _ = names.name_and_rest(given)
    if name:
        turn.put(name=name)


def _story(turn: Turn, told: str) -> None:
    """Words that an officer can act on end the question; a word or two are kept and asked about."""
    if not told:
        return
    if turn.read(told).nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        turn.note("abuse")
        return
    filing_story.tell(turn, Answer(words=told))
    if len(told.split()) >= _SHORT:
        turn.put(told=True)
