"""A broadcast's messages in the outbox: queued many at a time, and looked at once more before each leaves."""

from datetime import datetime

import clock
import settings
from bots import broadcasts, hot
from bots.quiet import leaves_at
from models.broadcasts import Broadcast
from models.messages import Lane, Outbound, OutboundState
from tickets import audience

_QUEUE = """
INSERT INTO outbound (key, person_id, channel, lane, purpose, body, urgent, attempts, next_attempt_at,
  created_at, expires_at, error_code, error, card, sent_parts, state, broadcast_id)
SELECT $4::text || p.id, p.id, '', $5::text, $6::text,
  CASE p.language WHEN 'hne' THEN $7::text WHEN 'en' THEN $8::text ELSE $9::text END,
  FALSE, 0, $10::timestamptz, $10::timestamptz, $11::timestamptz, '', '', '', 0, 'queued', $12::bigint
FROM person p WHERE p.id IN ({ids}) AND {living} AND {willing}
  AND NOT EXISTS (SELECT 1 FROM outbound o WHERE o.broadcast_id = $12::bigint AND o.person_id = p.id)
ON CONFLICT (key) DO NOTHING RETURNING id
"""
_WANTED = """
SELECT 1 FROM outbound o JOIN person p ON p.id = o.person_id LEFT JOIN broadcast b ON b.id = o.broadcast_id
WHERE o.id = $1 AND p.stopped_at IS NULL AND p.broadcasts_off_at IS NULL AND p.erased_at IS NULL
  AND (b.id IS NULL OR b.state <> 'cancelled')
"""
AWAKE = (Lane.REPLY, Lane.NOTICE)


async def queue_part(row: Broadcast, after: int, until: int, expires_at: datetime) -> int:
    """Queue it for those meant whose ids are in this range, each once for ever; gives how many are new."""
    ids = audience.there(path="$1", after="$2", until="$3", department="$13" if row.department_id else "")
    sql = _QUEUE.format(ids=ids, living=audience.LIVING, willing=audience.WILLING)
    hne, en, hi = (broadcasts.say(row, language).to_json() for language in ("hne", "en", "hi"))
    values: list[object] = [
        audience.within(row.area_path), after, until, f"broadcast:{row.id}:", Lane.BULK.value,
        broadcasts.PURPOSE, hne, en, hi, clock.now(), expires_at, row.id,
    ]  # fmt: skip
    if row.department_id:
        values.append(row.department_id)
    return len(await hot.rows(sql, *values))


async def take_back(person_id: int) -> None:
    """They have just said that they want none: what waits for them does not leave."""
    waiting = Outbound.filter(person_id=person_id, lane=Lane.BULK, state=OutboundState.QUEUED)
    await waiting.update(state=OutboundState.CANCELLED, error="no longer wanted")


def is_quiet(now: datetime) -> bool:
    """Whether it is night: nothing to many leaves now, however it came to be due."""
    office = settings.current().office
    return leaves_at(now, office.quiet_from, office.quiet_to, office.zone) > now


def lanes_now() -> tuple[Lane, ...]:
    """The lanes that may send at this hour; none named means all."""
    return AWAKE if is_quiet(clock.now()) else ()


async def is_wanted(outbound_id: int) -> bool:
    """The last look before a message to many leaves: nobody ended it, and the person still wants such."""
    if settings.current().elections.code_of_conduct:
        return False
    return bool(await hot.rows(_WANTED, outbound_id))
