"""People's words and files on their way into a ticket: masked, bounded, and only their own."""

from collections.abc import Sequence

from tortoise.expressions import Q

from models.officers import Officer
from models.tickets import Attachment
from tickets.actor import ActorKind
from tickets.change import Change
from tickets.errors import Invalid
from tickets.masking import mask

LONGEST = 4000


def words(text: str, field: str, *, needed: bool = True) -> str:
    """The words as they are stored; raises Invalid when they are missing or endless."""
    stored = mask(text)
    if needed and not stored:
        raise Invalid("words-missing", field=field)
    if len(stored) > LONGEST:
        raise Invalid("words-too-long", field=field, limit=LONGEST)
    return stored


async def take_files(change: Change, ids: Sequence[int]) -> None:
    """Bind this actor's uploaded files to the ticket and to the coming event; others' are left alone."""
    if not ids:
        return
    by_officer = change.by.kind is not ActorKind.CITIZEN
    person_id = await _person_of(change)
    mine = Q(person_id=person_id) if person_id is not None else Q(person_id=None, by_officer=True)
    if by_officer:
        mine |= Q(person_id=None, by_officer=True)
    free = await Attachment.filter(mine, id__in=list(ids), ticket_id=None).values_list("id", flat=True)
    seq = change.ticket.event_seq + 1
    await Attachment.filter(id__in=list(free)).update(
        ticket_id=change.ticket.id, event_seq=seq, by_officer=by_officer
    )
    change.data["attachments"] = sorted(int(str(key)) for key in free)


async def _person_of(change: Change) -> int | None:
    if change.by.kind is ActorKind.CITIZEN:
        return change.by.id
    officer = await Officer.get_or_none(id=change.by.id) if change.by.id is not None else None
    return officer.person_id if officer else None
