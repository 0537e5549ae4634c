"""From a message to the answer of the question that was asked, or to nothing when it is unclear."""

from bots.dialog import picking
from bots.dialog.flow import proceed
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Step
from bots.dialog.turn import Turn

_BEYOND = frozenset({"all", "more"})
"""Options that stand for others which are not shown."""


def tapped(turn: Turn, step: Step, choice: str) -> Answer | None:
    """The answer of a tapped option, when it belongs to this very question and draft and is still offered."""
    step_id, _, rest = choice.partition("|")
    stamp, _, code = rest.partition("|")
    if step_id != step.id or stamp != turn.mark(step):
        return None
    return Answer(code=code) if any(pick.code == code for pick in turn.picks(step)) else None


def chosen(turn: Turn, step: Step, said: Said) -> Answer | None:
    """The option that was plainly named; comes before commands, since a label may be a command's word too."""
    picks = turn.picks(step)
    labels = [turn.label(step, pick) if pick.typed else "" for pick in picks]
    code = picking.exactly(said, picks, labels)
    return Answer(code=code) if code else None


def understood(turn: Turn, step: Step, said: Said) -> Answer | None:
    """The option meant by number or near spelling; else whatever was said, where the question is open."""
    picks = turn.picks(step)
    code = "" if step.counts else picking.by_number(said, picks)
    if not code and not step.exact:
        code = picking.nearly(said, picks, [turn.label(step, pick) for pick in picks])
        if step.open and code not in _BEYOND and any(pick.code in _BEYOND for pick in picks):
            code = ""  # one that is not shown may be named better: the step looks among all
    if code:
        return Answer(code=code)
    if not step.open:
        return None
    answer = spoken(said)
    return None if answer.empty else answer


def spoken(said: Said) -> Answer:
    """The message as an open answer."""
    return Answer(
        words=said.text,
        files=said.files,
        photos=said.photos,
        voices=said.voices,
        transcript=said.transcript,
        pin=said.pin,
        contact=said.contact.name if said.contact else "",
    )


def take(turn: Turn, step: Step, answer: Answer) -> None:
    """An answer was given: the step does with it what it does, or it is kept and the next question asked."""
    if step.then is not None:
        step.then(turn, answer)
    else:
        turn.put(**{step.keep: answer.code or answer.words})
        proceed(turn)
