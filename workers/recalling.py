"""Calls back alerts that wait for the morning when their reader may no longer see the ticket."""

from models.messages import Outbound, OutboundState
from models.officers import Officer
from models.tickets import Event, Ticket
from tickets import access, leave
from workers.notices import OFFICIAL, TABLE

ALERTS = frozenset(
    notice.purpose for notices in TABLE.values() for notice in notices if notice.to in OFFICIAL
) | {"files"}
OTHERS = "the reader may not see it any more"


async def recall(event: Event) -> None:
    """After a ticket went out of somebody's sight: what is on its way to them stays here."""
    await call_back(await Ticket.get(id=event.ticket_id))


async def call_back(ticket: Ticket) -> None:
    """Cancel what waits for officers who may not see this ticket, as it is now."""
    waiting = Outbound.filter(ticket_id=ticket.id, state=OutboundState.QUEUED, purpose__in=ALERTS)
    readers = {int(str(key)) for key in await waiting.values_list("person_id", flat=True)}
    officers = Officer.filter(person_id__in=[*readers - {ticket.citizen_id}, 0])
    for officer in await officers.order_by("id"):
        if not await access.may_see(await leave.on_duty(officer), ticket):
            theirs = waiting.filter(person_id=officer.person_id)
            await theirs.update(state=OutboundState.CANCELLED, error=OTHERS)
