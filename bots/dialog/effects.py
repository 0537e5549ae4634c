"""What the engine wants done: words to say, and deeds whose outcome comes back as an event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bots.outbound import Say

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A grievance as the citizen confirmed it. `key` makes filing idempotent (one draft, one ticket)."""

    key: str
    kind: str
    description: str
    language: str
    name: str
    area_id: int | None = None
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    attachments: tuple[int, ...] = ()
    department: str | None = None
    category: str | None = None
    chosen_by_citizen: bool = False
    on_behalf_of: str = ""
    urgent: bool = False
    confidential: bool = False
    incomplete: bool = False
    because: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Remember:
    """Facts about the person to keep; None leaves as is. `stopped` True/False opts out of / into notices.

    `broadcasts` False/True opts out of / into messages that go to a whole area.
    """

    name: str | None = None
    language: str | None = None
    area_id: int | None = None
    address: str | None = None
    phone: str | None = None
    consent_version: str | None = None
    stopped: bool | None = None
    broadcasts: bool | None = None


@dataclass(frozen=True, slots=True)
class FileTicket:
    """→ Filed or Refused."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class Act:
    """A ticket verb (tickets.lifecycle.Verb value) by whoever is chatting → Done or Refused."""

    verb: str
    ticket_id: int
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Look:
    """A question to the database → Found.

    | what | values |
    |---|---|
    | tickets | – (one's own, newest first) |
    | ticket | number, tail, ticket_id or vendor_id; phone_tail with a number proves the right to see it |
    | duplicates | text, area_id, category → Found.values: cluster (how many), parent (ticket to join) |
    | queue, today | – (an officer's) → Found.values: open, overdue |
    | search | text (an officer's) |
    """

    what: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time code typed by the person: joins an officer account or a second channel → Done or Refused."""

    code: str


@dataclass(frozen=True, slots=True)
class Personal:
    """A deed on the person's own data or account → Done.

    | what | values | Done.values |
    |---|---|---|
    | export, erase | – | – or storage_key, name, mime of a file to send at once |
    | link_code | – | code |
    | link_phone | phone, proven by the vendor | joined (whether a second channel was) |
    | pdf | ticket_id | – or storage_key, name |
    | files | ticket_id (they follow) | – |
    | listen | text (a voice note follows; offered where facts.can has "speech") | – |
    | leave | days (0: back at work) | state: back, covered or alone; substitute |
    | alerts | mode: at_once or bundle | – |
    | digest | – | – |
    | portal | – | url, minutes |
    """

    what: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Wake:
    """Come back later with a `Woken(kind)` event; replaces a waiting one of the same kind."""

    kind: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class Unwake:
    """Cancel pending wake-ups of a kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class CallOperator:
    """Flag the conversation for the screening desk."""

    reason: str
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Count something for the supervisors (deflections, refusals); no personal data."""

    name: str


Effect = Say | Remember | FileTicket | Act | Look | Link | Personal | Wake | Unwake | CallOperator | Count
