"""Where one conversation stands: frozen, versioned, kept as JSON between turns."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bots.dialog.effects import Json

VERSION = 1
_TRAIL = 24
_PARKED = 4
_PENDING = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """One conversation in progress: the question asked, what was answered, the way back and forward again.

    `draft` is the vendor key of the message that began it: it names the draft, and buttons carry its mark.
    """

    step: str = ""
    answers: Mapping[str, Json] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    draft: str = ""
    misses: int = 0
    ahead: tuple[str, ...] = ()

    def put(self, **answers: Json) -> "Frame":
        """The frame with these answers; None removes one."""
        kept = {key: value for key, value in {**self.answers, **answers}.items() if value is not None}
        return replace(self, answers=kept)


@dataclass(frozen=True, slots=True)
class Pending:
    """A question put by a notification that waits: "verdict" or "answer" of a ticket; `at` in seconds."""

    what: str
    ticket_id: int
    number: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How the person writes: for bursts, floods and machines. Times are seconds since 1970."""

    last_at: float = 0.0
    minute: float = 0.0
    count: int = 0
    answered_at: float = 0.0
    text: str = ""
    same: int = 0
    media_at: float = 0.0
    album: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """Everything the dialog remembers of one chat; the person's own facts are kept elsewhere.

    `offered` are the buttons (id, label) under the last message, for those who type their number instead.
    `notes` are words that wait for the outcome of a deed, to be said in one message with what follows.
    """

    version: int = VERSION
    frame: Frame = field(default_factory=Frame)
    parked: tuple[Frame, ...] = ()
    pending: tuple[Pending, ...] = ()
    pace: Pace = field(default_factory=Pace)
    noticed: str = ""
    language: str = ""
    filed: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()
    offered: tuple[tuple[str, str], ...] = ()

    @property
    def step(self) -> str:
        """The question whose answer is awaited; empty when nothing was asked."""
        return self.frame.step

    @classmethod
    def new(cls) -> "Session":
        """A chat in which nothing was said yet."""
        return cls()

    def waits(self, what: str, ticket_id: int, number: str, at: float = 0.0) -> "Session":
        """The session with one more question of a notification waiting; the newest is asked first."""
        others = tuple(item for item in self.pending if item.ticket_id != ticket_id)
        return replace(self, pending=(Pending(what, ticket_id, number, at), *others)[:_PENDING])

    def settled(self, ticket_id: int) -> "Session":
        """The session without questions about that ticket."""
        return replace(self, pending=tuple(item for item in self.pending if item.ticket_id != ticket_id))

    def to_json(self) -> str:
        """What is stored between turns; what is as in a new session is left out."""
        kept: dict[str, object] = {
            "version": self.version,
            "frame": _plain(self.frame),
            "pace": _plain(self.pace),
        }
        if self.parked:
            kept["parked"] = [_plain(frame) for frame in self.parked]
        if self.pending:
            kept["pending"] = [_plain(item) for item in self.pending]
        for name in ("noticed", "language", "notes", "offered"):
            if value := getattr(self, name):
                kept[name] = value
        if self.filed[1]:
            kept["filed"] = self.filed
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Session":
        """What `to_json` wrote, by this version of the code or another; what cannot be read begins afresh."""
        try:
            return _read(json.loads(text)) if text else cls()
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return cls()


def _plain(value: Frame | Pace | Pending) -> dict[str, object]:
    """The fields that hold something; asdict would copy every answer."""
    return {name: found for name in value.__slots__ if (found := getattr(value, name))}


def _read(raw: dict[str, Any]) -> Session:
    return Session(
        version=VERSION,
        frame=_frame(raw.get("frame", {})),
        parked=tuple(_frame(item) for item in raw.get("parked", ()))[:_PARKED],
        pending=tuple(
            Pending(
                str(item["what"]), int(item["ticket_id"]), str(item["number"]), float(item.get("at", 0.0))
            )
            for item in raw.get("pending", ())
        ),
        pace=_pace(raw.get("pace", {})),
        noticed=str(raw.get("noticed", "")),
        language=str(raw.get("language", "")),
        notes=tuple(str(note) for note in raw.get("notes", ())),
        offered=tuple((str(item[0]), str(item[1])) for item in raw.get("offered", ())),
        filed=(str(raw["filed"][0]), str(raw["filed"][1])) if raw.get("filed") else ("", ""),
    )


def _frame(raw: dict[str, Any]) -> Frame:
    answers = raw.get("answers", {})
    return Frame(
        step=str(raw.get("step", "")),
        answers=dict(answers.items()),
        trail=tuple(str(step) for step in raw.get("trail", ()))[-_TRAIL:],
        draft=str(raw.get("draft", "")),
        misses=int(raw.get("misses", 0)),
        ahead=tuple(str(step) for step in raw.get("ahead", ()))[:_TRAIL],
    )


def _pace(raw: dict[str, Any]) -> Pace:
    """Counters of another version are worth nothing by themselves: unknown ones are left out."""
    fresh = Pace()
    return replace(
        fresh, **{key: type(getattr(fresh, key))(raw[key]) for key in Pace.__slots__ if key in raw}
    )
