"""The citizen's own message before it is sent: the notice in their language, cut for their channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import settings
import texts
from bots import capabilities
from bots.fit import Capabilities, Part, fit
from bots.outbound import Option, Say
from models.people import Identity, Person
from models.tickets import Ticket
from tickets import offices
from tickets.lifecycle import Verb
from tickets.masking import mask
from tickets.people import survivor

WORDS_SHOWN = 600
"""As much as a notice quotes (`workers.letters`; a test compares the two, word for word)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Which text a verb sends to the citizen, which of its fields it quotes, and what it lets them answer."""

    text: str
    field: str
    answers: tuple[str, ...] = ()


NOTICES: Mapping[Verb, Notice] = {
    Verb.RESOLVE: Notice("notice-resolved", "note", ("notice-yes", "notice-no", "notice-unsure")),
    Verb.ASK: Notice("notice-question", "question"),
    Verb.EXTEND: Notice("notice-extended", "reason"),
    Verb.MESSAGE: Notice("notice-message", "text"),
    Verb.REJECT: Notice("notice-rejected", "note", ("notice-appeal",)),
}
CHANNELS: Mapping[str, Capabilities] = {
    "whatsapp": capabilities.WHATSAPP,
    "telegram": capabilities.TELEGRAM,
    "webchat": capabilities.WEBCHAT,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """What arrives, and where; without a channel the desk tells them by telephone."""

    language: str
    channel: str
    parts: tuple[Part, ...]


async def preview(ticket: Ticket, verb: Verb, typed: Mapping[str, str]) -> Preview:
    """The message that this form would send."""
    person = await Person.get(id=await survivor(ticket.citizen_id))
    language = texts.known(person.language)
    there = Identity.filter(person_id=person.id, channel__in=list(CHANNELS), blocked_at=None)
    newest = await there.order_by("-last_inbound_at", "-id").first()
    say = write(ticket, verb, typed, language)
    channel = newest.channel if newest else ""
    return Preview(language, channel, tuple(fit(say, CHANNELS.get(channel, capabilities.WEBCHAT))))


def write(ticket: Ticket, verb: Verb, typed: Mapping[str, str], language: str) -> Say:
    """The notice with this form's words; related rows of the ticket must be loaded."""
    notice = NOTICES[verb]
    said = mask(typed.get(notice.field, "").strip())
    values = {
        "number": ticket.number,
        "department": offices.of_ticket(ticket, language) or "—",
        "due": _due(ticket, typed.get("until", "") if verb is Verb.EXTEND else "", language),
        "words": (said if len(said) <= WORDS_SHOWN else said[: WORDS_SHOWN - 1] + "…") or "—",
    }
    options = tuple(Option(f"t:{ticket.id}:{one}", texts.say(language, one)) for one in notice.answers)
    return Say(texts.say(language, notice.text, **values), options=options)


def _due(ticket: Ticket, until: str, language: str) -> str:
    try:
        return texts.day(language, date.fromisoformat(until))
    except ValueError:
        zone = settings.current().office.zone
        return texts.day(language, ticket.due_at.astimezone(zone).date()) if ticket.due_at else "—"
