"""A ticket as a row of a list shows it."""

from dataclasses import dataclass

from models.states import Status
from models.tickets import Ticket
from portal import words
from portal.words import DueClock
from tickets.lifecycle import OPEN

EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Card:
    """What a row shows; the ticket behind it is at hand for names."""

    ticket: Ticket
    due: DueClock | None
    place: str
    excerpt: str


def card(ticket: Ticket, language: str) -> Card:
    """The row of one ticket in the page's language."""
    return Card(
        ticket,
        words.due(
            language,
            ticket.due_at,
            is_open=ticket.status in OPEN,
            paused=ticket.status is Status.WAITING_CITIZEN,
        ),
        ticket.area.name(language) if ticket.area else ticket.address,
        excerpt(ticket.description),
    )


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"
