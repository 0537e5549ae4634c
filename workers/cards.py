"""The officer's alert card: what a ticket is about, in a few lines."""

from typing import TYPE_CHECKING

import clock
import settings
import texts
from models.tickets import Ticket
from tickets.lifecycle import OPEN
from workers.recipients import Recipient

if TYPE_CHECKING:
    from workers.letters import Files

DESCRIPTION_SHOWN = 400


def card_lines(ticket: Ticket, to: Recipient, files: "Files") -> list[str]:
    """Number, kind, place, words, files and due date; never the citizen's number."""
    language = to.language
    lines = [texts.say(language, f"alert-{mark}") for mark in _marks(ticket)]
    kind = texts.say(language, f"alert-kind-{ticket.kind.value}")
    lines.append(texts.say(language, "alert-number", kind=kind, number=ticket.number))
    if place := place_of(ticket, language):
        lines.append(texts.say(language, "alert-place", place=place))
    if ticket.description:
        lines.append(
            texts.say(language, "alert-words", words=shortened(ticket.description, DESCRIPTION_SHOWN))
        )
    if files.photos or files.voices:
        lines.append(texts.say(language, "alert-files", photos=files.photos, voices=files.voices))
    if ticket.joined_count:
        lines.append(texts.say(language, "alert-joined", joined=ticket.joined_count))
    if ticket.hop_count:
        lines.append(texts.say(language, "alert-hops", hops=ticket.hop_count))
    lines += _due(ticket, language)
    if to.stands_for is not None:
        lines.append(texts.say(language, "alert-for", officer=to.stands_for.name(language)))
    return lines


def _marks(ticket: Ticket) -> list[str]:
    return [
        mark for mark, shown in (("urgent", ticket.urgent), ("confidential", ticket.confidential)) if shown
    ]


def _due(ticket: Ticket, language: str) -> list[str]:
    if ticket.due_at is None or ticket.status not in OPEN:
        return []
    day = texts.day(language, ticket.due_at.astimezone(settings.current().office.zone).date())
    return [texts.say(language, "alert-overdue" if ticket.due_at < clock.now() else "alert-due", due=day)]


def place_of(ticket: Ticket, language: str) -> str:
    """Village name and what was written beside it."""
    name = ticket.area.name(language) if ticket.area else ""
    return ", ".join(part for part in (name, ticket.address) if part)


def shortened(text: str, most: int) -> str:
    """At most so many signs, with … where something is left out."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
