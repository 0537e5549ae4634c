"""People for whom a program files and who have no chat with us: that program tells them how it stands."""

from models.people import Identity, Person
from models.tickets import Ticket
from tickets.api_keys import SOURCE
from workers.notices import Notice


async def is_told_elsewhere(notice: Notice, ticket: Ticket, person_id: int) -> bool:
    """Whether no message is due: the program asks for the state, and nobody has to be phoned about it.

    What asks for an answer can be answered through no program; with a telephone it goes the way of all
    messages that reach nobody, to the operator's call list.
    """
    if ticket.source != SOURCE or await Identity.filter(person_id=person_id).exists():
        return False
    return not notice.asks or not await Person.filter(id=person_id, phone__not_isnull=True).exists()
