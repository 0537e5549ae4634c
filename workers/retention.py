"""What has been kept long enough, by kind of data and the settings' days; a report unless told to delete."""

from datetime import timedelta
from typing import Any

from tortoise.queryset import QuerySet

import clock
import settings
from bots.storage import open_storage
from models.hooks import CallState, HookCall
from models.messages import Alert, Inbound, InboundState, Outbound, OutboundState
from models.officers import AccessLog
from models.people import LinkCode
from models.tickets import Attachment, Timer
from tickets import leftovers
from tickets.lifecycle import ENDED
from workers import erased, forgotten

ENDS = (
    OutboundState.SENT,
    OutboundState.DELIVERED,
    OutboundState.READ,
    OutboundState.FAILED,
    OutboundState.UNREACHABLE,
    OutboundState.CANCELLED,
)
TIMERS_KEPT = timedelta(days=90)


async def run(*, delete: bool) -> dict[str, int]:
    """Count what is due to go, and let it go when `delete`; tickets and their events always stay."""
    keep, now = settings.current().retention, clock.now()
    old_raw, old_words = now - timedelta(days=keep.raw_days), now - timedelta(days=keep.messages_days)
    # Read messages wait for nobody; parked ones stay until somebody has looked at them.
    rows: dict[str, QuerySet[Any]] = {
        "inbound": Inbound.filter(
            received_at__lt=old_raw, state__in=[InboundState.DONE, InboundState.IGNORED]
        ),
        "outbound": Outbound.filter(created_at__lt=old_words, state__in=ENDS),
        # An erasure left these only so that a repeated webhook is known as one.
        "emptied webhooks": Inbound.filter(
            body="{}", state=InboundState.IGNORED, received_at__lt=now - leftovers.REPEATED
        ),
        "access log": AccessLog.filter(at__lt=now - timedelta(days=keep.access_log_days)),
        "link codes": LinkCode.filter(expires_at__lt=now - timedelta(days=1)),
        "alerts": Alert.filter(sent_at__lt=old_words),
        "hook calls": HookCall.filter(state__in=[CallState.DONE, CallState.GAVE_UP], done_at__lt=old_raw),
        "timers": Timer.filter(
            state__in=["done", "skipped", "cancelled"], due_at__lt=now - TIMERS_KEPT, ticket_id=None
        ),
    }
    # Files first: they are found by rows that are about to go.
    files = await forgotten.files(delete=delete)
    found = {what: await query.count() for what, query in rows.items()}
    if delete:
        for query in rows.values():
            await query.delete()
    found["media"] = await _media(delete=delete)
    found["erased again"] = await erased.erase_again(delete=delete)
    return found | files | await forgotten.people(delete=delete)


async def _media(*, delete: bool) -> int:
    """Files of tickets that ended long ago; the row stays, so that the timeline still says what was sent."""
    before = clock.now() - timedelta(days=settings.current().retention.media_days)
    old = await Attachment.filter(ticket__status__in=ENDED, ticket__closed_at__lt=before).exclude(
        storage_key=""
    )
    if delete:
        storage = open_storage(settings.current())
        for attachment in old:
            await storage.delete(attachment.storage_key)
            await Attachment.filter(id=attachment.id).update(storage_key="", state="expired")
    return len(old)
