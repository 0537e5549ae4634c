"""Erases a person: words, names, numbers and files go; facts of tickets and the proof of history stay.

The chat goes on with a new, empty person, so that nothing said from now on leads back to what was erased.
"""

from dataclasses import dataclass

from tortoise.expressions import F, Q

import clock
import texts
from models.api_keys import ApiFiler, ApiRequest
from models.messages import Outbound, OutboundState
from models.officers import Officer
from models.people import Identity, LinkCode, Person, Session
from models.supervision import CallListEntry
from models.tickets import Attachment, Event, LabelledExample, Ticket, Timer
from tickets import access, history, people
from tickets.errors import NotFound
from tickets.transaction import transaction

EMPTY = '{"text":"","options":[],"files":[],"link":null,"template":null}'
"""The body of a message whose words are gone, readable as a message that says nothing."""
WAITING = (OutboundState.QUEUED, OutboundState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Erased:
    """Who is gone, who the chat belongs to now, and which stored files nobody points at any more."""

    person_id: int
    fresh: Person
    identities: tuple[int, ...]
    files: tuple[str, ...]


async def erase(person_id: int) -> Erased:
    """Erase everything personal at once. What only a search of old messages finds follows with `sweep`."""
    async with transaction():
        person = await Person.select_for_update().get_or_none(id=person_id)
        if person is None or person.erased_at is not None or person.merged_into_id is not None:
            raise NotFound
        tickets = await tickets_of(person_id)
        files = await attachments(person_id, tickets) + await messages(person_id, tickets)
        for ticket_id in tickets:
            await _ticket(ticket_id)
        await _said_elsewhere(person_id)
        await _traces(person_id, tickets)
        identities = await Identity.filter(person_id=person_id).order_by("id").values_list("id", flat=True)
        fresh = await _move_chat(person)
        await _person(person)
    return Erased(person_id, fresh, tuple(int(str(key)) for key in identities), tuple(files))


async def tickets_of(person_id: int) -> list[int]:
    """Ids of the tickets they filed."""
    ids = await Ticket.filter(citizen_id=person_id).order_by("id").values_list("id", flat=True)
    return [int(str(key)) for key in ids]


async def _person(person: Person) -> None:
    now = clock.now()
    person.name, person.phone, person.address, person.area_id = "", None, "", None
    person.consent_version, person.consent_at = "", None
    person.erased_at, person.stopped_at = now, person.stopped_at or now
    await person.save()
    await Person.filter(merged_into_id=person.id).update(
        name="", phone=None, address="", area_id=None, consent_version="", consent_at=None, erased_at=now
    )


async def _move_chat(person: Person) -> Person:
    """The addresses, and an officer's account where there is one, go over to someone we know nothing of."""
    fresh = await Person.create(language=person.language, created_at=clock.now())
    ids = await Identity.filter(person_id=person.id).values_list("id", flat=True)
    await Session.filter(identity_id__in=list(ids)).update(state="")
    await Timer.filter(identity_id__in=list(ids), state="waiting").update(state="cancelled")
    await Timer.filter(identity_id__in=list(ids)).update(data={})
    # The count keeps a turn under way on another of their chats from writing back what it has read.
    await Identity.filter(person_id=person.id).update(
        person_id=fresh.id, display_name="", username=None, turn=F("turn") + 1
    )
    await Officer.filter(person_id=person.id).update(person_id=fresh.id)
    return fresh


async def _ticket(ticket_id: int) -> None:
    """The chain covers digests of the words, so it still proves the history when the words are gone."""
    ticket = await Ticket.select_for_update().get(id=ticket_id)
    # Staff read Hindi: they must not take an empty description for a fault.
    ticket.description = texts.say("hi", "personal-erased-words")
    # The key names the message it came from, and WhatsApp's names of messages contain the phone number.
    ticket.filing_key = f"erased:{ticket.id}"
    ticket.search_text = ticket.address = ticket.on_behalf_of = ticket.because = ticket.resolution = ""
    ticket.lat = ticket.lon = None
    ticket.pending = _pending_without_words(ticket.pending)
    await ticket.save()
    for event in await Event.filter(ticket_id=ticket_id):
        await _event(event)


def _pending_without_words(pending: dict[str, object]) -> dict[str, object]:
    kept = {key: value for key, value in pending.items() if key not in history.WORDS}
    if isinstance(asked := kept.get("rejection"), dict):
        kept["rejection"] = {key: value for key, value in asked.items() if key != "note"}
    return kept


async def _event(event: Event) -> None:
    kept = history.without_words(event.data)
    if kept != event.data:
        event.data = kept
        await event.save(update_fields=["data"])


async def _said_elsewhere(person_id: int) -> None:
    """Words that they added to tickets of others, which they had joined."""
    own = people.selves(person_id)
    ids = [int(str(key)) for key in await access.joins(person_id).values_list("ticket_id", flat=True)]
    # A "no" about a ticket that was merged is told on the parent too.
    merged = Ticket.filter(citizen_id__in=own, parent_id__not_isnull=True)
    ids += [int(str(key)) for key in await merged.values_list("parent_id", flat=True)]
    said = await Event.filter(ticket_id__in=ids, actor_kind="citizen", actor_id__in=own)
    for event in said:
        await _event(event)
    told = Outbound.filter(event_id__in=[event.id for event in said])
    await told.exclude(state__in=(*WAITING, OutboundState.SENDING)).update(body=EMPTY, error="")


async def attachments(person_id: int, tickets: list[int]) -> list[str]:
    """What they sent loses its file; what officers added stays as proof of work, without its caption."""
    theirs = await Attachment.filter(
        Q(person_id=person_id, by_officer=False) | Q(ticket_id__in=tickets, by_officer=False)
    )
    ids = [row.id for row in theirs]
    keys = {row.storage_key for row in theirs if row.storage_key}
    shared = Attachment.filter(storage_key__in=list(keys)).exclude(id__in=ids)
    keys -= {str(key) for key in await shared.values_list("storage_key", flat=True)}
    await Attachment.filter(id__in=ids).update(
        state="erased", storage_key="", vendor_ref="", vendor_message="", name="", caption="", sha256="",
        transcript="", error="", speech_state="none",
    )  # fmt: skip
    await Attachment.filter(ticket_id__in=tickets, by_officer=True).update(caption="", name="")
    return sorted(keys)


async def messages(person_id: int, tickets: list[int]) -> list[str]:
    """What we said to them, and to officers about their tickets; files made for them go too."""
    mine = Outbound.filter(person_id=person_id)
    files: set[str] = set()
    for body in await mine.filter(body__contains='"storage_key":"').values_list("body", flat=True):
        files.update(made_files(str(body)))
    await mine.filter(state__in=WAITING).update(state=OutboundState.CANCELLED)
    await mine.update(body=EMPTY, vendor_id=None, error="", identity_id=None)
    about = Outbound.filter(ticket_id__in=tickets)
    await about.exclude(state__in=(*WAITING, OutboundState.SENDING)).update(body=EMPTY, error="")
    return sorted(files)


def made_files(body: str) -> list[str]:
    """Keys of the files that a message carried and no attachment row keeps (documents, our voice)."""
    return [key for key in _keys_in(body) if key.startswith(MADE)]


MADE = "made/"
"""Documents and recordings that we make for one person live under this prefix of the media store."""


def _keys_in(body: str) -> list[str]:
    return [part.partition('"')[0] for part in body.split('"storage_key":"')[1:]]


async def _traces(person_id: int, tickets: list[int]) -> None:
    await LabelledExample.filter(ticket_id__in=tickets).delete()
    await LinkCode.filter(person_id=person_id).delete()
    await ApiFiler.filter(person_id=person_id).delete()
    await ApiRequest.filter(ticket_id__in=tickets).update(content="")
    await CallListEntry.filter(person_id=person_id, state="open").update(state="done", done_at=clock.now())
    await CallListEntry.filter(Q(person_id=person_id) | Q(ticket_id__in=tickets)).update(text="", outcome="")
