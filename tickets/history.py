"""The audit trail: one event row for each change, chained by hashes within its ticket, and its proof."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from models.tickets import Event, Ticket
from tickets.actor import Actor

WORDS = ("note", "question", "answer", "reason", "text", "resolution")
"""Keys of an event's data that hold people's words; the chain covers their digests, so that erasing the words
of a person who asks for it does not break the proof."""

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the trail: of which ticket, at which event, and what."""

    number: str
    seq: int
    what: str


def _digest(salt: str, words: str) -> str:
    return hashlib.sha256(f"{salt}\0{words}".encode()).hexdigest()


def sealed(data: Mapping[str, object]) -> dict[str, object]:
    """The data with digests beside people's words; what the chain covers even after the words are gone."""
    words = {key: str(data[key]) for key in WORDS if data.get(key)}
    if not words:
        return dict(data)
    salt = secrets.token_hex(8)
    return {**data, "salt": salt, "sealed": {key: _digest(salt, value) for key, value in words.items()}}


def without_words(data: Mapping[str, object]) -> dict[str, object]:
    """The data after erasure: facts and digests stay."""
    return {key: value for key, value in data.items() if key not in WORDS and key != "salt"}


def _facts(event: Event) -> dict[str, object]:
    return {
        "ticket": event.ticket_id,
        "seq": event.seq,
        "verb": event.verb,
        "actor": [event.actor_kind, event.actor_id],
        "states": [event.before, event.after],
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "data": without_words(event.data),
        "previous": event.previous,
    }


def hash_of(event: Event) -> str:
    """The hash that this row must carry."""
    text = json.dumps(_facts(event), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


async def record(
    ticket: Ticket, verb: str, by: Actor, *, before: str, data: Mapping[str, object], at: datetime
) -> Event:
    """Append the event row; the caller has locked the ticket and saves it in the same transaction."""
    event = Event(
        ticket_id=ticket.id,
        seq=ticket.event_seq + 1,
        verb=verb,
        actor_kind=by.kind.value,
        actor_id=by.id,
        before=before,
        after=ticket.status.value,
        data=sealed(data),
        at=at,
        previous=ticket.event_head,
    )
    event.hash = hash_of(event)
    await event.save(force_create=True)
    ticket.event_seq, ticket.event_head = event.seq, event.hash
    return event


def faults_of(ticket: Ticket, events: Iterable[Event]) -> list[Fault]:
    """What is wrong with one ticket's chain; `events` in order of seq."""
    faults: list[Fault] = []
    seq, head, status = 0, "", ""
    for event in events:
        faults += [Fault(ticket.number, event.seq, what) for what in _flaws(event, seq + 1, head)]
        seq, head, status = event.seq, event.hash, event.after
    if seq != ticket.event_seq:
        faults.append(
            Fault(
                ticket.number, ticket.event_seq, f"the last event should be {ticket.event_seq}, it is {seq}"
            )
        )
    elif head != ticket.event_head:
        faults.append(Fault(ticket.number, seq, "the last event is not the one the ticket names"))
    if status and status != ticket.status.value:
        faults.append(
            Fault(ticket.number, seq, f"the ticket is {ticket.status.value}, its events end in {status}")
        )
    return faults


def _flaws(event: Event, seq: int, head: str) -> list[str]:
    flaws = []
    if event.seq != seq:
        flaws.append(f"event {seq} is missing")
    elif event.previous != head:
        flaws.append("it does not follow the event before it")
    if hash_of(event) != event.hash:
        flaws.append("it was altered")
    digests = event.data.get("sealed")
    salt = event.data.get("salt")
    if isinstance(digests, dict) and salt:
        altered = [
            key for key, digest in digests.items() if _digest(str(salt), str(event.data.get(key))) != digest
        ]
        flaws += [f"its words were altered ({key})" for key in altered]
    return flaws
