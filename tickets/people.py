"""Two persons who turn out to be one: all of the one becomes the other's, and old ids still lead there."""

from tortoise.expressions import F, Q, Subquery

from models.api_keys import ApiFiler
from models.messages import Outbound, OutboundState
from models.officers import Officer
from models.people import Identity, LinkCode, Person
from models.supervision import CallListEntry
from models.tickets import Attachment, Ticket
from tickets.errors import NotFound, NotPossible
from tickets.transaction import transaction

TOLD = (
    "name",
    "language",
    "phone",
    "area_id",
    "address",
    "consent_version",
    "consent_at",
    "broadcasts_off_at",
)
"""What the person who stays learns from the other, where they had not told it themselves."""


async def survivor(person_id: int) -> int:
    """The person an old id leads to; the id itself where nothing was merged."""
    found = await Person.filter(id=person_id).values_list("merged_into_id", flat=True)
    return int(str(found[0])) if found and found[0] else person_id


def selves(person_id: int) -> Subquery:
    """For a filter `…__in`: the person's id and those of the persons merged into them."""
    return Subquery(Person.filter(Q(id=person_id) | Q(merged_into_id=person_id)).values("id"))


async def merge(keep_id: int, gone_id: int) -> Person:
    """Make two persons one and return who stays; merging again changes nothing.

    Raises NotPossible("two-officers") when both are officers: an account is never given away by a chat.
    """
    async with transaction():
        ids = sorted({await survivor(keep_id), await survivor(gone_id)})
        found = {row.id: row for row in await Person.filter(id__in=ids).order_by("id").select_for_update()}
        keep, gone = found.get(await survivor(keep_id)), found.get(await survivor(gone_id))
        if keep is None or gone is None or keep.erased_at or gone.erased_at:
            raise NotFound
        if keep.id != gone.id:
            if await _is_officer(keep.id) and await _is_officer(gone.id):
                raise NotPossible("two-officers")
            await _move(keep.id, gone.id)
            await _learn(keep, gone)
        return keep


async def _is_officer(person_id: int) -> bool:
    return await Officer.filter(person_id=person_id, active=True).exists()


async def _move(keep: int, gone: int) -> None:
    # What waits for both of them goes to the one who stays, once.
    theirs = Outbound.filter(person_id=keep, broadcast_id__not_isnull=True).values("broadcast_id")
    twice = Outbound.filter(person_id=gone, state=OutboundState.QUEUED, broadcast_id__in=Subquery(theirs))
    await twice.update(state=OutboundState.CANCELLED)
    # A turn under way on a chat of theirs reads again who they are.
    await Identity.filter(person_id=gone).update(person_id=keep, turn=F("turn") + 1)
    for rows in (Outbound, Attachment, CallListEntry, Officer, ApiFiler):
        await rows.filter(person_id=gone).update(person_id=keep)
    await Ticket.filter(citizen_id=gone).update(citizen_id=keep)
    await LinkCode.filter(person_id=gone, used_at=None).delete()
    await Person.filter(merged_into_id=gone).update(merged_into_id=keep)


async def _learn(keep: Person, gone: Person) -> None:
    learnt = [name for name in TOLD if not getattr(keep, name) and getattr(gone, name)]
    for name in learnt:
        setattr(keep, name, getattr(gone, name))
    if learnt:
        await keep.save(update_fields=learnt)
    # Nothing is known twice: whoever looks a number up finds one person.
    gone.name, gone.phone, gone.address, gone.area_id = "", None, "", None
    gone.merged_into_id = keep.id
    await gone.save(update_fields=["name", "phone", "address", "area_id", "merged_into_id"])
