"""An emergency told at any step: the number to call at once, and what was said is kept where it belongs."""

from dataclasses import replace

from bots.dialog import danger, deflections, filing_story
from bots.dialog.answers import spoken
from bots.dialog.effects import Count
from bots.dialog.flow import proceed
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Step
from bots.dialog.turn import Turn
from routing.reading import Reading

_ON_A_TICKET = frozenset(
    {"verdict.reason", "reply.words", "tracking.add", "tracking.answer", "tracking.appeal"}
)
"""Steps whose words reach a ticket: they do, and the offer to register comes after it."""
_TELLS_ITSELF = frozenset({"filing.describe", "filing.more", "filing.review"})
"""Questions about the matter, which read what they are told."""


def raised(turn: Turn, step: Step, now: Said) -> bool:
    """Whether the message was an emergency and is dealt with; numbers are shown even where it goes on."""
    told = " ".join(part for part in (now.text, now.transcript) if part)
    if not told or not danger.is_told(told):
        return False
    reading = turn.read(told)
    if not reading.emergency:
        return False
    answer = spoken(now)
    if step.conversation == "filing":
        return _in_the_form(turn, step, reading, answer)
    if step.conversation == "aside":
        return _in_the_offer(turn, reading, answer)
    if step.conversation in ("desk", "work"):
        _call_first(turn, reading)  # an officer's words stay the officer's answer
        return False
    if step.id in _ON_A_TICKET:
        _call_first(turn, reading)
        _offer_later(turn, reading, Answer(words=told))  # the files are the ticket's from now on
        return False
    return _instead(turn, step, reading, answer)


def _call_first(turn: Turn, reading: Reading) -> None:
    turn.do(Count(f"emergency-{reading.emergency}"))
    turn.note(filing_story.emergency_text(reading.emergency or "general"))


def _in_the_form(turn: Turn, step: Step, reading: Reading, answer: Answer) -> bool:
    """Told where a place or a button was asked for: it is the matter, and the question comes again."""
    if step.id in _TELLS_ITSELF:
        return False
    said = filing_story.tell(turn, answer)
    turn.put(told=True)
    filing_story.note_warnings(turn, reading)
    filing_story.guess(turn, reading, first=False)
    turn.note(said)
    if step.id in ("filing.kind", "filing.name"):
        proceed(turn)
    else:
        turn.ask()
    return True


def _in_the_offer(turn: Turn, reading: Reading, answer: Answer) -> bool:
    """After another district was named, say: now it is urgent."""
    if turn.get("warned"):
        return False
    _call_first(turn, reading)
    filing_story.tell(turn, answer)
    turn.put(urgent=True, warned=True)
    turn.reframe(step="aside.emergency", misses=0)
    turn.ask()
    return True


def _offer_later(turn: Turn, reading: Reading, answer: Answer) -> None:
    """The offer waits until the words are with their ticket."""
    here = turn.frame
    deflections.hold(turn, reading, answer)
    turn.put(urgent=True, warned=True)
    turn.reframe(step="aside.emergency")
    offer = turn.frame
    turn.session = replace(turn.session, frame=here, parked=(offer, *turn.session.parked)[:4])


def _instead(turn: Turn, step: Step, reading: Reading, answer: Answer) -> bool:
    """Where nothing said can be the answer: the numbers and the offer; the question waits or is dropped."""
    parked = turn.session.parked
    if step.conversation == "language" and parked and parked[0].step.startswith("filing."):
        turn.session = replace(turn.session, frame=parked[0], parked=parked[1:])
        filing_story.tell(turn, answer)
        turn.put(told=True)
        filing_story.note_warnings(turn, reading)
        filing_story.guess(turn, reading)
        proceed(turn)
        return True
    deflections.emergency(turn, reading, answer)
    return True
