"""What the engine is told: a message, or the outcome of a deed it asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bots.dialog.effects import Json
from bots.inbound import Message


@dataclass(frozen=True, slots=True)
class Heard:
    """The person sent something (media already stored as attachment rows)."""

    message: Message


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as the person in this chat may see it; texts in their language, times UTC.

    `mine` is the citizen's own; `open` means that words can still be added. `actions` are the verb values the
    lifecycle table allows this person now. Officer-only fields stay empty for citizens.
    """

    id: int
    number: str
    kind: str
    status: str
    department: str = ""
    category: str = ""
    place: str = ""
    description: str = ""
    due_at: datetime | None = None
    submitted_at: datetime | None = None
    resolution: str = ""
    question: str = ""
    urgent: bool = False
    confidential: bool = False
    overdue: bool = False
    open: bool = True
    mine: bool = True
    photo_required: bool = False
    photos: int = 0
    citizen: str = ""
    officer: str = ""
    because: str = ""
    map_link: str = ""
    actions: tuple[str, ...] = ()
    attachments: tuple[int, ...] = ()
    joined: int = 0
    nudged: int = 0
    files: int = 0
    hops: int = 0


@dataclass(frozen=True, slots=True)
class Filed:
    ticket: TicketView


@dataclass(frozen=True, slots=True)
class Done:
    """A deed succeeded. `what` repeats the verb / Personal.what / "link"; values carry what it produced."""

    what: str
    ticket: TicketView | None
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Refused:
    """A deed was refused: `code` is a text id suffix (tickets.errors), `ticket` its state where known."""

    what: str
    code: str
    ticket: TicketView | None
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a Look."""

    what: str
    tickets: tuple[TicketView, ...]
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Told:
    """A notification asked something ("verdict", "answer", "message"): the dialog waits for the answer."""

    what: str
    ticket_id: int
    number: str


@dataclass(frozen=True, slots=True)
class Woken:
    """A Wake fell due."""

    kind: str


Event = Heard | Filed | Done | Refused | Found | Told | Woken
