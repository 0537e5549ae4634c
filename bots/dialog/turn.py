"""One turn being worked out: the session as it changes, and the effects collected so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2s

import texts
from bots.dialog import danger
from bots.dialog.effects import Act, Effect, FileTicket, Json, Link, Look, Personal
from bots.dialog.facts import Facts
from bots.dialog.session import Frame, Session
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.inbound import Message
from bots.outbound import Option, Say
from routing.reading import Reading

Value = str | int
_ANSWERED = (FileTicket, Act, Look, Link, Personal)
_HOLDING = ("menu.resume", "tracking.list")
OFFER_OPERATOR = 3
"""Unclear answers in a row after which a person is offered."""


class Turn:
    """What one event does to a conversation; made by the engine, filled by steps, read by the engine."""

    def __init__(
        self, session: Session, facts: Facts, book: Mapping[str, Conversation], message: Message | None = None
    ) -> None:
        self.facts = facts
        self.book = book
        self.message = message
        self.effects: list[Effect] = []
        self._origin = session.frame.draft
        self.wishes: list[tuple[str, str]] = []
        self.anew: Answer | None = None
        self.is_new = False
        self._notes: list[str] = list(session.notes)
        self._readings: dict[tuple[str, str | None, str | None], Reading] = {}
        self.session = replace(session, notes=())

    # What is known

    @property
    def frame(self) -> Frame:
        return self.session.frame

    @property
    def language(self) -> str:
        """The language to answer in: chosen, else known of the person, else Hindi."""
        return self.session.language or self.facts.person.language or "hi"

    @property
    def step(self) -> Step | None:
        """The question now awaiting its answer."""
        conversation = self.conversation
        return conversation.step(self.frame.step) if conversation else None

    @property
    def conversation(self) -> Conversation | None:
        return self.book.get(self.frame.step.partition(".")[0])

    def get(self, key: str, default: Json = None) -> Json:
        """One answer of the conversation in progress."""
        return self.frame.answers.get(key, default)

    def words(self, key: str) -> str:
        """One answer as words; empty when it was not given."""
        found = self.frame.answers.get(key)
        return "" if found is None else str(found)

    @property
    def holds(self) -> bool:
        """Whether something was said that waits for the person to say what it belongs to."""
        answers = self.frame.answers
        return self.frame.step in _HOLDING and bool(answers.get("held") or answers.get("files"))

    def number(self, key: str) -> int | None:
        """One answer as a whole number."""
        found = self.frame.answers.get(key)
        return (
            int(found)
            if isinstance(found, int | float | str) and str(found).lstrip("-").isdecimal()
            else None
        )

    def read(self, text: str, *, block: str | None = None, kind: str | None = None) -> Reading:
        """What the router makes of these words."""
        key = (text, block, kind)
        if key not in self._readings:
            found = self.facts.district.router.read(text, block=block, kind=kind)
            self._readings[key] = danger.believed(found, text)
        return self._readings[key]

    def text(self, text_id: str, **values: Value) -> str:
        return texts.say(self.language, text_id, **values)

    # What changes

    def put(self, **answers: Json) -> None:
        """Keep answers of the conversation in progress; None forgets one."""
        self.session = replace(self.session, frame=self.frame.put(**answers))

    def reframe(self, **changes: object) -> None:
        self.session = replace(self.session, frame=replace(self.frame, **changes))  # type: ignore[arg-type]

    def do(self, effect: Effect) -> None:
        self.effects.append(effect)

    def run(self, command: str, argument: str = "") -> None:
        """Do what a command does, once the present step is through."""
        self.wishes.append((command, argument))

    def begin(self, name: str, /, **answers: Json) -> None:
        """Start a conversation; a half-filled form is kept for later, and so is what waits for a choice."""
        parked = self.session.parked
        here = self.conversation
        if here and self.frame.answers and (here.keeps or self.holds):
            parked = (self.frame, *parked)[:4]
        kept = {key: value for key, value in answers.items() if value is not None}
        frame = Frame(step=f"{name}.", answers=kept, draft=self._draft())
        self.session = replace(self.session, frame=frame, parked=parked)

    def _draft(self) -> str:
        if self.message is not None:
            return self.message.vendor_key
        return self._origin or f"{self.facts.channel}:{self.facts.now.timestamp():.6f}"

    # What is said

    def note(self, text_id: str, **values: Value) -> None:
        """Words that go in front of the next question, so that both are one message."""
        self.add(self.text(text_id, **values))

    def add(self, text: str) -> None:
        """The same with words already made."""
        if text and text not in self._notes:
            self._notes.append(text)

    def tell(self, text_id: str, options: tuple[Option, ...] = (), **values: Value) -> None:
        """A message of its own, whatever was noted before it included."""
        self.note(text_id, **values)
        self.flush(options)

    def taken(self) -> str:
        """The words noted so far, for a message made elsewhere."""
        text, self._notes = "\n\n".join(self._notes), []
        return text

    def rest(self) -> None:
        """The end of the turn: what was noted is said, or waits for the outcome of a deed."""
        if any(isinstance(effect, _ANSWERED) for effect in self.effects):
            self.session = replace(self.session, notes=tuple(self._notes))
        else:
            self.flush()

    @property
    def is_speechless(self) -> bool:
        """Whether nothing was said, noted, or asked of the shell whose outcome will be told."""
        return not self._notes and not any(isinstance(effect, (Say, *_ANSWERED)) for effect in self.effects)

    def flush(self, options: tuple[Option, ...] = ()) -> None:
        """Say what was noted so far as one message."""
        if self._notes:
            self.utter(
                Say(self.taken(), options=options, list_label=self.text("list-label") if options else "")
            )

    def utter(self, say: Say) -> None:
        before = [effect for effect in self.effects if isinstance(effect, Say)]
        self.do(say)
        if say.options:
            links = tuple(
                (option.id, option.label) for option in say.options if option.id[:2] in ("m:", "t:")
            )
            if links or not any(earlier.options for earlier in before):
                self.session = replace(self.session, offered=links)

    def go(self, step_id: str) -> None:
        """Ask another question; the way back leads to the present one."""
        trail = self.frame.trail
        here = self.step
        if here is not None and here.id != step_id and (not trail or trail[-1] != here.id):
            trail = (*trail, here.id)[-24:]
        self.reframe(step=step_id, trail=trail, misses=0, ahead=())
        self.ask()

    def ask(self) -> None:
        """Put the present question (again), with everything noted before it, as one message."""
        step = self.step
        if step is None:
            # Between two questions (or the question is gone): the next one that is open.
            self.run("proceed") if self.conversation else self.flush()
            return
        self.add(step.text(self) if step.text else self.text(dashed(step.id), **self._values(step)))
        if step.known and (answer := step.known(self)):
            self.note("known-answer", answer=answer[:200])
        options = tuple(self.option(step, pick) for pick in self.picks(step))
        if self.frame.misses >= OFFER_OPERATOR:
            options = (*options, self.link("operator"))
        label = self.text("list-label") if options else ""
        ask = step.ask if step.ask in self.facts.can else ""
        form = step.form(self) if step.form and "form" in self.facts.can else None
        self.utter(Say(self.taken(), options=options, list_label=label, ask=ask, form=form))

    def _values(self, step: Step) -> Mapping[str, Value]:
        return step.values(self) if step.values else {}

    def picks(self, step: Step) -> tuple[Pick, ...]:
        """The options of a question as they are now."""
        return step.picks(self) if callable(step.picks) else step.picks

    def label(self, step: Step, pick: Pick) -> str:
        return pick.label or self.text(pick.text or f"{dashed(step.id)}-{pick.code}")

    def option(self, step: Step, pick: Pick) -> Option:
        return Option(f"{step.id}|{self.mark(step)}|{pick.code}", self.label(step, pick), pick.hint)

    def link(self, command: str) -> Option:
        """A button that is a command and never goes stale."""
        return Option(f"m:{command}", self.text(f"go-{command}"))

    def mark(self, step: Step) -> str:
        """What ties a button to its draft (and, where the step says so, to what it showed)."""
        shown = mark(step.stamp(self))[:4] if step.stamp else ""
        return mark(self.frame.draft) + shown


def mark(text: str) -> str:
    """A short stamp of ASCII letters."""
    return blake2s(text.encode("utf-8", "replace"), digest_size=4).hexdigest()


def dashed(step_id: str) -> str:
    """The text id of a step."""
    return step_id.replace(".", "-").replace("_", "-")
