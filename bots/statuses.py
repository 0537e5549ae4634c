"""What became of our messages: ranked, never downgraded, matched even before the send was recorded."""

from datetime import timedelta

import clock
from bots import batches, hot, raw
from bots.channel import Channels, EventLane
from bots.inbound import DeliveryStatus
from bots.outbox import Outbox
from models import counters

# A late or repeated status finds a state of its own rank or higher and changes nothing.
_APPLY = """
UPDATE outbound SET state = '{state}', vendor_id = COALESCE(vendor_id, $2), sent_at = COALESCE(sent_at, $3),
  {more}claimed_until = NULL, flagged_at = NULL
WHERE (id = $1 OR vendor_id = $2) AND state IN ({below})
RETURNING id, channel
"""
_BELOW = {
    "sent": ("queued", "sending", "unknown"),
    "delivered": ("queued", "sending", "unknown", "sent", "failed"),
    "read": ("queued", "sending", "unknown", "sent", "failed", "delivered"),
}
_EARLIER = """
SELECT twin.id FROM inbound own JOIN inbound twin ON twin.channel = own.channel AND twin.vendor_key = $3
WHERE own.channel = $1 AND own.vendor_key = $2 AND twin.id < own.id
"""
# Too early to match: the send is not recorded yet, or somebody else's message.
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))


async def take_batch(channels: Channels, outbox: Outbox) -> int:
    """Apply the stored statuses, oldest first; returns how many."""

    async def one(row: hot.Row) -> None:
        channel = channels.get(str(row["channel"]))
        if channel is None:
            return
        for arrival in channel.parse(str(row["body"]), hot.when(row["received_at"]) or clock.now()):
            if isinstance(arrival, DeliveryStatus) and not await apply(arrival, outbox):
                await _later(int(row["id"]), int(row["attempts"]))

    return await batches.take(EventLane.STATUS, one)


async def _later(inbound_id: int, attempts: int) -> None:
    if attempts > len(WAITS):
        await hot.rows(
            "UPDATE inbound SET state = 'ignored', error = 'not our message' WHERE id = $1", inbound_id
        )
        return
    due = clock.now() + WAITS[attempts - 1]
    await hot.rows("UPDATE inbound SET state = 'new', next_attempt_at = $2 WHERE id = $1", inbound_id, due)


async def apply(status: DeliveryStatus, outbox: Outbox) -> bool:
    """Take one status into account; False when no message of ours matches yet."""
    key = status.our_key or ""
    is_part = "-" in key
    row_id = raw.whole(key.partition("-")[0]) or 0
    if status.status == "failed":
        return await outbox.status_failed(row_id, status, is_part=is_part)
    if is_part:
        await _count_part(status)
    if status.status not in _BELOW or is_part:
        return True
    if status.status == "read":
        # `delivered` may be left out when the chat is open.
        await _rise("delivered", row_id, status)
    if await _rise(status.status, row_id, status):
        return True
    known = await hot.rows(
        "SELECT id FROM outbound WHERE id = $1 OR vendor_id = $2 LIMIT 1", row_id, status.vendor_id
    )
    return bool(known)


async def _rise(state: str, row_id: int, status: DeliveryStatus) -> bool:
    """Raise the row to this state, if it is below; counts a message when it is first known as delivered."""
    below = ", ".join(f"'{name}'" for name in _BELOW[state])
    more = "" if state == "sent" else f"{state}_at = COALESCE({state}_at, $3), "
    sql = _APPLY.format(state=state, more=more, below=below)
    changed = await hot.rows(sql, row_id, status.vendor_id, status.at)
    if changed and state == "delivered":
        await _count(status, str(changed[0]["channel"]))
    return bool(changed)


async def _count_part(status: DeliveryStatus) -> None:
    """A long reply is several messages to Meta: each has its price, told with one status."""
    other = {"delivered": "read", "read": "delivered"}.get(status.status)
    if other is None:
        return
    own, twin = f"{status.vendor_id}:{status.status}", f"{status.vendor_id}:{other}"
    if not await hot.rows(_EARLIER, status.channel, own, twin):
        await _count(status, status.channel)


async def _count(status: DeliveryStatus, channel: str) -> None:
    """Each delivered message once, by what Meta calls it: the month's bill."""
    if status.pricing:
        await counters.add(f"{channel}:{status.pricing}", f"{status.at:%Y-%m}")
