"""The acknowledgement of a ticket: its facts as the citizen may see them, one page with a sign to scan."""

import asyncio
from dataclasses import dataclass
from urllib.parse import quote

import settings
import texts
from models.tickets import Ticket
from reports.acknowledgement import AcknowledgementFacts, acknowledgement_pdf
from tickets import offices


@dataclass(frozen=True, slots=True)
class Paper:
    """The page, and the number of the ticket it is about."""

    number: str
    pdf: bytes


async def acknowledgement(ticket_id: int, language: str) -> Paper | None:
    """Make the page; None when the ticket is not there or its citizen was erased."""
    ticket = await Ticket.get_or_none(id=ticket_id).prefetch_related("citizen", "department", "area")
    if ticket is None or ticket.citizen.erased_at is not None:
        return None
    facts = facts_of(ticket, language)
    return Paper(ticket.number, await asyncio.to_thread(acknowledgement_pdf, facts, language))


def facts_of(ticket: Ticket, language: str) -> AcknowledgementFacts:
    """What stands on it."""
    zone = settings.current().office.zone
    area = ticket.area.name(language) if ticket.area else ""
    return AcknowledgementFacts(
        number=ticket.number,
        name=ticket.on_behalf_of or ticket.citizen.name,
        place=", ".join(part for part in (ticket.address, area) if part),
        department=offices.of_ticket(ticket, language, official=True),
        kind=texts.say(language, f"kind-{ticket.kind.value}"),
        filed_on=ticket.submitted_at.astimezone(zone).date(),
        due_on=ticket.due_at.astimezone(zone).date() if ticket.due_at else None,
        words=ticket.description,
        link=status_link(ticket.number),
    )


def status_link(number: str) -> str:
    """Where the sign leads: the chat with the question already written, else the public page."""
    config = settings.current()
    digits = "".join(sign for sign in config.whatsapp.display_number if sign.isdigit())
    if digits:
        return f"https://wa.me/{digits}?text={quote(number)}"
    return f"{config.web.public_url}/public?number={quote(number)}"
