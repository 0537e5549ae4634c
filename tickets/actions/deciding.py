"""Decisions about time and outcome: extend, reject and its approval, escalate, direct, reopen."""

from datetime import date, datetime, timedelta
from enum import StrEnum

import settings
from models.officers import Officer, Role
from models.states import Status
from models.tickets import Ticket
from tickets import capacity, deadlines, office, timers
from tickets.actions.working import run_clock
from tickets.actor import Actor, ActorKind, rank
from tickets.change import Change, change
from tickets.errors import Invalid, NotAllowed
from tickets.guard import check_reply, check_tone
from tickets.lifecycle import UNASSIGNED, Verb
from tickets.words import words

FURTHEST = timedelta(days=366)
TOP_LEVEL = 3


class Rejection(StrEnum):
    """Why a ticket may be rejected; "not ours" is no reason, that is a transfer."""

    DUPLICATE = "duplicate"
    NOT_A_GRIEVANCE = "not_a_grievance"
    NO_DETAILS = "no_details"
    COURT = "court"
    RTI = "rti"
    POLICY = "policy"
    ALREADY_DONE = "already_done"
    FALSE = "false"


async def _named_day(until: str, days: int | None, now: datetime) -> datetime:
    """The end of the office day that was named, by date or by a number of working days."""
    calendar = await office.current()
    if days is not None:
        if not 1 <= days <= FURTHEST.days:
            raise Invalid("no-such-date", field="days")
        return calendar.add_days(now, days)
    try:
        due = deadlines.on_date(date.fromisoformat(until), calendar)
    except ValueError:
        raise Invalid("no-such-date", field="until") from None
    if not now < due < now + FURTHEST:
        raise Invalid("date-out-of-reach", field="until")
    return due


async def _new_due(making: Change, due: datetime) -> None:
    """A date counted on the calendar of today: an older version has nothing to say about it."""
    ticket = making.ticket
    ticket.calendar_version = (await office.current()).version
    making.data |= {
        "due_before": ticket.due_at.isoformat() if ticket.due_at else None,
        "due_at": due.isoformat(),
    }
    ticket.due_at = due
    timers.new_term(ticket, making.now)


async def extend(
    ticket_id: int,
    by: Actor,
    *,
    reason: str,
    until: str = "",
    days: int | None = None,
    version: int | None = None,
) -> Ticket:
    """An interim reply with a new date; once by the officer, again only by those above."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        if making.by.kind is ActorKind.OFFICER and capacity.is_spent(ticket):
            raise NotAllowed("extension-again", number=ticket.number)
        said = words(reason, "reason")
        check_reply(said, "reason")
        due = await _named_day(until, days, making.now)
        if ticket.due_at is not None and due <= ticket.due_at:
            raise Invalid("date-not-later", field="until")
        ticket.first_viewed_at = ticket.first_viewed_at or making.now
        ticket.extension_count += 1
        making.remember(extended=capacity.spend(ticket))
        making.data["reason"] = said
        await _new_due(making, due)

    return await change(ticket_id, by, Verb.EXTEND, apply, version=version)


async def direct(
    ticket_id: int,
    by: Actor,
    *,
    text: str,
    until: str = "",
    days: int | None = None,
    officer_id: int | None = None,
    version: int | None = None,
) -> Ticket:
    """A supervisor's order, with a date and, if wanted, the officer who is to carry it out."""

    async def apply(making: Change) -> None:
        making.data["text"] = words(text, "text")
        if until or days is not None:
            await _new_due(making, await _named_day(until, days, making.now))
        if officer_id is not None:
            await _hand_to(making, officer_id)

    return await change(ticket_id, by, Verb.DIRECT, apply, version=version)


async def _hand_to(making: Change, officer_id: int) -> None:
    """Whoever is to carry it out has it from now on, and has not seen it yet."""
    ticket = making.ticket
    officer = await Officer.get_or_none(id=officer_id, active=True)
    if officer is None:
        raise Invalid("no-such-officer", field="officer_id")
    if ticket.confidential and (officer.role is not Role.SUPERVISOR or officer.department_id is not None):
        raise Invalid("confidential-only-above", field="officer_id")
    making.data |= {"officer": officer.id, "from": ticket.officer_id}
    if officer.id == ticket.officer_id:
        return
    if ticket.status in UNASSIGNED:
        making.to = Status.ASSIGNED
        ticket.department_id = ticket.department_id or officer.department_id
    making.data["first"] = ticket.assigned_at is None
    ticket.officer_id, ticket.assigned_at, ticket.first_viewed_at = officer.id, making.now, None


async def escalate(ticket_id: int, by: Actor, *, level: int | None = None, reason: str = "") -> Ticket:
    """One level up: department head, ADM, Collector. A level reached before changes nothing.

    By hand it goes above whoever sends it; before the due date the ladder still begins at its foot then.
    """

    async def apply(making: Change) -> None:
        ticket = making.ticket
        above = max(ticket.escalation_level, rank(making.by.kind, making.by.level)) + 1
        reached = min(level if level is not None else above, TOP_LEVEL)
        making.nothing = reached <= ticket.escalation_level
        if level is not None or (ticket.due_at is not None and ticket.due_at <= making.now):
            ticket.escalation_level = max(reached, ticket.escalation_level)
        making.data |= {"level": reached, "reason": words(reason, "reason", needed=False)}

    return await change(ticket_id, by, Verb.ESCALATE, apply)


async def reject(ticket_id: int, by: Actor, *, reason: str, note: str, version: int | None = None) -> Ticket:
    """Ask for approval not to act; the reason comes from the list, the note explains it to the citizen."""

    async def apply(making: Change) -> None:
        if reason not in tuple(Rejection):
            raise Invalid("no-such-reason", field="reason")
        said = words(note, "note")
        check_reply(said, "note")
        making.remember(rejection={"reason": reason, "note": said, "by": by.id})
        making.data |= {"code": reason, "note": said}

    return await change(ticket_id, by, Verb.REJECT, apply, version=version)


def _asked(making: Change) -> dict[str, object]:
    asked = making.ticket.pending["rejection"]
    return dict(asked) if isinstance(asked, dict) else {}


async def approve_rejection(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """The supervisor agrees: the ticket ends as rejected, and the citizen is told why and how to appeal.

    Whoever asked for it cannot agree with themselves by standing in for the supervisor.
    """

    async def apply(making: Change) -> None:
        asked = _asked(making)
        if making.by.stands_for is not None and asked.get("by") == by.id:
            raise NotAllowed("own-rejection", number=making.ticket.number)
        await run_clock(making)
        making.ticket.resolution = str(asked.get("note", ""))
        making.ticket.closed_at = making.now
        making.data |= {"code": asked.get("reason"), "note": asked.get("note"), "asked_by": asked.get("by")}
        making.remember(rejection=None)

    return await change(ticket_id, by, Verb.APPROVE_REJECTION, apply, version=version)


async def decline_rejection(
    ticket_id: int, by: Actor, *, note: str = "", version: int | None = None
) -> Ticket:
    """The supervisor does not agree: the work goes on."""

    async def apply(making: Change) -> None:
        making.data |= {"note": words(note, "note", needed=False), "asked_by": _asked(making).get("by")}
        making.remember(rejection=None)

    return await change(ticket_id, by, Verb.DECLINE_REJECTION, apply, version=version)


async def reopen(ticket_id: int, by: Actor, *, reason: str, version: int | None = None) -> Ticket:
    """A supervisor does not accept an end; not counted as the citizen's word."""

    async def apply(making: Change) -> None:
        said = words(reason, "reason")
        check_tone(said, "reason")
        making.data["reason"] = said
        await again(making)

    return await change(ticket_id, by, Verb.REOPEN, apply, version=version)


async def again(making: Change) -> None:
    """Work goes on with what time was left, at least the days a reopened ticket gets."""
    ticket = making.ticket
    ended = ticket.resolved_at or ticket.closed_at or making.now
    calendar = await office.current()
    await _new_due(making, deadlines.reopened(ticket.due_at or ended, ended, making.now, calendar))
    ticket.resolved_at = ticket.closed_at = None


async def one_level_up(making: Change) -> None:
    """An appeal: decided above, in the days the settings give."""
    ticket = making.ticket
    level = min(int(str(ticket.pending.get("appeal_level", 0))) + 1, TOP_LEVEL)
    calendar = await office.current()
    await _new_due(making, calendar.add_days(making.now, settings.current().tickets.appeal_days))
    ticket.resolved_at = ticket.closed_at = None
    making.remember(appeal_level=level)
    making.data["level"] = level
