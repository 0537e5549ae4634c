"""The conversation engine's door: (session, event, facts) → (session, effects), without I/O or a clock."""

from collections.abc import Mapping
from dataclasses import replace

from bots.dialog import filing, hearing, notice, verdict, waking
from bots.dialog.book import BOOK
from bots.dialog.effects import Effect, Remember
from bots.dialog.events import Done, Event, Filed, Found, Heard, Refused, Told, Woken
from bots.dialog.facts import Facts
from bots.dialog.flow import finish
from bots.dialog.outcomes import unexpected
from bots.dialog.session import Frame, Session
from bots.dialog.steps import Conversation
from bots.dialog.turn import Turn


def advance(
    session: Session, event: Event, facts: Facts, book: Mapping[str, Conversation] = BOOK
) -> tuple[Session, tuple[Effect, ...]]:
    """What one event does to the conversation, and what is to be said and done about it."""
    turn = Turn(_known(session, book), facts, book, event.message if isinstance(event, Heard) else None)
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
    if isinstance(event, Found) and turn.session.pace.quiet:
        hearing.hush(turn)  # the rest of a turn that was to be silent
    turn.rest()
    if isinstance(event, Heard):
        _consent(turn, before)
    filing.watch(turn, before.frame)
    return turn.session, tuple(turn.effects)


def _known(session: Session, book: Mapping[str, Conversation]) -> Session:
    """The session on steps that this version of the program has: an unknown one becomes the nearest known."""
    frames = tuple(_settled(frame, book) for frame in (session.frame, *session.parked))
    return replace(session, frame=frames[0], parked=tuple(frame for frame in frames[1:] if frame.step))


def _settled(frame: Frame, book: Mapping[str, Conversation]) -> Frame:
    name, _, rest = frame.step.partition(".")
    conversation = book.get(name)
    if conversation is None:
        told = any(frame.answers.get(key) for key in filing.PRECIOUS)
        return replace(frame, step="filing.") if told else Frame()
    if conversation.step(frame.step) is not None or not rest:
        return frame
    is_form = any(step.keep or step.skip for step in conversation.steps)
    return replace(frame, step=f"{name if is_form else 'filing'}.")


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
