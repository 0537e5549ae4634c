"""One turn: the oldest stored message of one sender, through the conversation, in one transaction."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import clock
from bots import albums, earlier, hot, identities
from bots.channel import Channel
from bots.inbound import Album, Edited, IdentityChange, Ignored, Media, Membership, Message
from bots.queue import Fresh, Turn, turn
from models import counters
from models.people import Identity
from models.tickets import Attachment
from tickets.transaction import transaction

_CLAIM = """
UPDATE inbound SET state = 'done', handled_at = $3 WHERE state = 'new' AND id = (
  SELECT id FROM inbound WHERE channel = $1 AND sender = $2 AND state = 'new' AND lane = 'message'
    AND (next_attempt_at IS NULL OR next_attempt_at <= $3)
  ORDER BY vendor_order, vendor_at, id LIMIT 1)
RETURNING id, body, received_at, attempts, EXISTS (SELECT 1 FROM inbound n WHERE n.channel = $1
  AND n.sender = $2
  AND n.state = 'new' AND n.lane = 'message' AND n.id <> inbound.id) AS more
"""
_NEXT = """
SELECT id, body, received_at, attempts FROM inbound
WHERE channel = $1 AND sender = $2 AND state = 'new' AND lane = 'message' ORDER BY vendor_order,
  vendor_at, id LIMIT 30
"""


class Handler(Protocol):
    """The conversation: takes one message of a locked identity, gives the ids of the replies it queued."""

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

    def __init__(self, inbound_id: int, attempts: int) -> None:
        super().__init__(f"inbound {inbound_id}")
        self.inbound_id = inbound_id
        self.attempts = attempts


async def take(channel: Channel, sender: str, handler: Handler) -> Taken | None:
    """Handle the oldest new message of this sender; None when there is none.

    The row is claimed after the person's lock is held, so that two processes never reorder one person's
    messages.
    """
    claimed: hot.Row | None = None
    try:
        async with transaction():
            found = await identities.lock(channel.name, sender)
            rows = await hot.rows(_CLAIM, channel.name, sender, clock.now())
            if not rows:
                return None
            claimed = rows[0]
            taken = await _handle(channel, sender, found, claimed, handler)
            return replace(taken, more=bool(claimed["more"]))
    except (AlbumOpen, identities.Raced):
        raise
    except Exception as error:
        if claimed is None or hot.is_outage(error):
            raise
        raise TurnFailed(int(claimed["id"]), int(claimed["attempts"])) from error


async def _handle(
    channel: Channel, sender: str, found: list[Identity], row: hot.Row, handler: Handler
) -> Taken:
    inbound_id, body = int(row["id"]), str(row["body"])
    received = hot.when(row["received_at"]) or clock.now()
    for arrival in channel.parse(body, received):
        match arrival:
            case Message():
                message = arrival
                if message.album:
                    message = await _collect(channel, sender, message, received)
                if isinstance(message.content, Edited):
                    before = await earlier.words(channel, sender, inbound_id, message.content.of)
                    message = replace(message, content=replace(message.content, before=before))
                return await _converse(message, found, inbound_id, body, handler)
            case Membership():
                await identities.membership(arrival.sender, reachable=arrival.reachable, at=arrival.at)
            case IdentityChange():
                await identities.relink(arrival)
            case Ignored():
                await ignore(inbound_id, arrival.why)
    return Taken(inbound_id, body)


async def ignore(inbound_id: int, why: str) -> None:
    """Mark a row as not for us, and count why."""
    await hot.rows("UPDATE inbound SET state = 'ignored', error = $2 WHERE id = $1", inbound_id, why)
    await counters.add(f"ignored:{why}", f"{clock.now():%Y-%m-%d}")


async def _converse(
    message: Message, found: list[Identity], inbound_id: int, body: str, handler: Handler
) -> Taken:
    identity = await identities.resolve(found, message.sender, clock.now())
    message = replace(message, late=_is_late(message, identity))
    message = await _with_attachments(message, identity)
    here = Turn(message.sender.channel, identity.id)
    token = turn.set(here)
    try:
        ids = await handler(message, identity, inbound_id=inbound_id)
    finally:
        turn.reset(token)
    await identities.seen(identity, message.sender, message.at, message.order)
    fresh = {reply.id for reply in here.replies}
    return Taken(inbound_id, body, identity, tuple(here.replies), tuple(i for i in ids if i not in fresh))


def _is_late(message: Message, identity: Identity) -> bool:
    """Whether a newer message was handled before; the vendor's sequence counts where there is one."""
    if message.order:
        older = identity.last_inbound_at is None or message.at <= identity.last_inbound_at
        return older and message.order < identity.last_seen_key
    return identity.last_inbound_at is not None and message.at < identity.last_inbound_at


async def _collect(channel: Channel, sender: str, first: Message, received: datetime) -> Message:
    """Join the album's stored parts, or give the turn back until no more come."""
    others: list[tuple[int, datetime, Message]] = []
    for row in await hot.rows(_NEXT, channel.name, sender):
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
