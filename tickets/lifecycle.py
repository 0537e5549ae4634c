"""The life of a ticket as two tables: state × verb → states it may lead to, and verb → who may do it.

Every attempt, from whichever door, is looked up here; nothing else in the program asks for a ticket's status
to decide what is allowed.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from models.states import Status
from tickets.actor import ActorKind

S = Status
K = ActorKind


class Verb(StrEnum):
    """Everything that can happen to a ticket; each success is one event row of this name."""

    FILE = "file"
    ASSIGN = "assign"
    SCREEN = "screen"
    VIEW = "view"
    START = "start"
    ASK = "ask"
    ANSWER = "answer"
    RESUME = "resume"
    RESOLVE = "resolve"
    TRANSFER = "transfer"
    EXTEND = "extend"
    REJECT = "reject"
    APPROVE_REJECTION = "approve_rejection"
    DECLINE_REJECTION = "decline_rejection"
    ESCALATE = "escalate"
    DIRECT = "direct"
    NOTE = "note"
    ATTACH = "attach"
    MESSAGE = "message"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    UNSURE = "unsure"
    RATE = "rate"
    APPEAL = "appeal"
    WITHDRAW = "withdraw"
    NUDGE = "nudge"
    ADD = "add"
    EDIT = "edit"
    JOIN = "join"
    MERGE = "merge"
    UNMERGE = "unmerge"
    CLOSE = "close"
    REOPEN = "reopen"
    REMIND = "remind"
    BREACH = "breach"
    ASK_VERDICT = "ask_verdict"
    SECOND_LOOK = "second_look"
    RECOUNT = "recount"
    MARK_CONFIDENTIAL = "mark_confidential"
    UNMARK_CONFIDENTIAL = "unmark_confidential"


V = Verb

WITH_OFFICE = (S.ASSIGNED, S.IN_PROGRESS, S.REOPENED)
UNASSIGNED = (S.SUBMITTED, S.SCREENING)
OPEN = (*UNASSIGNED, *WITH_OFFICE, S.WAITING_CITIZEN, S.APPEALED)
ENDED = (S.CONFIRMED, S.CLOSED_UNANSWERED, S.WITHDRAWN, S.REJECTED, S.MERGED)
"""Open tickets are somebody's work; a resolved one waits for the citizen's word; the ended ones rest."""

Targets = tuple[Status, ...]
Table = Mapping[tuple[Status, Verb], Targets]


def _rows(verb: Verb, states: Iterable[Status], *to: Status) -> dict[tuple[Status, Verb], Targets]:
    """Rows of one verb; without `to` the state stays as it is. The first target is the usual one."""
    return {(state, verb): to or (state,) for state in states}


TABLE: Table = {
    **_rows(V.ASSIGN, (*UNASSIGNED, S.ASSIGNED, S.IN_PROGRESS), S.ASSIGNED),
    **_rows(V.ASSIGN, (S.REOPENED, S.WAITING_CITIZEN, S.APPEALED)),
    **_rows(V.SCREEN, (S.SUBMITTED, *WITH_OFFICE), S.SCREENING),
    **_rows(V.VIEW, (*WITH_OFFICE, S.WAITING_CITIZEN, S.APPEALED)),
    **_rows(V.START, (S.ASSIGNED, S.REOPENED), S.IN_PROGRESS),
    **_rows(V.ASK, WITH_OFFICE, S.WAITING_CITIZEN),
    **_rows(V.ANSWER, (S.WAITING_CITIZEN,), S.IN_PROGRESS),
    **_rows(V.RESUME, (S.WAITING_CITIZEN,), S.IN_PROGRESS),
    **_rows(V.RESOLVE, (*WITH_OFFICE, S.WAITING_CITIZEN, S.APPEALED), S.RESOLVED),
    **_rows(V.TRANSFER, (*UNASSIGNED, *WITH_OFFICE, S.WAITING_CITIZEN), S.SUBMITTED, S.SCREENING),
    **_rows(V.EXTEND, (*WITH_OFFICE, S.WAITING_CITIZEN, S.APPEALED)),
    **_rows(V.REJECT, (S.SCREENING, *WITH_OFFICE)),
    **_rows(V.APPROVE_REJECTION, (S.SCREENING, *WITH_OFFICE, S.WAITING_CITIZEN), S.REJECTED),
    **_rows(V.DECLINE_REJECTION, (S.SCREENING, *WITH_OFFICE, S.WAITING_CITIZEN)),
    **_rows(V.ESCALATE, OPEN),
    **_rows(V.DIRECT, OPEN),
    # An order that names an officer ends the search for one.
    (S.SUBMITTED, V.DIRECT): (S.SUBMITTED, S.ASSIGNED),
    (S.SCREENING, V.DIRECT): (S.SCREENING, S.ASSIGNED),
    **_rows(V.NOTE, tuple(S)),
    **_rows(V.ATTACH, (*OPEN, S.RESOLVED)),
    **_rows(V.MESSAGE, (*OPEN, S.RESOLVED)),
    **_rows(V.CONFIRM, (S.RESOLVED, S.CLOSED_UNANSWERED), S.CONFIRMED),
    # A citizen whose ticket was merged says it on their own; a "no" reopens the parent.
    **_rows(V.CONFIRM, (S.MERGED,)),
    **_rows(V.DISPUTE, (S.MERGED,)),
    **_rows(V.RATE, (S.MERGED,)),
    **_rows(V.DISPUTE, (S.RESOLVED, S.CLOSED_UNANSWERED, S.CONFIRMED), S.REOPENED, S.APPEALED),
    **_rows(V.UNSURE, (S.RESOLVED, S.MERGED)),
    **_rows(V.RATE, (S.CONFIRMED,), S.CONFIRMED, S.APPEALED),
    **_rows(V.APPEAL, (S.RESOLVED, S.CLOSED_UNANSWERED, S.REJECTED), S.APPEALED),
    **_rows(V.WITHDRAW, (*OPEN, S.RESOLVED), S.WITHDRAWN),
    **_rows(V.NUDGE, OPEN),
    **_rows(V.ADD, (*OPEN, S.RESOLVED, S.MERGED)),
    **_rows(V.EDIT, OPEN),
    **_rows(V.JOIN, OPEN),
    **_rows(V.MERGE, OPEN, S.MERGED),
    **_rows(V.UNMERGE, (S.MERGED,), *OPEN),
    **_rows(V.CLOSE, (S.RESOLVED,), S.CLOSED_UNANSWERED),
    **_rows(V.REOPEN, (S.RESOLVED, S.CLOSED_UNANSWERED, S.REJECTED), S.REOPENED),
    **_rows(V.REMIND, OPEN),
    **_rows(V.BREACH, OPEN),
    **_rows(V.ASK_VERDICT, (S.RESOLVED,)),
    **_rows(V.SECOND_LOOK, (S.CONFIRMED, S.CLOSED_UNANSWERED)),
    **_rows(V.RECOUNT, OPEN),
    **_rows(V.MARK_CONFIDENTIAL, OPEN, S.SUBMITTED),
    **_rows(V.UNMARK_CONFIDENTIAL, OPEN, S.SUBMITTED),
}

_DESK = frozenset({K.OFFICER, K.DEPARTMENT_HEAD, K.SUPERVISOR})
_LEADS = frozenset({K.DEPARTMENT_HEAD, K.SUPERVISOR})
_SORTERS = frozenset({K.DEPARTMENT_HEAD, K.OPERATOR, K.SUPERVISOR})
_STAFF = frozenset({K.OFFICER, K.DEPARTMENT_HEAD, K.OPERATOR, K.SUPERVISOR})
_ASIDE = frozenset({K.CITIZEN, K.OPERATOR})
"""The citizen, or the operator who writes down what the citizen says on the telephone."""
_SYSTEM = frozenset({K.SYSTEM})
_ABOVE = frozenset({K.SUPERVISOR})

ROLES: Mapping[Verb, frozenset[ActorKind]] = {
    V.FILE: _ASIDE | _SYSTEM,
    V.ASSIGN: _SORTERS | _SYSTEM,
    V.SCREEN: _SORTERS | _SYSTEM,
    V.VIEW: _STAFF,
    V.START: _DESK,
    V.ASK: _DESK,
    V.ANSWER: _ASIDE,
    V.RESUME: _DESK | _SYSTEM,
    V.RESOLVE: _DESK,
    V.TRANSFER: _STAFF,
    V.EXTEND: _DESK,
    V.REJECT: _STAFF,
    V.APPROVE_REJECTION: _ABOVE,
    V.DECLINE_REJECTION: _ABOVE,
    V.ESCALATE: _LEADS | _SYSTEM,
    V.DIRECT: _ABOVE,
    V.NOTE: _STAFF,
    V.ATTACH: _STAFF,
    V.MESSAGE: _STAFF | {K.CITIZEN},
    V.CONFIRM: _ASIDE,
    V.DISPUTE: _ASIDE,
    V.UNSURE: _ASIDE,
    V.RATE: _ASIDE,
    V.APPEAL: _ASIDE,
    V.WITHDRAW: _ASIDE,
    V.NUDGE: _ASIDE,
    V.ADD: _ASIDE,
    V.EDIT: _SORTERS,
    V.JOIN: _ASIDE,
    V.MERGE: _SORTERS,
    V.UNMERGE: _SORTERS | _SYSTEM,
    V.CLOSE: _SYSTEM,
    V.REOPEN: _ABOVE,
    V.REMIND: _SYSTEM,
    V.BREACH: _SYSTEM,
    V.ASK_VERDICT: _SYSTEM,
    V.SECOND_LOOK: _SYSTEM,
    V.RECOUNT: _SYSTEM,
    V.MARK_CONFIDENTIAL: _ABOVE | {K.OPERATOR},
    V.UNMARK_CONFIDENTIAL: _ABOVE,
}

NARROWER: Mapping[tuple[Status, Verb], frozenset[ActorKind]] = {
    # Before a department has it, only the desk (or the router) may send it somewhere or refuse it.
    (S.SUBMITTED, V.TRANSFER): frozenset({K.OPERATOR, K.SUPERVISOR}),
    (S.SCREENING, V.TRANSFER): frozenset({K.OPERATOR, K.SUPERVISOR}),
    (S.SCREENING, V.REJECT): frozenset({K.OPERATOR, K.SUPERVISOR}),
    # An appeal is decided above the one who is appealed against.
    (S.APPEALED, V.RESOLVE): _LEADS,
    (S.APPEALED, V.EXTEND): _ABOVE,
    (S.APPEALED, V.ASSIGN): _ABOVE | _SYSTEM,
}

SETTLED: frozenset[tuple[Status, Verb]] = frozenset(
    {
        (S.CONFIRMED, V.CONFIRM),
        (S.IN_PROGRESS, V.START),
        (S.IN_PROGRESS, V.RESUME),
        (S.SCREENING, V.SCREEN),
        (S.WITHDRAWN, V.WITHDRAW),
        (S.CLOSED_UNANSWERED, V.CLOSE),
        (S.CONFIRMED, V.CLOSE),
        (S.APPEALED, V.APPEAL),
        (S.REJECTED, V.APPROVE_REJECTION),
    }
)
"""Already so: doing it again changes nothing and is no mistake (a button pressed twice)."""

NEEDS_REJECTION = frozenset({V.APPROVE_REJECTION, V.DECLINE_REJECTION})
"""Verbs that make sense only while a rejection waits for approval."""


def targets(status: Status, verb: Verb) -> Targets:
    """The states `verb` may lead to from `status`; empty when it is not possible."""
    return TABLE.get((status, verb), ())


def may(kind: ActorKind, verb: Verb, status: Status) -> bool:
    """Whether this role may do that in this state (if it is possible at all)."""
    return kind in NARROWER.get((status, verb), ROLES[verb])


def possible(
    status: Status, kind: ActorKind, *, rejection_asked: bool = False, extended: bool = False
) -> tuple[Verb, ...]:
    """The verbs that a role may do now, in the order of the vocabulary: what buttons to offer."""
    spent = extended and kind is K.OFFICER
    return tuple(
        verb
        for verb in Verb
        if targets(status, verb)
        and may(kind, verb, status)
        and (rejection_asked or verb not in NEEDS_REJECTION)
        and not (spent and verb is V.EXTEND)
    )
