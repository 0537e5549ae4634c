"""Turns a notice about a ticket into the message for one reader: words, buttons, template."""

from collections.abc import Iterable
from dataclasses import dataclass

import settings
import texts
from bots.outbound import Option, Say, TemplateCall
from models.tickets import Ticket
from tickets import offices
from tickets.actor import ActorKind
from tickets.capacity import is_spent
from tickets.lifecycle import Verb, possible
from workers.cards import card_lines
from workers.notices import Happening, Notice
from workers.recipients import Recipient

WORDS_SHOWN = 600
WORDS_IN_TEMPLATE = 200
CHOICE_TEXTS = {
    "confirm": "notice-yes",
    "dispute": "notice-no",
    "unsure": "notice-unsure",
    "appeal": "notice-appeal",
}


@dataclass(frozen=True, slots=True)
class Files:
    """How many photos and voice notes a ticket has, and which files the citizen sent."""

    photos: int = 0
    voices: int = 0
    citizens: tuple[int, ...] = ()


def words_of(event: Happening) -> str:
    """What was said: whichever words the event carries."""
    keys = ("text",) if event.verb is Verb.ANSWER else ("question", "note", "reason", "text")
    for key in keys:
        if said := str(event.data.get(key) or ""):
            return said if len(said) <= WORDS_SHOWN else said[: WORDS_SHOWN - 1] + "…"
    return "🎤 / 📷" if event.data.get("attachments") else "—"


def values_for(ticket: Ticket, event: Happening, language: str) -> dict[str, str]:
    """What the texts have room for; related rows of the ticket must be loaded."""
    zone = settings.current().office.zone
    return {
        "number": ticket.number,
        "department": offices.of_ticket(ticket, language) or "—",
        "due": texts.day(language, ticket.due_at.astimezone(zone).date()) if ticket.due_at else "—",
        "words": words_of(event),
        "level": str(event.data.get("level", "")),
    }


def write(notice: Notice, ticket: Ticket, event: Happening, to: Recipient, files: Files) -> Say:
    """The message for this reader."""
    values = values_for(ticket, event, to.language)
    if not notice.words:
        values["words"] = "—"
    headline = texts.say(to.language, notice.text, **values)
    lines = card_lines(ticket, to, files) if notice.card else []
    options = _options(notice, ticket, to)
    return Say(
        text="\n".join([headline, *lines]),
        options=options,
        list_label=texts.say(to.language, "alert-list") if len(options) > 3 else "",
        card=f"ticket:{ticket.id}" if notice.card else "",
        template=_template(notice.purpose, values, to.language),
    )


def _options(notice: Notice, ticket: Ticket, to: Recipient) -> tuple[Option, ...]:
    """The notice's buttons; an official gets only what the role the notice was meant for may do now."""
    choices: Iterable[str] = notice.choices
    if to.officer is not None:
        meant = to.stands_for or to.officer
        asked, spent = "rejection" in ticket.pending, is_spent(ticket)
        kind = ActorKind(meant.role.value)
        now = possible(ticket.status, kind, rejection_asked=asked, extended=spent)
        choices = [verb for verb in choices if verb in now]
    return tuple(Option(f"t:{ticket.id}:{verb}", _label(verb, to.language)) for verb in choices)


def _label(verb: str, language: str) -> str:
    on_card = CHOICE_TEXTS.get(verb, f"alert-do-{verb}")
    return texts.say(language, on_card if texts.has(on_card) else f"desk-do-{verb.replace('_', '-')}")


def _template(purpose: str, values: dict[str, str], language: str) -> TemplateCall:
    """Template variables may hold no line breaks and no runs of spaces."""
    short = {key: " ".join(value.split())[:WORDS_IN_TEMPLATE] or "—" for key, value in values.items()}
    return TemplateCall(purpose=purpose, language=language, values=short)
