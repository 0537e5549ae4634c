"""A conversation in this terminal: one more channel, for trying things out."""

import itertools
import json
from collections.abc import Callable
from datetime import datetime, timedelta

import clock
from bots import raw
from bots.capabilities import TERMINAL
from bots.channel import Address, EventLane, Fetched, MediaFailed, Rates, RawEvent, Sent
from bots.fit.parts import Part, Shape
from bots.inbound import Arrival, Message, Sender, Text
from bots.reactions import Do, Reaction

NAME = "terminal"


class Terminal:
    """See bots.channel.Channel."""

    name = NAME
    capabilities = TERMINAL
    window: timedelta | None = None
    credential = ""
    rates = Rates(per_second=1000, person_every_s=0, person_burst=1)

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._ids = itertools.count(1)

    def line(self, who: str, text: str) -> bytes:
        """A typed line as a webhook body."""
        at = clock.now()
        body = {
            "id": f"{who}:{at.timestamp():.6f}:{next(self._ids)}",
            "who": who,
            "text": text,
            "at": int(at.timestamp()),
        }
        return json.dumps(body).encode()

    def split(self, body: bytes) -> list[RawEvent]:
        """One line is one event."""
        line = raw.obj(raw.read(body))
        return [
            RawEvent(
                EventLane.MESSAGE,
                raw.text(line["id"]),
                raw.dump(line),
                raw.text(line["who"]),
                raw.moment(line["at"]),
            )
        ]

    def parse(self, body: str, received: datetime) -> tuple[Arrival, ...]:
        """Always words."""
        line = raw.obj(raw.read(body))
        sender = Sender(NAME, raw.text(line.get("who")))
        return (Message(raw.text(line.get("id")), sender, received, Text(raw.text(line.get("text")))),)

    async def send(self, to: Address, part: Part, our_key: str, *, replaces: str | None = None) -> Sent:
        """Print it; a file is named."""
        if part.file is not None:
            self._write(f"[{part.file.kind}: {part.file.name or part.file.storage_key}]")
        if part.text or part.shape is not Shape.FILE:
            self._write(part.text)
        return Sent(f"terminal:{our_key}")

    async def acknowledge(self, body: str) -> None:
        """Nobody waits for a tick here."""

    async def typing(self, body: str) -> None:
        """A terminal waits with its reader."""

    async def settle(self) -> None:
        """Nothing is left to tell."""

    async def fetch_media(self, ref: str, limit: int) -> Fetched:
        """A terminal sends no files."""
        raise MediaFailed("no files here", retry=False)

    def reaction(self, code: str) -> Reaction:
        """Nothing to try again."""
        return Reaction(Do.FAIL)

    async def close(self) -> None:
        """Nothing to give back."""
