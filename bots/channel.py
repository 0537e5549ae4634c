"""What every channel can do, and how a failed send says what to do next."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import settings
from bots.capabilities import BY_CHANNEL
from bots.fit.limits import Capabilities
from bots.fit.parts import Part
from bots.inbound import Arrival
from bots.reactions import Reaction


class EventLane(StrEnum):
    """What a stored event is; statuses never wait behind messages nor the other way round."""

    MESSAGE = "message"
    STATUS = "status"
    ACCOUNT = "account"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class RawEvent:
    """One single event cut out of a webhook body, as it is stored; `body` is pure ASCII JSON."""

    lane: EventLane
    vendor_key: str
    body: str
    sender: str = ""
    at: datetime | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """Where one person is reached on one channel."""

    identity_id: int
    channel: str
    external_id: str | None
    phone: str | None = None

    @property
    def key(self) -> str:
        """What per-person limits count by."""
        return self.external_id or self.phone or str(self.identity_id)


@dataclass(frozen=True, slots=True)
class Sent:
    """The vendor took it; `vendor_id` may be empty when it answered without one."""

    vendor_id: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A media file's bytes and what the vendor says they are."""

    data: bytes
    mime: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rates:
    """What the vendor allows.

    Messages a second over all, and to one person one every so often after a burst.
    """

    per_second: int
    person_every_s: float
    person_burst: int
    notice_burst: int = 1


class SendFailed(Exception):
    """The vendor refused or did not answer; `reaction` is what its code calls for.

    `retry_after` is the vendor's own word in seconds, `moved_to` the address it names instead; whoever sends
    notes in `template` which template was refused.
    """

    def __init__(
        self,
        code: str,
        detail: str,
        reaction: Reaction,
        *,
        retry_after: float | None = None,
        moved_to: str = "",
    ) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.reaction = reaction
        self.retry_after = retry_after
        self.moved_to = moved_to
        self.template = ""


class MediaFailed(Exception):
    """A file could not be fetched; `retry` says whether a later try may succeed."""

    def __init__(self, why: str, *, retry: bool) -> None:
        super().__init__(why)
        self.why = why
        self.retry = retry


class Channel(Protocol):
    """One way to talk to people.

    `window` is how long free words may follow a person's message; None for ever.
    """

    name: str
    capabilities: Capabilities
    rates: Rates
    window: timedelta | None
    credential: str

    def split(self, raw: bytes) -> list[RawEvent]:
        """Cut a webhook body into single events; what cannot be read comes back as one unreadable event."""
        ...

    def parse(self, body: str, received: datetime) -> tuple[Arrival, ...]:
        """What one stored event means; raises ValueError when it cannot be understood."""
        ...

    async def send(self, to: Address, part: Part, our_key: str, *, replaces: str | None = None) -> Sent:
        """Hand one message to the vendor, or raise SendFailed.

        `replaces` is an earlier message to edit instead.
        """
        ...

    async def acknowledge(self, body: str) -> None:
        """A message was handled: answer its tap, or remember it as seen; never raises."""
        ...

    async def typing(self, body: str) -> None:
        """Show that we are about to answer this message; never raises."""
        ...

    async def settle(self) -> None:
        """Called every few seconds: tell the vendor in one go what can wait (read receipts); never raises."""
        ...

    async def fetch_media(self, ref: str, limit: int) -> Fetched:
        """The bytes of a media reference, at most `limit`; raises MediaFailed."""
        ...

    def reaction(self, code: str) -> Reaction:
        """What an error code calls for, wherever it was read (answer, status, webhook)."""
        ...

    async def close(self) -> None:
        """Give back connections."""
        ...


ReadFile = Callable[[str], Awaitable[bytes]]
Channels = Mapping[str, Channel]


def capabilities(name: str) -> frozenset[str]:
    """What a dialog on this channel may offer: buttons, list, location, contact, form, edit."""
    known = BY_CHANNEL.get(name)
    names = known.names() if known else frozenset[str]()
    return names if settings.current().whatsapp.flow_id else names - {"form"}
