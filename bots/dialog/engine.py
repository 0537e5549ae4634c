"""The conversation engine's door: (session, event, facts) → (session, effects), without I/O or a clock."""

from dataclasses import replace

from bots.dialog import filing, hearing, notice, verdict, waking
from bots.dialog.book import BOOK
from bots.dialog.effects import Effect, Remember
from bots.dialog.events import Done, Event, Filed, Found, Heard, Refused, Told, Woken
from bots.dialog.facts import Facts
from bots.dialog.flow import finish
from bots.dialog.outcomes import unexpected
from bots.dialog.session import Frame, Session
from bots.dialog.turn import Turn


def advance(session: Session, event: Event, facts: Facts) -> tuple[Session, tuple[Effect, ...]]:
    """What one event does to the conversation, and what is to be said and done about it."""
    turn = Turn(_known(session), facts, BOOK, event.message if isinstance(event, Heard) else None)
    before = turn.session
    match event:
        case Heard():
            hearing.heard(turn)
        case Filed() | Done() | Refused() | Found():
            _came_back(turn, event)
        case Told():
            verdict.told(turn, event)
        case Woken():
            waking.woken(turn, event.kind)
    hearing.drain(turn)
    turn.rest()
    if isinstance(event, Heard):
        _consent(turn, before)
    filing.watch(turn, before.frame)
    return turn.session, tuple(turn.effects)


def _known(session: Session) -> Session:
    """The session on steps that this version of the program has: an unknown one becomes the nearest known."""
    frames = tuple(_settled(frame) for frame in (session.frame, *session.parked))
    return replace(session, frame=frames[0], parked=tuple(frame for frame in frames[1:] if frame.step))


def _settled(frame: Frame) -> Frame:
    name, _, rest = frame.step.partition(".")
    conversation = BOOK.get(name)
    if conversation is None:
        told = any(frame.answers.get(key) for key in filing.PRECIOUS)
        return replace(frame, step="filing.") if told else Frame()
    known = conversation.step(frame.step) is not None or not rest
    return frame if known else replace(frame, step=f"{name}.")


def _came_back(turn: Turn, event: Filed | Done | Refused | Found) -> None:
    """The outcome of a deed goes to the conversation that asked for it."""
    conversation = turn.conversation
    if conversation is None or conversation.outcome is None or not conversation.outcome(turn, event):
        unexpected(turn, event)
        finish(turn)


def _consent(turn: Turn, before: Session) -> None:
    """Going on after the notice was shown is consent to it."""
    version = notice.CONSENT_VERSION
    if before.noticed != version or turn.facts.person.consent_version == version:
        return
    for place, effect in enumerate(turn.effects):
        if isinstance(effect, Remember):
            turn.effects[place] = replace(effect, consent_version=version)
            return
    turn.do(Remember(consent_version=version))
