"""The web chat as a channel: a visitor's own page, which reads its messages from the outbox."""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bots.capabilities import WEBCHAT
from bots.channel import Address, EventLane, Fetched, MediaFailed, Rates, RawEvent, ReadFile, Sent
from bots.fit.parts import Part
from bots.inbound import Arrival, Choice, Content, Media, MediaKind, Message, Pin, Sender, Text
from bots.reactions import Do, Reaction

NAME = "webchat"
TEXT_LIMIT = WEBCHAT.text
TOPIC = "samvad:webchat"
Wake = Callable[[str], Awaitable[None]]


async def wake(redis: Redis, address: str) -> None:
    """Tell every web process; a page that misses it finds the message at its next look."""
    with suppress(RedisError, OSError):
        await redis.publish(TOPIC, address)


class WebChat:
    """Parses what the page posts; sending is a nudge to the page, which fetches what is new."""

    name = NAME
    capabilities = WEBCHAT
    rates = Rates(per_second=500, person_every_s=0.05, person_burst=50)
    window: timedelta | None = None
    credential = NAME

    def __init__(self, read: ReadFile, wake: Wake) -> None:
        self._read = read
        self._wake = wake

    def split(self, raw: bytes) -> list[RawEvent]:
        """One post of the page is one event; the page gives it an id so that a repeat is recognised."""
        event = json.loads(raw)
        return [
            RawEvent(
                lane=EventLane.MESSAGE,
                vendor_key=f"{event['visitor']}:{event['id']}",
                body=json.dumps(event),
                sender=event["visitor"],
                at=datetime.fromtimestamp(event["at"], UTC),
            )
        ]

    def parse(self, body: str, received: datetime) -> tuple[Arrival, ...]:
        """What one stored event means; raises ValueError for kinds the page does not send."""
        event = json.loads(body)
        sender = Sender(NAME, event["visitor"], display_name=event.get("name", ""))
        return (
            Message(
                vendor_key=f"{event['visitor']}:{event['id']}",
                sender=sender,
                at=received,
                content=_content(event),
                reply_to=event.get("reply_to") or None,
            ),
        )

    async def send(self, to: Address, part: Part, our_key: str, *, replaces: str | None = None) -> Sent:
        """The message is where the page looks for it already; wake the page up."""
        await self._wake(to.external_id or "")
        return Sent(f"web:{our_key}")

    async def acknowledge(self, body: str) -> None:
        """The page knows that its post was taken."""

    async def typing(self, body: str) -> None:
        """The page shows by itself that it waits."""

    async def settle(self) -> None:
        """Nothing is left to tell."""

    async def fetch_media(self, ref: str, limit: int) -> Fetched:
        """What the page uploaded was stored at once; read it back."""
        try:
            data = await self._read(ref)
        except FileNotFoundError as error:
            raise MediaFailed("the upload is gone", retry=False) from error
        if len(data) > limit:
            raise MediaFailed("too large", retry=False)
        return Fetched(data)

    def reaction(self, code: str) -> Reaction:
        """Our own page gives no error codes."""
        return Reaction(Do.FAIL)

    async def close(self) -> None:
        """Nothing is held open."""


def _content(event: dict[str, Any]) -> Content:
    match event.get("kind"):
        case "text":
            return Text(str(event["text"])[:TEXT_LIMIT])
        case "choice":
            return Choice(str(event["option"])[:64], str(event.get("text", ""))[:100])
        case "pin":
            return Pin(float(event["lat"]), float(event["lon"]))
        case "media":
            return Media(
                kind=MediaKind(event["media"]),
                ref=str(event["ref"]),
                mime=str(event.get("mime", "")),
                name=str(event.get("name_of_file", ""))[:200],
                caption=str(event.get("text", ""))[:1024],
                size=int(event.get("size") or 0) or None,
            )
    raise ValueError(f"the web chat sends no {event.get('kind')!r}")
