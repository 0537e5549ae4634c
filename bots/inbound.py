"""What arrived, in one vocabulary for every channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MediaKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: the vendor's stable id first, the phone (E.164 with +) where the vendor gives it."""

    channel: str
    external_id: str | None
    phone: str | None = None
    username: str | None = None
    display_name: str = ""
    language_code: str = ""

    @property
    def key(self) -> str:
        """The string that orders one person's messages; empty only when the vendor named nobody."""
        return self.external_id or self.phone or ""


@dataclass(frozen=True, slots=True)
class Text:
    """Typed words (or a command: "/queue", "/start payload" stay words)."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A tapped button or list row. The id is client-controlled: the dialog checks it against its own step."""

    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A location in degrees."""

    lat: float
    lon: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """One file. `attachment_id` is set by the shell once the row is stored; sizes in bytes."""

    kind: MediaKind
    ref: str
    mime: str = ""
    caption: str = ""
    name: str = ""
    size: int | None = None
    duration_s: int | None = None
    attachment_id: int | None = None
    transcript: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """Several files sent together; counts as one message."""

    items: tuple[Media, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; `own` only when the vendor proves it is the sender's number."""

    phone: str
    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """A completed WhatsApp Flow: field → value."""

    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """The person changed an earlier message; `before` are the words it had, added by the shell."""

    of: str
    text: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    of: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji on one of our messages; empty when it was taken back."""

    of: str
    emoji: str


LOST = "broken media"
"""The vendor could not give us the file: it must be sent again."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something real that the dialog cannot use: sticker, poll, dice, order; or media that was LOST."""

    what: str


Content = (
    Text | Choice | Pin | Media | Album | Contact | FormAnswer | Edited | Deleted | Reaction | Unsupported
)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing one person sent; `at` is the vendor's time (UTC), `order` its sequence where there is one.

    `late`: a newer message of the same person was handled before this one arrived,
    so it answers nothing asked now.
    """

    vendor_key: str
    sender: Sender
    at: datetime
    content: Content
    order: int = 0
    reply_to: str | None = None
    forwarded: bool = False
    late: bool = False
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """The person blocked (`reachable=False`) or unblocked the bot.

    Or opted out of/into vendor-level marketing.
    """

    sender: Sender
    reachable: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """A person's number or id changed: whoever was `old` is now `new`."""

    channel: str
    old: Sender
    new: Sender
    at: datetime


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """What became of a message of ours; `our_key` is the outbox id that travelled with it."""

    channel: str
    vendor_id: str
    status: str
    at: datetime
    recipient: str = ""
    our_key: str | None = None
    error_code: str = ""
    error: str = ""
    pricing: str = ""


PREFERENCE = "preference"
PEOPLE_A_DAY = "people_a_day"


@dataclass(frozen=True, slots=True)
class AccountNotice:
    """News about our own account: template state, quality, restriction, whom it may write to first.

    As PREFERENCE it is a person's word to the vendor that they want marketing from us no more, or again.
    """

    channel: str
    what: str
    facts: Mapping[str, str]
    at: datetime


@dataclass(frozen=True, slots=True)
class Ignored:
    """Not for us (group, other number, our own echo); counted by `why`."""

    why: str


Arrival = Message | Membership | IdentityChange | DeliveryStatus | AccountNotice | Ignored
