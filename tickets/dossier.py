"""Everything we keep about one person, as plain values: what they get when they ask for their data."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.models import Model

from models.messages import Inbound, Outbound
from models.people import Identity, Person, Session
from models.supervision import CallListEntry
from models.tickets import Attachment, Event, Ticket
from tickets.actor import ActorKind
from tickets.errors import NotFound
from tickets.people import selves, survivor
from tickets.queries import INTERNAL

Json = dict[str, Any]
PERSON = "name language phone address consent_version consent_at stopped_at broadcasts_off_at created_at"
IDENTITY = "channel external_id phone username display_name last_inbound_at created_at"
TICKET = (
    "number kind status source language description on_behalf_of address lat lon urgent confidential"
    " submitted_at due_at resolved_at closed_at resolution verdict rating reopen_count nudge_count"
)
ATTACHMENT = "kind mime name caption size duration_s transcript state created_at"
EVENT = "verb actor_kind after at"


async def of(person_id: int) -> Json:
    """The person, their addresses, tickets, files and messages; raises NotFound for nobody and the erased."""
    person = await Person.get_or_none(id=await survivor(person_id)).prefetch_related("area")
    if person is None or person.erased_at is not None:
        raise NotFound
    identities = await Identity.filter(person_id=person.id).order_by("id")
    own = set(await Person.filter(id__in=selves(person.id)).values_list("id", flat=True))
    return {
        "person": _fields(person, PERSON) | {"place": person.area.name_hi if person.area else ""},
        "addresses": [_fields(row, IDENTITY) for row in identities],
        "tickets": [await _ticket(row, own) for row in await _tickets(person.id)],
        "files": _all(await Attachment.filter(person_id=person.id).order_by("id"), ATTACHMENT),
        "messages_to_you": [_sent(row) for row in await Outbound.filter(person_id=person.id).order_by("id")],
        "messages_from_you": await _received(identities),
        "unfinished_conversations": await _sessions(identities),
        "calls": _all(
            await CallListEntry.filter(person_id=person.id), "reason text state outcome created_at done_at"
        ),
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else getattr(value, "value", value)


def _fields(row: Model, names: str) -> Json:
    return {name: _plain(getattr(row, name)) for name in names.split()}


def _all(rows: Iterable[Model], names: str) -> list[Json]:
    return [_fields(row, names) for row in rows]


async def _tickets(person_id: int) -> list[Ticket]:
    found = Ticket.filter(citizen_id=person_id).order_by("id")
    return await found.prefetch_related("department", "category", "area")


async def _ticket(ticket: Ticket, own: Collection[object]) -> Json:
    """As the citizen may see it: without the office's internal steps and what others who joined said."""
    events = Event.filter(ticket_id=ticket.id).exclude(verb__in=INTERNAL).order_by("seq")
    return _fields(ticket, TICKET) | {
        "department": ticket.department.name_hi if ticket.department else "",
        "category": ticket.category.name_hi if ticket.category else "",
        "place": ticket.area.name_hi if ticket.area else "",
        "events": [
            _fields(row, EVENT) | {"words": "" if _is_of_another(row, own) else _words(row)}
            for row in await events
        ],
    }


def _is_of_another(event: Event, own: Collection[object]) -> bool:
    return event.actor_kind == ActorKind.CITIZEN and event.actor_id not in own


def _words(event: Event) -> str:
    said = (event.data.get(key) for key in ("text", "answer", "question", "note", "reason", "resolution"))
    return " / ".join(str(words) for words in said if words)


def _sent(row: Outbound) -> Json:
    body = json.loads(row.body)
    return {"at": _plain(row.created_at), "state": row.state.value, "text": str(body.get("text", ""))}


async def _received(identities: Iterable[Identity]) -> list[Json]:
    """What the vendors brought us, as long as it is kept raw."""
    found: list[Json] = []
    for identity in identities:
        keys = [key for key in (identity.external_id, identity.phone) if key]
        mine = Inbound.filter(Q(lane="message"), channel=identity.channel, sender__in=keys).order_by("id")
        found += [
            {"at": _plain(row.received_at), "channel": row.channel, "raw": _read(row.body)}
            for row in await mine
        ]
    return found


def _read(body: str) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return body


async def _sessions(identities: Iterable[Identity]) -> list[object]:
    rows = await Session.filter(identity_id__in=[identity.id for identity in identities])
    return [_read(row.state) for row in rows if row.state]
