"""Taken by WhatsApp, yet never delivered: each flagged after hours; an alarm when it is most of them."""

from datetime import timedelta

import clock
from bots import hot
from bots.alarms import raise_alarm

LATE = timedelta(hours=6)
LOOKED_AT = timedelta(hours=24)
FEWEST, MOST = 10, 0.5
_FLAG = """
UPDATE outbound SET flagged_at = $1 WHERE state = 'sent' AND channel = 'whatsapp' AND sent_at < $2
  AND flagged_at IS NULL RETURNING id
"""
_FLAGGED = """
SELECT count(*) AS late FROM outbound WHERE flagged_at IS NOT NULL AND sent_at >= $1 AND sent_at < $2
"""
_ARRIVED = """
SELECT count(*) AS n FROM (SELECT 1 FROM outbound WHERE channel = 'whatsapp' AND sent_at >= $1
  AND sent_at < $2 AND state IN ('delivered', 'read') ORDER BY id DESC LIMIT {most}) AS arrived
"""


async def look(after: timedelta = LATE) -> int:
    """Flag what was sent so long ago; returns how many. A telephone may be off, but not most of them.

    Without a payment method Meta answers success and delivers nothing beyond what is free.
    """
    now = clock.now()
    found = await hot.rows(_FLAG, now, now - after)
    if found:
        await _weigh(now - after - LOOKED_AT, now - after)
    return len(found)


async def _weigh(*span: object) -> None:
    late = int((await hot.rows(_FLAGGED, *span))[0]["late"])
    if late < FEWEST:
        return
    arrived = int((await hot.rows(_ARRIVED.format(most=late + 1), *span))[0]["n"])
    if late <= MOST * (late + arrived):
        return
    key = f"whatsapp:undelivered:{clock.now():%Y%m%d}"
    await raise_alarm("undelivered", key, channel="whatsapp", count=str(late), all=str(late + arrived))
