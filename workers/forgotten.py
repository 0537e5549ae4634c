"""What nobody comes back for: files that reached no ticket, papers we made, people who only said hello."""

from datetime import datetime, timedelta

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
import settings
from bots.storage import Storage, open_storage
from models.messages import Outbound, OutboundState
from models.officers import Officer
from models.people import Identity, Person, Session
from models.supervision import CallListEntry
from models.tickets import Attachment, Event, Ticket, Timer
from tickets import erasure
from tickets.transaction import transaction

MADE = '"storage_key":"made/'
UNSENT = (OutboundState.QUEUED, OutboundState.SENDING, OutboundState.UNKNOWN)


async def files(*, delete: bool) -> dict[str, int]:
    """Loose uploads, and papers and voices that were made for one person, older than raw data is kept."""
    before = clock.now() - timedelta(days=settings.current().retention.raw_days)
    storage = open_storage(settings.current())
    return {
        "loose files": await _loose(before, storage, delete=delete),
        "made files": await _made(before, storage, delete=delete),
    }


async def _loose(before: datetime, storage: Storage, *, delete: bool) -> int:
    found = await Attachment.filter(ticket_id=None, created_at__lt=before)
    for row in found if delete else ():
        if (
            row.storage_key
            and not await Attachment.filter(storage_key=row.storage_key).exclude(id=row.id).exists()
        ):
            await storage.delete(row.storage_key)
        await row.delete()
    return len(found)


async def _made(before: datetime, storage: Storage, *, delete: bool) -> int:
    sent = Outbound.filter(created_at__lt=before, body__contains=MADE).exclude(state__in=UNSENT)
    found = await sent.only("id", "body")
    for row in found if delete else ():
        for key in erasure.made_files(row.body):
            await storage.delete(key)
        await Outbound.filter(id=row.id).update(body=erasure.EMPTY)
    return len(found)


def silent(before: datetime) -> QuerySet[Person]:
    """People without a ticket, an account or a pending call who have not written since."""
    busy = Q(id__in=Subquery(Ticket.all().values("citizen_id")))
    busy |= Q(id__in=Subquery(Officer.exclude(person_id=None).values("person_id")))
    busy |= Q(id__in=Subquery(Attachment.exclude(person_id=None).values("person_id")))
    busy |= Q(id__in=Subquery(CallListEntry.all().values("person_id")))
    busy |= Q(id__in=Subquery(Person.exclude(merged_into_id=None).values("merged_into_id")))
    busy |= Q(id__in=Subquery(Event.filter(verb="join", actor_kind="citizen").values("actor_id")))
    heard = Q(last_inbound_at__gte=before) | Q(last_inbound_at=None, created_at__gte=before)
    busy |= Q(id__in=Subquery(Identity.filter(heard).values("person_id")))
    busy |= Q(id__in=Subquery(Outbound.filter(state__in=UNSENT).values("person_id")))
    return Person.filter(created_at__lt=before, merged_into_id=None, erased_at=None).exclude(busy)


async def people(*, delete: bool) -> dict[str, int]:
    """Half-told stories of long ago, and those who only said hello, as long as messages are kept."""
    before = clock.now() - timedelta(days=settings.current().retention.messages_days)
    drafts = Session.filter(updated_at__lt=before).exclude(state="")
    found = {"conversations": await drafts.count(), "visitors": await silent(before).count()}
    if delete:
        await drafts.update(state="")
        for person in await silent(before):
            await _forget(person)
    return found


async def _forget(person: Person) -> None:
    async with transaction():
        ids = [
            int(str(key)) for key in await Identity.filter(person_id=person.id).values_list("id", flat=True)
        ]
        await Session.filter(identity_id__in=ids).delete()
        await Timer.filter(identity_id__in=ids).delete()
        await Outbound.filter(person_id=person.id).delete()
        await Identity.filter(id__in=ids).delete()
        await person.delete()
