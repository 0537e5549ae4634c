"""Carries out what the dialog asks for, through the same verbs as every other door."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import clock
from bots import bulk, hot, personal, raw, standing, views
from bots.dialog.effects import (
    Act,
    CallOperator,
    Count,
    Draft,
    Effect,
    FileTicket,
    Link,
    Look,
    Personal,
    Remember,
    Unwake,
    Wake,
)
from bots.dialog.events import Done, Event, Filed, Found, Refused
from bots.dialog.facts import Facts, PersonFacts
from bots.moment import begin
from bots.standing import Standing
from models import counters
from models.people import Identity, Person
from models.supervision import CallListEntry
from models.tickets import Attachment, Kind, Timer
from routing.folding import fold
from tickets import filing, linking, people, verbs
from tickets.errors import TicketError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a deed: events for the dialog, and how the facts about the person changed.

    `standing` is set when the chat belongs to somebody else from now on (linked, erased).
    """

    events: tuple[Event, ...] = ()
    person: Callable[[Facts], Facts] | None = None
    standing: Standing | None = None


NOTHING = Outcome()
_WAKE = """
INSERT INTO timer (key, kind, identity_id, due_at, data, state, attempts, error)
VALUES ($1, $2, $3, $4, '{}', 'waiting', 0, '')
ON CONFLICT (key) DO UPDATE
SET due_at = excluded.due_at, state = 'waiting', claimed_until = NULL, attempts = 0
"""
LONGEST_KEY = 80
NEW_STANDING = frozenset({"link", "erase"})
Deed = FileTicket | Act | Look | Link | Personal


async def do(effect: Effect, identity: Identity, who: Standing) -> Outcome:
    """Carry out one effect; what writes rows does so inside the turn's transaction."""
    if not isinstance(effect, Look):
        await begin()
    match effect:
        case Remember():
            return await _remember(effect, identity.person)
        case FileTicket() | Act() | Look() | Link() | Personal():
            return await _attempt(effect, identity, who)
        case Wake():
            await _wake(identity.id, effect.kind, effect.after)
        case Unwake():
            await Timer.filter(key=_wake_key(identity.id, effect.kind), state="waiting").update(
                state="cancelled"
            )
        case CallOperator():
            await _call_operator(effect, identity)
        case Count():
            await counters.add(effect.name, clock.today_local().isoformat())
    return NOTHING


async def _attempt(effect: Deed, identity: Identity, who: Standing) -> Outcome:
    """A refusal is an answer for the dialog, not an error."""
    what = "file"
    try:
        match effect:
            case FileTicket():
                event = await _file(effect, identity, who)
            case Act():
                what = effect.verb
                event = await _act(effect, who)
            case Look():
                what = effect.what
                event = await _look(effect, identity, who)
            case Link():
                what = "link"
                event = await _link(effect, identity)
            case Personal():
                what = effect.what
                event = await personal.do(effect, identity, who)
    except TicketError as refusal:
        return Outcome((Refused(what, refusal.code, None, refusal.values),))
    if what in NEW_STANDING:
        return Outcome((event,), standing=await standing.of(identity))
    return Outcome((event,))


async def _remember(effect: Remember, person: Person) -> Outcome:
    changed: list[str] = []

    def put(name: str, value: object) -> None:
        if value is not None and getattr(person, name) != value:
            setattr(person, name, value)
            changed.append(name)

    put("name", effect.name)
    put("language", effect.language)
    put("area_id", effect.area_id)
    put("address", effect.address)
    put("phone", effect.phone)
    if effect.consent_version is not None and effect.consent_version != person.consent_version:
        person.consent_version, person.consent_at = effect.consent_version, clock.now()
        changed += ["consent_version", "consent_at"]
    if effect.stopped is not None and effect.stopped != (person.stopped_at is not None):
        person.stopped_at = clock.now() if effect.stopped else None
        changed.append("stopped_at")
    if effect.broadcasts is not None and effect.broadcasts == (person.broadcasts_off_at is not None):
        person.broadcasts_off_at = None if effect.broadcasts else clock.now()
        changed.append("broadcasts_off_at")
    if not changed:
        return NOTHING
    if (person.stopped_at or person.broadcasts_off_at) and {"stopped_at", "broadcasts_off_at"} & {*changed}:
        await bulk.take_back(person.id)
    await person.save(update_fields=changed)
    return Outcome(person=lambda facts: replace(facts, person=_refreshed(facts, person)))


def _refreshed(facts: Facts, person: Person) -> PersonFacts:
    return replace(
        facts.person,
        name=person.name,
        language=person.language,
        area_id=person.area_id,
        address=person.address,
        consent_version=person.consent_version,
        stopped=person.stopped_at is not None,
        phone_known=bool(person.phone),
    )


async def _file(effect: FileTicket, identity: Identity, who: Standing) -> Event:
    draft = effect.draft
    ticket = await filing.file(
        filing.Filing(
            key=_filing_key(identity.channel, draft.key),
            citizen_id=identity.person_id,
            kind=Kind(draft.kind),
            description=draft.description,
            language=draft.language,
            area_id=draft.area_id,
            address=draft.address,
            lat=draft.lat,
            lon=draft.lon,
            attachments=draft.attachments,
            department=draft.department,
            category=draft.category,
            chosen_by_citizen=draft.chosen_by_citizen,
            on_behalf_of=draft.on_behalf_of,
            urgent=draft.urgent,
            confidential=draft.confidential,
            incomplete=draft.incomplete,
            because=draft.because,
            confidence=draft.confidence,
            source=identity.channel,
            search_text=await _searched(draft, who.facts.name),
        ),
        who.citizen,
    )
    return Filed(views.of_loaded(ticket, who.citizen, draft.attachments))


def _filing_key(channel: str, draft: str) -> str:
    """WhatsApp's names of messages may be longer than the column."""
    whole = f"{channel}:{draft}"
    return whole if len(whole) <= LONGEST_KEY else f"{channel}:{raw.digest(draft)}"


async def _searched(draft: Draft, name: str) -> str:
    """What the ticket is found by: the words, who said them, and what was heard of voice notes so far."""
    voices = Attachment.filter(id__in=draft.attachments).exclude(transcript="")
    heard = await voices.values_list("transcript", flat=True) if draft.attachments else ()
    return fold(" ".join((draft.description, *map(str, heard), name, draft.on_behalf_of)))


async def _act(effect: Act, who: Standing) -> Event:
    actor = who.citizen if effect.verb in verbs.OF_CITIZENS else who.actor
    ticket = await verbs.perform(effect.verb, effect.ticket_id, actor, effect.values)
    return Done(effect.verb, await views.of_ticket(ticket, actor), {})


async def _look(effect: Look, identity: Identity, who: Standing) -> Event:
    found = await views.look(effect.what, effect.values, identity, who)
    return Found(effect.what, found.tickets, found.values)


async def _link(effect: Link, identity: Identity) -> Event:
    linked = await linking.use_code(effect.code, identity.person)
    identity.person = await Person.get(id=await people.survivor(identity.person_id))
    return Done("link", None, linked)


def _wake_key(identity_id: int, kind: str) -> str:
    return f"wake:{identity_id}:{kind}"


async def _wake(identity_id: int, kind: str, after: timedelta) -> None:
    due = clock.now() + after
    await hot.rows(_WAKE, _wake_key(identity_id, kind), f"wake:{kind}"[:30], identity_id, due)


async def _call_operator(effect: CallOperator, identity: Identity) -> None:
    key = f"dialog:{identity.id}:{clock.today_local().isoformat()}"
    await CallListEntry.get_or_create(
        key=key,
        defaults={
            "person_id": identity.person_id,
            "ticket_id": effect.ticket_id,
            "reason": effect.reason[:40],
            "created_at": clock.now(),
        },
    )
