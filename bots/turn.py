"""One turn: the oldest stored message of one sender, through the conversation, all of it or nothing."""

from collections.abc import Awaitable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import clock
from bots import albums, earlier, hot, identities, turn_rows
from bots.channel import Channel
from bots.inbound import (
    Album,
    Choice,
    Edited,
    IdentityChange,
    Ignored,
    Media,
    Membership,
    Message,
    Sender,
    Text,
)
from bots.moment import Moment, Raced, moment
from bots.queue import Fresh
from models import counters
from models.people import Identity
from models.tickets import Attachment
from tickets.once import remembering

_NEXT = """
SELECT id, body, received_at, attempts FROM inbound
WHERE channel = $1 AND sender = $2 AND id <> $3 AND state = 'new' AND lane = 'message' ORDER BY vendor_order,
  vendor_at, id LIMIT 30
"""


class Handler(Protocol):
    """The conversation: takes one message of an identity, gives ids of what it queued beside replies."""

    def __call__(self, message: Message, identity: Identity, *, inbound_id: int) -> Awaitable[list[int]]: ...


class AlbumOpen(Exception):
    """More parts of an album may still come; the turn is given back."""

    def __init__(self, seconds: float) -> None:
        super().__init__("album open")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Taken:
    """What one turn did: the inbox row, its body to acknowledge, the replies to whom; `more` rows wait."""

    inbound_id: int
    body: str
    identity: Identity | None = None
    replies: tuple[Fresh, ...] = ()
    other_ids: tuple[int, ...] = ()
    more: bool = False


class TurnFailed(Exception):
    """The turn was rolled back; says which inbox row it was about."""

    def __init__(self, inbound_id: int, attempts: int, body: str) -> None:
        super().__init__(f"inbound {inbound_id}")
        self.inbound_id = inbound_id
        self.attempts = attempts
        self.body = body


async def take(channel: Channel, sender: str, handler: Handler) -> Taken | None:
    """Handle the oldest new message of this sender; None when there is none.

    What it leads to is written only if nobody else handled it, or wrote to this conversation, since it was
    read: two processes never reorder or double one person's messages.
    """
    found = await turn_rows.read(channel.name, sender, clock.now())
    if not found:
        return None
    first = found[0]
    inbound_id = int(first["inbound_id"])
    try:
        async with AsyncExitStack() as stack:
            here = Moment(channel.name, inbound_id, stack, read=found)
            token = moment.set(here)
            try:
                with remembering():
                    taken = await _handle(channel, sender, here, first, handler)
            finally:
                moment.reset(token)
        return replace(taken, more=bool(first["more"]))
    except (AlbumOpen, Raced):
        raise
    except Exception as error:
        if hot.is_outage(error):
            raise
        raise TurnFailed(inbound_id, int(first["tries"]), str(first["body"])) from error


async def _handle(channel: Channel, sender: str, here: Moment, row: hot.Row, handler: Handler) -> Taken:
    body = str(row["body"])
    received = hot.when(row["received_at"]) or clock.now()
    arrivals = channel.parse(body, received)
    for arrival in arrivals:
        if isinstance(arrival, Message):
            message = await _prepared(channel, sender, here, arrival, received)
            return await _converse(message, here, body, handler)
    await here.begin()
    await turn_rows.claim(here.inbound_id)
    for arrival in arrivals:
        match arrival:
            case Membership():
                await identities.membership(arrival.sender, reachable=arrival.reachable, at=arrival.at)
            case IdentityChange():
                await identities.relink(arrival)
            case Ignored():
                await ignore(here.inbound_id, arrival.why)
    return Taken(here.inbound_id, body)


async def ignore(inbound_id: int, why: str) -> None:
    """Mark a row as not for us, and count why."""
    await hot.rows("UPDATE inbound SET state = 'ignored', error = $2 WHERE id = $1", inbound_id, why)
    await counters.add(f"ignored:{why}", f"{clock.now():%Y-%m-%d}")


async def _prepared(
    channel: Channel, sender: str, here: Moment, message: Message, received: datetime
) -> Message:
    """The message with the rest of its album, or with what it said before it was edited."""
    here.identity = _known(here.read, message.sender)
    if here.identity is None or not isinstance(message.content, Text | Choice):
        # More will be written than the conversation itself.
        await here.begin()
    if message.album:
        message = await _collect(channel, sender, here, message, received)
    if isinstance(message.content, Edited):
        before = await earlier.words(channel, sender, here.inbound_id, message.content.of)
        message = replace(message, content=replace(message.content, before=before))
    if here.identity is None:
        found = await identities.lock(channel.name, sender)
        here.identity = await identities.resolve(found, message.sender, clock.now())
    return message


def _known(found: Sequence[hot.Row], sender: Sender) -> Identity | None:
    """The sender, if there is one row of them and nothing about it has changed."""
    if found[0]["i_id"] is None or any(row["i_id"] != found[0]["i_id"] for row in found):
        return None
    identity = identities.of_row(found[0])
    return identity if identities.known(identity, sender) else None


async def _converse(message: Message, here: Moment, body: str, handler: Handler) -> Taken:
    identity = here.identity
    if identity is None:
        raise AssertionError("a message without a sender")
    message = replace(message, late=_is_late(message, identity))
    message = await _with_attachments(message, identity)
    others = await handler(message, identity, inbound_id=here.inbound_id)
    replies = await turn_rows.end(here, identity, message)
    return Taken(here.inbound_id, body, identity, tuple(replies), tuple(others))


def _is_late(message: Message, identity: Identity) -> bool:
    """Whether a newer message was handled before; the vendor's sequence counts where there is one."""
    if message.order:
        older = identity.last_inbound_at is None or message.at <= identity.last_inbound_at
        return older and message.order < identity.last_seen_key
    return identity.last_inbound_at is not None and message.at < identity.last_inbound_at


async def _collect(
    channel: Channel, sender: str, here: Moment, first: Message, received: datetime
) -> Message:
    """Join the album's stored parts, or give the turn back until no more come."""
    others: list[tuple[int, datetime, Message]] = []
    for row in await hot.rows(_NEXT, channel.name, sender, here.inbound_id):
        at = hot.when(row["received_at"]) or received
        others += [(int(row["id"]), at, part) for part in _messages(channel, str(row["body"]), at)]
    parts = albums.together(first, [message for _, _, message in others])
    mine = others[: len(parts) - 1]
    closed = len(others) > len(mine)
    seconds = albums.wait([received, *(at for _, at, _ in mine)], clock.now())
    if seconds > 0 and not closed:
        raise AlbumOpen(seconds)
    for inbound_id, _, _ in mine:
        await hot.rows(
            "UPDATE inbound SET state = 'done', handled_at = $2 WHERE id = $1", inbound_id, clock.now()
        )
    return albums.joined(parts)


def _messages(channel: Channel, body: str, at: datetime) -> list[Message]:
    """The message of a row that may be part of an album; a row that cannot be read ends the run."""
    try:
        return [arrival for arrival in channel.parse(body, at) if isinstance(arrival, Message)]
    except ValueError:
        return []


async def _with_attachments(message: Message, identity: Identity) -> Message:
    match message.content:
        case Media() as media:
            return replace(message, content=await _stored(media, message, identity))
        case Album(items):
            return replace(
                message, content=Album(tuple([await _stored(item, message, identity) for item in items]))
            )
    return message


async def _stored(media: Media, message: Message, identity: Identity) -> Media:
    now = clock.now()
    row = await Attachment.create(
        person_id=identity.person_id,
        channel=message.sender.channel,
        vendor_ref=media.ref[:400],
        vendor_message=message.vendor_key[:200],
        kind=media.kind.value,
        mime=media.mime[:100],
        name=media.name[:200],
        caption=media.caption,
        size=media.size,
        duration_s=media.duration_s,
        next_attempt_at=now,
        created_at=now,
    )
    return replace(media, attachment_id=row.id)
