"""The form of each verb: which fields it asks for, and where it stands on a ticket's page."""

from dataclasses import dataclass
from enum import StrEnum

from models.states import Status
from models.tickets import Ticket
from tickets import capacity, lifecycle
from tickets.actor import Actor, ActorKind
from tickets.lifecycle import Verb


class Ask(StrEnum):
    """Kinds of fields."""

    WORDS = "words"
    REPLY = "reply"
    DATE = "date"
    DEPARTMENT = "department"
    CATEGORY = "category"
    AREA = "area"
    OFFICER = "officer"
    REASON = "reason"
    KIND = "kind"
    STARS = "stars"
    FILES = "files"
    TICKET = "ticket"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `name` is the verb's own value."""

    name: str
    ask: Ask
    needed: bool = False


def _f(name: str, ask: Ask, *, needed: bool = False) -> Field:
    return Field(name, ask, needed)


_FILES = _f("attachments", Ask.FILES)

FORMS: dict[Verb, tuple[Field, ...]] = {
    Verb.START: (),
    Verb.RESOLVE: (_f("note", Ask.REPLY, needed=True), _FILES),
    Verb.ASK: (_f("question", Ask.REPLY, needed=True),),
    Verb.RESUME: (),
    Verb.EXTEND: (_f("until", Ask.DATE, needed=True), _f("reason", Ask.REPLY, needed=True)),
    Verb.TRANSFER: (
        _f("department", Ask.DEPARTMENT, needed=True),
        _f("category", Ask.CATEGORY),
        _f("area_id", Ask.AREA),
        _f("reason", Ask.WORDS, needed=True),
    ),
    Verb.ASSIGN: (_f("officer_id", Ask.OFFICER, needed=True),),
    Verb.MESSAGE: (_f("text", Ask.REPLY, needed=True), _FILES),
    Verb.NOTE: (_f("text", Ask.WORDS, needed=True), _FILES),
    Verb.ATTACH: (_f("attachments", Ask.FILES, needed=True), _f("text", Ask.WORDS)),
    Verb.DIRECT: (
        _f("text", Ask.WORDS, needed=True),
        _f("until", Ask.DATE),
        _f("officer_id", Ask.OFFICER),
    ),
    Verb.EDIT: (
        _f("kind", Ask.KIND),
        _f("category", Ask.CATEGORY),
        _f("area_id", Ask.AREA),
        _f("urgent", Ask.YES_NO),
    ),
    Verb.SCREEN: (_f("reason", Ask.WORDS),),
    Verb.REJECT: (_f("reason", Ask.REASON, needed=True), _f("note", Ask.REPLY, needed=True)),
    Verb.APPROVE_REJECTION: (),
    Verb.DECLINE_REJECTION: (_f("note", Ask.WORDS),),
    Verb.ESCALATE: (_f("reason", Ask.WORDS),),
    Verb.REOPEN: (_f("reason", Ask.WORDS, needed=True),),
    Verb.MERGE: (_f("parent_id", Ask.TICKET, needed=True),),
    Verb.UNMERGE: (),
    Verb.MARK_CONFIDENTIAL: (_f("reason", Ask.WORDS),),
    Verb.UNMARK_CONFIDENTIAL: (_f("reason", Ask.WORDS),),
    Verb.ANSWER: (_f("text", Ask.WORDS, needed=True), _FILES),
    Verb.ADD: (_f("text", Ask.WORDS, needed=True), _FILES),
    Verb.CONFIRM: (),
    Verb.DISPUTE: (_f("reason", Ask.WORDS, needed=True),),
    Verb.UNSURE: (),
    Verb.RATE: (_f("stars", Ask.STARS, needed=True), _f("reason", Ask.WORDS)),
    Verb.APPEAL: (_f("reason", Ask.WORDS, needed=True),),
    Verb.NUDGE: (),
    Verb.WITHDRAW: (_f("reason", Ask.WORDS),),
}

FIRST: dict[ActorKind, tuple[Verb, ...]] = {
    ActorKind.OFFICER: (Verb.START, Verb.RESOLVE, Verb.ASK, Verb.RESUME),
    ActorKind.DEPARTMENT_HEAD: (Verb.ASSIGN, Verb.RESOLVE, Verb.ASK, Verb.EXTEND),
    ActorKind.OPERATOR: (Verb.TRANSFER, Verb.ASSIGN, Verb.ANSWER, Verb.CONFIRM, Verb.DISPUTE, Verb.RATE),
    ActorKind.SUPERVISOR: (Verb.DIRECT, Verb.APPROVE_REJECTION, Verb.DECLINE_REJECTION, Verb.ASSIGN),
}
"""What stands open at the top; the rest waits under "more"."""
SAID_FOR_CITIZEN = frozenset(
    {Verb.ANSWER, Verb.ADD, Verb.CONFIRM, Verb.DISPUTE, Verb.UNSURE, Verb.RATE, Verb.APPEAL, Verb.NUDGE}
    | {Verb.WITHDRAW}
)
BULK: tuple[Verb, ...] = (
    Verb.START,
    Verb.NOTE,
    Verb.RESOLVE,
    Verb.ESCALATE,
    Verb.SCREEN,
    Verb.APPROVE_REJECTION,
)
BULK_FIELD: dict[Verb, str] = {
    Verb.NOTE: "text",
    Verb.RESOLVE: "note",
    Verb.ESCALATE: "reason",
    Verb.SCREEN: "reason",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A verb that may be done now, with its fields."""

    verb: Verb
    fields: tuple[Field, ...]

    @property
    def has_files(self) -> bool:
        """Whether its form carries files."""
        return any(field.ask is Ask.FILES for field in self.fields)


def offers(ticket: Ticket, actor: Actor) -> tuple[list[Offer], list[Offer]]:
    """The verbs of this ticket for this actor, by the lifecycle table: first ones, and the others."""
    possible = capacity.offered(actor, ticket)
    hidden = {Verb.UNMARK_CONFIDENTIAL if not ticket.confidential else Verb.MARK_CONFIDENTIAL}
    first = [verb for one in capacity.capacities(actor, ticket) for verb in FIRST.get(one.kind, ())]
    shown = [Offer(verb, FORMS[verb]) for verb in FORMS if verb in possible and verb not in hidden]
    return [one for one in shown if one.verb in first], [one for one in shown if one.verb not in first]


def bulk_verbs(actor: Actor) -> list[Verb]:
    """The verbs this actor may do to many tickets at once (in some state)."""
    kinds = {one.kind for one in (actor, *actor.stands_in_for)}
    return [
        verb for verb in BULK if any(lifecycle.may(kind, verb, status) for kind in kinds for status in Status)
    ]
