"""The statements of a plain turn: one that reads all of it, one that ends it."""

from datetime import datetime
from functools import cache

import clock
from bots import hot, identities, standing
from bots.inbound import Message
from bots.moment import Moment, Raced
from bots.queue import LEASE, Fresh
from models.people import Identity

_READ = """
SELECT n.id AS inbound_id, n.body AS body, n.received_at AS received_at, n.attempts AS tries,
  EXISTS (SELECT 1 FROM inbound m WHERE m.channel = $1 AND m.sender = $2 AND m.state = 'new'
    AND m.lane = 'message' AND m.id <> n.id) AS more, {identity}, {standing}
FROM (SELECT id, body, received_at, attempts FROM inbound WHERE channel = $1 AND sender = $2
    AND state = 'new' AND lane = 'message' AND (next_attempt_at IS NULL OR next_attempt_at <= $3)
  ORDER BY vendor_order, vendor_at, id LIMIT 1) n
LEFT JOIN identity i ON i.channel = $1 AND (i.external_id = $2 OR i.phone = $2)
LEFT JOIN person p ON p.id = i.person_id
{joins}
ORDER BY CASE WHEN i.external_id = $2 THEN 0 ELSE 1 END, i.id, o.id
"""
_SEEN = """
UPDATE identity SET turn = turn + 1,
  last_seen_key = CASE WHEN last_seen_key > $6 THEN last_seen_key ELSE $6 END,
  last_inbound_at = CASE WHEN last_inbound_at > $5 THEN last_inbound_at ELSE $5 END,
  blocked_at = NULL, failures = 0, display_name = $7, username = $8
WHERE id = $1 AND (turn = $2 OR $9) RETURNING id
"""
_DONE = """
UPDATE inbound SET state = 'done', handled_at = $3 WHERE id = $4 AND state = 'new' {seen} RETURNING id
"""
_CLAIM = "UPDATE inbound SET state = 'done', handled_at = $2 WHERE id = $1 AND state = 'new' RETURNING id"
_KEEP = """
INSERT INTO session (identity_id, state, updated_at)
SELECT $1::bigint, $10::text, $3::timestamptz {done} WHERE $10::text IS NOT NULL ON CONFLICT (identity_id)
DO UPDATE SET state = EXCLUDED.state, updated_at = EXCLUDED.updated_at RETURNING identity_id
"""
# While an earlier reply is still on its way, what is said now waits in line behind it.
_AHEAD = """
SELECT count(*)::int AS n FROM (SELECT 1 FROM outbound WHERE person_id = $11 AND lane = '0reply'
  AND state IN ('queued', 'sending') LIMIT 1) AS earlier
"""
_SAY = """
INSERT INTO outbound (key, purpose, body, card, urgent, person_id, identity_id, channel, lane, attempts,
  next_attempt_at, claimed_until, created_at, error_code, error, sent_parts, state)
{lines} ON CONFLICT (key) DO NOTHING RETURNING id, key, state
"""
_LINE = """
SELECT {own}, $11::bigint, $1::bigint, $12::text, '0reply', 0, $3::timestamptz,
  CASE WHEN ahead.n = 0 THEN $13::timestamptz END, $3::timestamptz, '', '', 0,
  CASE WHEN ahead.n = 0 THEN 'sending' ELSE 'queued' END FROM {source} WHERE true
"""
_WHOLE = """
WITH seen AS ({seen}), done AS ({done}), kept AS ({kept}), ahead AS ({ahead}), said AS ({said})
SELECT said.* FROM done LEFT JOIN said ON true
"""
_TYPES = ("text", "text", "text", "text", "boolean")
FIRST = 14
"""The first parameter of the first reply: its key, purpose, body, card, and whether it is urgent."""


async def read(channel: str, sender: str, now: datetime) -> list[hot.Row]:
    """The sender's oldest new message with all that a plain turn needs to know; nothing when there is none.

    A row for each identity that the sender may be, the one of the id first.
    """
    return await hot.rows(_read(), channel, sender, now)


@cache
def _read() -> str:
    return _READ.format(identity=identities.columns(), standing=standing.COLUMNS, joins=standing.JOINS)


async def claim(inbound_id: int) -> None:
    """This message is handled by the transaction that runs; raises Raced when another has done it."""
    if not await hot.rows(_CLAIM, inbound_id, clock.now()):
        raise Raced(str(inbound_id))


async def end(here: Moment, identity: Identity, message: Message) -> list[Fresh]:
    """All that a turn leaves: the message done, the conversation kept, the replies claimed for sending.

    Raises Raced when somebody else wrote to the conversation since it was read.
    """
    now, sender = clock.now(), message.sender
    values: list[object] = [
        identity.id, identity.turn, now, here.inbound_id, message.at, message.order,
        sender.display_name or identity.display_name, sender.username or identity.username, here.begun,
        here.state,
    ]  # fmt: skip
    if here.replies:
        values += [identity.person_id, here.channel, now + LEASE]
    for reply in here.replies:
        values += [reply.key, reply.purpose, reply.say.to_json(), reply.say.card[:80], reply.urgent]
    if hot.on_sqlite():
        stored = await _one_by_one(here, values)
    else:
        stored = await hot.rows(_whole(len(here.replies)), *values)
    if not stored:
        raise Raced(here.channel)
    rows = {str(row["key"]): row for row in stored}
    return [
        Fresh(
            int(row["id"]), identity.id, identity.person_id, reply.key, reply.say, str(row["state"]),
            reply.purpose, now,
        )
        for reply in here.replies
        if (row := rows.get(reply.key))
    ]  # fmt: skip


@cache
def _whole(replies: int) -> str:
    """All of it as one statement of PostgreSQL."""
    done, kept = _DONE.format(seen="AND EXISTS (SELECT 1 FROM seen)"), _KEEP.format(done="FROM done")
    said = _say(replies, "done, ahead") if replies else "SELECT NULL AS key"
    return _WHOLE.format(seen=_SEEN, done=done, kept=kept, ahead=_AHEAD if replies else "SELECT 0", said=said)


def _say(replies: int, source: str) -> str:
    lines = []
    for first in range(FIRST, FIRST + replies * len(_TYPES), len(_TYPES)):
        own = ", ".join(f"${first + at}::{kind}" for at, kind in enumerate(_TYPES))
        lines.append(_LINE.format(own=own, source=source))
    return _SAY.format(lines=" UNION ALL ".join(lines))


async def _one_by_one(here: Moment, values: list[object]) -> list[hot.Row]:
    """SQLite has no statements within statements; its transaction lets nobody in between."""
    await here.begin(check=False)
    if not await hot.rows(_SEEN, *values[:9]):
        raise Raced(here.channel)
    await claim(here.inbound_id)
    if here.state is not None:
        await hot.rows(_KEEP.format(done=""), *values[:10])
    if not here.replies:
        return [{"key": None}]
    return await hot.rows(_say(len(here.replies), f"({_AHEAD}) AS ahead"), *values)
