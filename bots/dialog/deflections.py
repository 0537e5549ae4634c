"""Matters for others first: emergencies (the right number at once), other districts, courts, papers."""

import texts
from bots.dialog import filing, filing_story, notice
from bots.dialog.effects import Count
from bots.dialog.filing_story import emergency_text
from bots.dialog.flow import drop, finish, proceed
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.dialog.turn import Turn
from routing.reading import Reading


def emergency(turn: Turn, reading: Reading, answer: Answer) -> None:
    """The number to call now, then whether to register it as well; what was said is kept meanwhile."""
    turn.do(Count(f"emergency-{reading.emergency}"))
    hold(turn, reading, answer)
    turn.put(urgent=True, warned=True)
    turn.note(emergency_text(reading.emergency or "general"))
    turn.reframe(step="aside.emergency")
    turn.ask()


def elsewhere(turn: Turn, reading: Reading, answer: Answer) -> None:
    """Said kindly with the right address; whoever still wants it registered can have that."""
    turn.do(Count(f"deflection-{reading.deflection}"))
    hold(turn, reading, answer)
    text_id = f"deflection-{(reading.deflection or '').replace('_', '-')}"
    turn.note(text_id if texts.has(text_id) else "deflection-general")
    turn.reframe(step="aside.elsewhere")
    turn.ask()


def hold(turn: Turn, reading: Reading, answer: Answer) -> None:
    """What was told, kept as the beginning of a draft in case it is to be registered."""
    turn.begin("aside")
    filing_story.tell(turn, answer)
    filing_story.guess(turn, reading)


def _register(turn: Turn, answer: Answer) -> None:
    if answer.code != "yes":
        drop(turn)
        turn.note("aside-left")
        finish(turn)
        return
    held = dict(turn.frame.answers)
    draft = turn.frame.draft
    newcomer = notice.is_newcomer(turn)
    drop(turn)
    filing.start(turn)
    turn.reframe(draft=draft)
    turn.put(**{**held, "told": True})
    if newcomer:
        notice.greet(turn)
    proceed(turn)


def _stray(turn: Turn, answer: Answer) -> bool:
    """More words belong to the matter; the question whether to register it is put again."""
    if not (len(answer.words.split()) > 1 or answer.photos or answer.voices):
        return False
    turn.note(filing_story.tell(turn, answer))
    turn.ask()
    return True


_PICKS = (Pick("yes", means=("yes", "send")), Pick("no", means=("no", "keep")))

CONVERSATION = Conversation(
    name="aside",
    steps=(
        Step(
            "aside.emergency",
            picks=_PICKS,
            then=_register,
            next=("filing.name", "filing.place", "filing.review"),
        ),
        Step(
            "aside.elsewhere",
            picks=_PICKS,
            then=_register,
            next=("filing.name", "filing.place", "filing.review"),
        ),
    ),
    done=finish,
    stray=_stray,
    keeps=True,
)
