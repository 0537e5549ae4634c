"""Steps as data: a question, the answers it takes, and where it leads; conversations are tables of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bots.inbound import Pin
from bots.outbound import Form

if TYPE_CHECKING:
    from bots.dialog.events import Done, Filed, Found, Refused
    from bots.dialog.turn import Turn

Outcome: TypeAlias = "Filed | Done | Refused | Found"


@dataclass(frozen=True, slots=True)
class Pick:
    """One answer to choose: its label, else the text `<step>-<code>`; `means` are lexicon entries for it.

    Without `typed` its label may also be an answer of its own and is chosen by a tap or its number only.
    """

    code: str
    label: str = ""
    hint: str = ""
    means: tuple[str, ...] = ()
    text: str = ""
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person answered: an option's code, or words, files and a place where the question is open."""

    code: str = ""
    words: str = ""
    files: tuple[int, ...] = ()
    photos: int = 0
    voices: int = 0
    transcript: str = ""
    pin: Pin | None = None
    contact: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing usable was said."""
        return not (self.code or self.words or self.photos or self.voices or self.pin)


@dataclass(frozen=True, slots=True)
class Step:
    """One question. Its text is `<conversation>-<name>`, its hint the same with `-hint`.

    `keep` names the answer; a step whose answer is kept is not asked again, unless `skip` decides otherwise.
    `open` takes words, voice, photos and places besides the options. `then` does more than keep the answer.
    With `counts` a typed number is the answer itself, not the number of an option.
    `known` tells an answer given before, shown when the question comes again.
    `form` is a form that may be filled instead of answering, where the channel has forms.
    `next` lists where it leads beyond the next line of the table (for the diagram).
    """

    id: str
    picks: tuple[Pick, ...] | Callable[[Turn], tuple[Pick, ...]] = ()
    keep: str = ""
    open: bool = False
    skip: Callable[[Turn], bool] | None = None
    then: Callable[[Turn, Answer], None] | None = None
    values: Callable[[Turn], Mapping[str, str | int]] | None = None
    text: Callable[[Turn], str] | None = None
    known: Callable[[Turn], str] | None = None
    next: tuple[str, ...] = ()
    optional: bool = False
    exact: bool = False
    counts: bool = False
    ask: str = ""
    stamp: Callable[[Turn], str] | None = None
    form: Callable[[Turn], Form | None] | None = None

    @property
    def conversation(self) -> str:
        """The table this step belongs to."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A table of steps. `done` is called when no step is left; `outcome` hears what came of its deeds.

    `stray` is offered words and files that fit no option of a closed question, and says whether it took them.
    `keeps`: a half-filled form worth returning to when the person turns to something else.
    `command` begins it ("/survey"), where it is not begun from elsewhere.
    """

    name: str
    steps: tuple[Step, ...]
    done: Callable[[Turn], None]
    outcome: Callable[[Turn, Outcome], bool] | None = None
    stray: Callable[[Turn, Answer], bool] | None = None
    keeps: bool = False
    command: str = ""

    def step(self, step_id: str) -> Step | None:
        """The step of that id, or nothing."""
        return next((step for step in self.steps if step.id == step_id), None)
