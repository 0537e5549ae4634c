"""Which files of a ticket somebody may be shown: photos and voices go both ways, internal ones do not."""

from models.tickets import Attachment, Event, Ticket
from tickets.actor import Actor, ActorKind
from tickets.lifecycle import Verb

FOR_CITIZENS = frozenset({Verb.RESOLVE, Verb.MESSAGE})
"""An officer's files beside these words are meant for the citizen; those of a note stay in the office."""
FROM_CITIZENS = frozenset({Verb.ANSWER, Verb.MESSAGE, Verb.ADD, Verb.DISPUTE, Verb.APPEAL})


async def shown_to(actor: Actor, ticket: Ticket) -> tuple[int, ...]:
    """The office sees every file; a citizen those the office sent them."""
    files = Attachment.filter(ticket_id=ticket.id)
    if actor.kind is ActorKind.CITIZEN:
        files = files.filter(by_officer=True)
    found = await files.order_by("id").values_list("id", "event_seq")
    if actor.kind is ActorKind.CITIZEN and found:
        told = Event.filter(ticket_id=ticket.id, verb__in=[verb.value for verb in FOR_CITIZENS])
        seqs = set(await told.values_list("seq", flat=True))
        found = [row for row in found if row[1] in seqs]
    return tuple(int(str(row[0])) for row in found)
