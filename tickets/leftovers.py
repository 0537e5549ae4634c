"""What an erasure cannot find by keys: raw webhooks, cards that quoted a ticket, then the address itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tortoise.expressions import Q

from models.meetings import MeetingItem, MeetingOrder
from models.messages import Inbound, InboundState, Outbound, OutboundState
from models.officers import Officer
from models.people import Identity, Person, Session
from models.tickets import Attachment, Ticket, Timer
from tickets import erasure
from tickets.transaction import transaction

REPEATED = timedelta(days=8)
"""Vendors repeat a webhook for up to seven days; until then its key stays, or it would be news again."""
SILENT = timedelta(minutes=5)
UNSENT = (OutboundState.QUEUED, OutboundState.SENDING, OutboundState.UNKNOWN)
QUOTED = ("description", "citizen", "name", "phone", "address", "text", "words", "excerpt", "summary")
"""Facts of a frozen agenda that may repeat what the citizen said."""


@dataclass(frozen=True, slots=True)
class Swept:
    """Files to delete, and whether the sweep is done with; until then it has to come back."""

    files: tuple[str, ...]
    finished: bool


async def sweep(
    person_id: int, fresh_id: int, identities: Sequence[int], *, erased_at: datetime, now: datetime
) -> Swept:
    """Go through the old messages once more; safe to repeat."""
    tickets = await erasure.tickets_of(person_id)
    files = await erasure.attachments(person_id, tickets) + await erasure.messages(person_id, tickets)
    await _quoted(tickets)
    await _webhooks(identities, erased_at, now)
    gone = await _forget_address(fresh_id, now)
    return Swept(tuple(files), gone)


async def _quoted(tickets: Sequence[int]) -> None:
    """Cards, bundles and agendas of officers that name one of the tickets."""
    for number in await Ticket.filter(id__in=list(tickets)).values_list("number", flat=True):
        named = Outbound.filter(body__contains=str(number)).exclude(state__in=UNSENT)
        await named.update(body=erasure.EMPTY, error="")
    for item in await MeetingItem.filter(ticket_id__in=list(tickets)):
        item.facts = {key: "" if key in QUOTED else value for key, value in item.facts.items()}
        await item.save(update_fields=["facts"])
    await MeetingOrder.filter(ticket_id__in=list(tickets)).update(text="")


async def _webhooks(identities: Sequence[int], erased_at: datetime, now: datetime) -> None:
    for identity in await Identity.filter(id__in=list(identities)):
        keys = [key for key in (identity.external_id, identity.phone) if key]
        theirs = Q(channel=identity.channel, sender__in=keys)
        old = Inbound.filter(theirs, Q(received_at__lte=erased_at) | Q(lane="status"))
        await old.filter(received_at__lt=now - REPEATED).delete()
        await old.exclude(state=InboundState.NEW).update(
            body="{}", sender="", error="", state=InboundState.IGNORED
        )


async def _forget_address(fresh_id: int, now: datetime) -> bool:
    """The new person goes as well, unless they have begun anew since; True when nothing is left to do."""
    async with transaction():
        fresh = await Person.select_for_update().get_or_none(id=fresh_id)
        if fresh is None:
            return True
        ids = [
            int(str(key)) for key in await Identity.filter(person_id=fresh_id).values_list("id", flat=True)
        ]
        if fresh.merged_into_id or await _has_begun_anew(fresh, ids):
            return True
        if await Identity.filter(id__in=ids, last_inbound_at__gt=now - SILENT).exists():
            return False
        if await Outbound.filter(person_id=fresh_id, state__in=UNSENT).exists():
            return False
        await Session.filter(identity_id__in=ids).delete()
        await Timer.filter(identity_id__in=ids).exclude(kind=KIND).delete()
        await Outbound.filter(person_id=fresh_id).delete()
        await Identity.filter(id__in=ids).delete()
        await fresh.delete()
    return True


KIND = "errand:erase"
"""The timer that carries this very sweep."""


async def _has_begun_anew(fresh: Person, identities: Sequence[int]) -> bool:
    if fresh.consent_version or await Officer.filter(person_id=fresh.id).exists():
        return True
    filed = await Ticket.filter(citizen_id=fresh.id).exists()
    return filed or await Attachment.filter(person_id=fresh.id).exists()
