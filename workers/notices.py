"""The table of notifications, pure: which event tells whom, in which words; every verb has a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.states import Status
from tickets.lifecycle import OPEN, UNASSIGNED, Verb


class To(StrEnum):
    """Whom a notice is for; `workers.recipients` finds the persons."""

    CITIZEN = "citizen"
    FOLLOWERS = "followers"
    MERGED = "merged"
    OFFICER = "officer"
    ASKER = "asker"
    HEAD = "head"
    LEVEL = "level"
    ABOVE = "above"
    DESK = "desk"


OFFICIAL = frozenset({To.OFFICER, To.ASKER, To.HEAD, To.LEVEL, To.ABOVE, To.DESK})


@dataclass(frozen=True, slots=True)
class Happening:
    """One event, as far as the table may look."""

    verb: Verb
    by: str
    before: str
    after: str
    data: Mapping[str, object] = field(default_factory=dict)


When = Callable[[Happening], bool]


def _always(_: Happening) -> bool:
    return True


def _first(event: Happening) -> bool:
    return bool(event.data.get("first"))


def _passed_on(event: Happening) -> bool:
    return not event.data.get("first") and event.after != Status.APPEALED


def _not_from_chat(event: Happening) -> bool:
    """In a chat the dialog itself acknowledges; papers and telephone calls have nobody else to do it."""
    return event.data.get("source") not in ("telegram", "whatsapp", "webchat", "terminal")


def _from_department(event: Happening) -> bool:
    return event.before != Status.SUBMITTED


def _by_itself(event: Happening) -> bool:
    return event.by == "system"


def _by_hand(event: Happening) -> bool:
    return event.by != "system"


def _to_citizen(event: Happening) -> bool:
    return event.data.get("to") == "citizen"


def _to_officer(event: Happening) -> bool:
    return event.data.get("to") == "officer"


def _about_time(event: Happening) -> bool:
    return event.data.get("kind") in ("half", "most", "due_day")


def _unseen(event: Happening) -> bool:
    return event.data.get("kind") == "first_view"


def _to_department(event: Happening) -> bool:
    return event.after == Status.SUBMITTED and event.before not in (Status.SUBMITTED, Status.SCREENING)


def _to_desk(event: Happening) -> bool:
    """Handed on so often that somebody must look at it first."""
    return event.after == Status.SCREENING and event.before != Status.SCREENING


def _has_officer(event: Happening) -> bool:
    return event.before in OPEN and event.before not in (Status.SUBMITTED, Status.SCREENING)


def _back_at_work(event: Happening) -> bool:
    return event.after in OPEN and event.after not in UNASSIGNED


def _reopened(event: Happening) -> bool:
    return event.after == Status.REOPENED


def _appealed(event: Happening) -> bool:
    return event.after == Status.APPEALED


def _by_another(event: Happening) -> bool:
    """A citizen whose ticket was merged into this one said it, not the one who filed it."""
    return _reopened(event) and bool(event.data.get("merged"))


def _level_one(event: Happening) -> bool:
    return event.data.get("level") == 1


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one kind of recipient.

    `purpose` names the template family for a closed window; `asks` is the question the citizen's chat now
    expects an answer to; `at_once` overtakes bundles (not the night); `card` shows the officer's alert card;
    `choices` are verbs offered as buttons; without
    `words` what another citizen said is not passed on.
    """

    to: To
    text: str
    purpose: str
    when: When = _always
    asks: str = ""
    at_once: bool = False
    card: bool = False
    words: bool = True
    choices: tuple[str, ...] = ()


VERDICT = ("confirm", "dispute", "unsure")
WORK = ("view", "start", "resolve", "ask", "transfer", "extend")
LEAD = ("direct", "extend", "transfer", "message", "escalate")
"""Each reader is offered what their role may do of these."""
NOBODY: tuple[Notice, ...] = ()


def _card(to: To, text: str, purpose: str = "officer_alert", **more: object) -> Notice:
    return Notice(to, text, purpose, card=True, **more)  # type: ignore[arg-type]


def _all(text: str, purpose: str, **more: object) -> tuple[Notice, ...]:
    """The citizen, and those whose tickets were merged into this one, each about their own number."""
    return tuple(Notice(to, text, purpose, **more) for to in (To.CITIZEN, To.MERGED))  # type: ignore[arg-type]


TABLE: Mapping[Verb, tuple[Notice, ...]] = {
    Verb.FILE: (Notice(To.CITIZEN, "notice-taken", "receipt", when=_not_from_chat),),
    Verb.ASSIGN: (
        Notice(To.CITIZEN, "notice-assigned", "assigned", when=_first),
        _card(To.OFFICER, "alert-appeal", when=_appealed, choices=("resolve",)),
        _card(To.OFFICER, "alert-new", when=_first, choices=WORK),
        _card(To.OFFICER, "alert-passed-on", when=_passed_on, choices=WORK),
    ),
    Verb.SCREEN: (
        Notice(To.CITIZEN, "notice-screened", "screened", when=_from_department),
        _card(To.DESK, "alert-desk"),
    ),
    Verb.VIEW: NOBODY,
    Verb.START: _all("notice-started", "started"),
    Verb.ASK: (Notice(To.CITIZEN, "notice-question", "question", asks="answer"),),
    Verb.ANSWER: (_card(To.OFFICER, "alert-answered", at_once=True, choices=WORK),),
    Verb.RESUME: (
        Notice(To.CITIZEN, "notice-resumed", "resumed", when=_by_itself),
        _card(To.OFFICER, "alert-resumed", when=_by_itself, choices=WORK),
    ),
    Verb.RESOLVE: (
        Notice(To.CITIZEN, "notice-resolved", "resolved", asks="verdict", choices=VERDICT),
        Notice(To.MERGED, "notice-resolved", "resolved", asks="verdict", choices=VERDICT),
        Notice(To.FOLLOWERS, "notice-followed-resolved", "followed"),
    ),
    Verb.TRANSFER: (
        *_all("notice-transferred", "transferred", when=_to_department),
        *_all("notice-screened", "screened", when=_to_desk),
        _card(To.DESK, "alert-desk", when=_to_desk),
    ),
    Verb.EXTEND: (
        *_all("notice-extended", "extended"),
        Notice(To.FOLLOWERS, "notice-extended", "extended"),
    ),
    Verb.REJECT: (_card(To.ABOVE, "alert-rejection", choices=("approve_rejection", "decline_rejection")),),
    Verb.APPROVE_REJECTION: (
        Notice(To.CITIZEN, "notice-rejected", "rejected", choices=("appeal",)),
        Notice(To.MERGED, "notice-rejected", "rejected"),
        _card(To.ASKER, "alert-rejection-approved"),
    ),
    Verb.DECLINE_REJECTION: (_card(To.ASKER, "alert-rejection-declined", choices=WORK),),
    Verb.ESCALATE: (
        _card(To.LEVEL, "alert-escalated", "escalation", when=_by_itself, at_once=True, choices=LEAD),
        _card(To.LEVEL, "alert-sent-up", when=_by_hand, at_once=True, choices=LEAD),
        *_all("notice-overdue", "overdue", when=_level_one),
    ),
    Verb.DIRECT: (
        _card(To.OFFICER, "alert-order", at_once=True, choices=WORK),
        _card(To.HEAD, "alert-order"),
    ),
    Verb.NOTE: NOBODY,
    Verb.ATTACH: NOBODY,
    Verb.MESSAGE: (
        Notice(To.CITIZEN, "notice-message", "message", when=_to_citizen, asks="message"),
        _card(To.OFFICER, "alert-message", when=_to_officer, at_once=True, choices=WORK),
    ),
    Verb.CONFIRM: (_card(To.OFFICER, "alert-confirmed"),),
    Verb.DISPUTE: (
        _card(To.OFFICER, "alert-disputed", when=_reopened, choices=WORK),
        _card(To.HEAD, "alert-disputed", when=_reopened, choices=LEAD),
        Notice(To.CITIZEN, "notice-appealed", "appealed", when=_appealed),
        Notice(To.MERGED, "notice-appealed", "appealed", when=_appealed, words=False),
        Notice(To.MERGED, "notice-not-fixed", "reopened", when=_reopened, words=False),
        Notice(To.CITIZEN, "notice-not-fixed", "reopened", when=_by_another, words=False),
    ),
    Verb.UNSURE: NOBODY,
    Verb.RATE: (Notice(To.CITIZEN, "notice-appealed", "appealed", when=_appealed),),
    Verb.APPEAL: (Notice(To.CITIZEN, "notice-appealed", "appealed"),),
    Verb.WITHDRAW: (
        _card(To.OFFICER, "alert-withdrawn", when=_has_officer),
        Notice(To.FOLLOWERS, "notice-withdrawn", "withdrawn"),
    ),
    Verb.NUDGE: (_card(To.OFFICER, "alert-nudged", when=_has_officer, choices=WORK),),
    Verb.ADD: (_card(To.OFFICER, "alert-added", when=_has_officer, choices=WORK),),
    Verb.EDIT: NOBODY,
    Verb.JOIN: NOBODY,
    Verb.MERGE: (Notice(To.CITIZEN, "notice-merged", "merged"),),
    Verb.UNMERGE: (
        Notice(To.CITIZEN, "notice-unmerged", "merged"),
        _card(To.OFFICER, "alert-passed-on", when=_back_at_work, choices=WORK),
    ),
    Verb.CLOSE: _all("notice-closed", "closed", choices=("confirm", "dispute")),
    Verb.REOPEN: (
        *_all("notice-reopened", "reopened"),
        _card(To.OFFICER, "alert-reopened", choices=WORK),
    ),
    Verb.REMIND: (
        _card(To.OFFICER, "alert-reminder", "reminder", when=_about_time, choices=WORK),
        _card(To.OFFICER, "alert-unseen", "reminder", when=_unseen, choices=WORK),
        _card(To.HEAD, "alert-unseen", "reminder", when=_unseen, choices=LEAD),
    ),
    # The escalation that falls due at the same moment tells everybody; the breach itself is for the record.
    Verb.BREACH: NOBODY,
    Verb.ASK_VERDICT: _all("notice-ask-again", "resolved", asks="verdict", choices=VERDICT),
    Verb.SECOND_LOOK: (
        Notice(
            To.CITIZEN, "notice-second-look", "second_look", asks="verdict", choices=("confirm", "dispute")
        ),
    ),
    Verb.RECOUNT: NOBODY,
    Verb.MARK_CONFIDENTIAL: NOBODY,
    Verb.UNMARK_CONFIDENTIAL: NOBODY,
}


def notices_for(event: Happening) -> tuple[Notice, ...]:
    """What this event says to whom."""
    return tuple(notice for notice in TABLE[event.verb] if notice.when(event))


PURPOSES = frozenset(notice.purpose for notices in TABLE.values() for notice in notices) | {"officer_bundle"}
"""Every template family that must exist for a closed WhatsApp window."""
