"""Finds the person somebody speaks of, by ticket number, telephone number or id."""

import settings
from bots import raw
from models.people import Identity, Person
from models.tickets import Ticket
from tickets import numbers


async def person_named(who: str) -> int | None:
    """The person of a ticket's number, a telephone number, or an id."""
    match numbers.read(who, settings.current().tickets.prefix):
        case numbers.Number(value):
            ticket = await Ticket.get_or_none(number=value)
            return int(ticket.citizen_id) if ticket else None
        case _:
            pass
    if ways := _ways_to_write(who):
        if person := await Person.filter(phone__in=ways, erased_at=None).order_by("id").first():
            return int(person.id)
        if identity := await Identity.filter(phone__in=ways).order_by("id").first():
            return int(identity.person_id)
    known = await Person.get_or_none(id=int(who)) if who.isdecimal() and len(who) < 10 else None
    return int(known.id) if known else None


def typed_phone(text: str) -> str | None:
    """A telephone number as people write it, with or without India's code, in any digits."""
    digits = numbers.digits(text).lstrip("0")
    return raw.phone(f"91{digits}" if len(digits) == 10 else digits)


def _ways_to_write(number: str) -> list[str]:
    """A telephone number with its country's code, and an Indian one that was given without."""
    found = raw.phone(number)
    return [] if found is None else [found, f"+91{found[-10:]}"] if len(found) == 11 else [found]
