"""The one dispatch behind every door: a verb's name and plain values become a call of the verb.

| verb | values (needed ones first; the rest in brackets) |
|---|---|
| assign | officer_id [department, category, because, version] |
| screen, withdraw, escalate, mark_confidential, unmark_confidential | [reason] |
| view, start, resume, confirm, approve_rejection, unmerge | [version] |
| unsure, nudge | |
| ask | question |
| resolve | note [attachments] |
| transfer | department, reason [category, area_id] |
| extend | reason, until (2026-11-30) or days |
| direct | text [until or days, officer_id] |
| reject | reason (one of deciding.Rejection), note |
| decline_rejection | [note] |
| note, answer, add, message | text [attachments] |
| attach | attachments [text] |
| dispute, appeal | reason [attachments] |
| rate | stars [reason] |
| edit | [kind, category, area_id, urgent, description] |
| join | [person_id] |
| merge | parent_id |
| reopen | reason |
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from models.tickets import Ticket
from tickets.actions import answering, deciding, grouping, hiding, judging, sorting, working
from tickets.actor import Actor
from tickets.errors import Invalid, NotAllowed
from tickets.lifecycle import Verb

Parser = Callable[[object, str], object]
Function = Callable[..., Awaitable[Ticket]]


def _text(value: object, field: str) -> str:
    if not isinstance(value, str | int | float):
        raise Invalid("unusable-value", field=field)
    return str(value)


def _whole(value: object, field: str) -> int:
    try:
        return int(_text(value, field))
    except ValueError:
        raise Invalid("unusable-value", field=field) from None


def _flag(value: object, field: str) -> bool:
    if isinstance(value, bool):
        return value
    known = {
        "1": True,
        "true": True,
        "on": True,
        "yes": True,
        "0": False,
        "false": False,
        "off": False,
        "no": False,
    }
    found = known.get(_text(value, field).lower())
    if found is None:
        raise Invalid("unusable-value", field=field)
    return found


def _ids(value: object, field: str) -> tuple[int, ...]:
    many = value if isinstance(value, list | tuple) else [value]
    return tuple(_whole(item, field) for item in many)


@dataclass(frozen=True, slots=True)
class Door:
    """How a verb is called: what it needs, and what else it takes."""

    function: Function
    needs: Mapping[str, Parser]
    takes: Mapping[str, Parser]


PARSERS: Mapping[str, Parser] = {
    **dict.fromkeys(("text", "reason", "note", "question", "until", "department", "category"), _text),
    **dict.fromkeys(("kind", "description", "because"), _text),
    **dict.fromkeys(("officer_id", "area_id", "parent_id", "person_id", "days", "stars", "version"), _whole),
    "attachments": _ids,
    "urgent": _flag,
}


def _door(function: Function, needs: str = "", takes: str = "") -> Door:
    return Door(
        function,
        {name: PARSERS[name] for name in needs.split()},
        {name: PARSERS[name] for name in takes.split()},
    )


DOORS: Mapping[Verb, Door] = {
    Verb.ASSIGN: _door(sorting.assign, "officer_id", "department category because version"),
    Verb.SCREEN: _door(sorting.screen, "", "reason version"),
    Verb.TRANSFER: _door(sorting.transfer, "department", "reason category area_id version"),
    Verb.EDIT: _door(sorting.edit, "", "kind category area_id urgent description version"),
    Verb.VIEW: _door(working.view, "", "version"),
    Verb.START: _door(working.start, "", "version"),
    Verb.ASK: _door(working.ask, "question", "version"),
    Verb.RESUME: _door(working.resume, "", "version"),
    Verb.RESOLVE: _door(working.resolve, "note", "attachments version"),
    Verb.NOTE: _door(working.note, "text", "attachments"),
    Verb.ATTACH: _door(working.attach, "attachments", "text"),
    Verb.EXTEND: _door(deciding.extend, "reason", "until days version"),
    Verb.DIRECT: _door(deciding.direct, "text", "until days officer_id version"),
    Verb.ESCALATE: _door(deciding.escalate, "", "reason"),
    Verb.REJECT: _door(deciding.reject, "reason note", "version"),
    Verb.APPROVE_REJECTION: _door(deciding.approve_rejection, "", "version"),
    Verb.DECLINE_REJECTION: _door(deciding.decline_rejection, "", "note version"),
    Verb.REOPEN: _door(deciding.reopen, "reason", "version"),
    Verb.ANSWER: _door(answering.answer, "", "text attachments version"),
    Verb.ADD: _door(answering.add, "", "text attachments"),
    Verb.MESSAGE: _door(answering.message, "", "text attachments"),
    Verb.NUDGE: _door(answering.nudge),
    Verb.WITHDRAW: _door(answering.withdraw, "", "reason"),
    Verb.JOIN: _door(answering.join, "", "person_id text attachments"),
    Verb.CONFIRM: _door(judging.confirm, "", "version"),
    Verb.DISPUTE: _door(judging.dispute, "", "reason attachments version"),
    Verb.UNSURE: _door(judging.unsure),
    Verb.RATE: _door(judging.rate, "stars", "reason"),
    Verb.APPEAL: _door(judging.appeal, "", "reason attachments"),
    Verb.MERGE: _door(grouping.merge, "parent_id", "version"),
    Verb.UNMERGE: _door(grouping.unmerge, "", "version"),
    Verb.MARK_CONFIDENTIAL: _door(hiding.mark_confidential, "", "reason"),
    Verb.UNMARK_CONFIDENTIAL: _door(hiding.unmark_confidential, "", "reason"),
}

OF_CITIZENS = frozenset(
    verb.value
    for verb in (
        Verb.ANSWER,
        Verb.ADD,
        Verb.NUDGE,
        Verb.WITHDRAW,
        Verb.JOIN,
        Verb.CONFIRM,
        Verb.DISPUTE,
        Verb.UNSURE,
        Verb.RATE,
        Verb.APPEAL,
    )
)
"""Said as a citizen even by a person who is an officer too."""


async def perform(verb: str, ticket_id: int, by: Actor, values: Mapping[str, object]) -> Ticket:
    """Do `verb`; values that the verb does not know are ignored, so nothing can be set past it.

    Raises TicketError: an unknown verb is NotAllowed, a missing or unusable value is Invalid (with `field`).
    """
    if verb not in tuple(Verb) or (door := DOORS.get(Verb(verb))) is None:
        raise NotAllowed(verb=verb[:30])
    if missing := [name for name in door.needs if values.get(name) in (None, "")]:
        raise Invalid("words-missing", field=missing[0])
    known = {**door.needs, **door.takes}
    given = {
        name: parser(values[name], name)
        for name, parser in known.items()
        if values.get(name) not in (None, "")
    }
    return await door.function(ticket_id, by, **{**_EMPTY.get(Verb(verb), {}), **given})


_EMPTY: Mapping[Verb, Mapping[str, object]] = {Verb.TRANSFER: {"reason": ""}}
"""A transfer's reason may be left out while nobody has the ticket; the verb itself demands it otherwise."""
