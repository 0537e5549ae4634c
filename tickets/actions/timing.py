"""What only time does: remind, breach, close, ask again, look again, recount after a calendar change."""

from models.tickets import Ticket
from tickets import deadlines, office
from tickets.actor import SYSTEM
from tickets.change import Change, change
from tickets.lifecycle import Verb


async def remind(ticket_id: int, *, kind: str) -> Ticket:
    """A reminder to whoever has it; `kind` is the timer's."""

    async def apply(making: Change) -> None:
        making.data["kind"] = kind

    return await change(ticket_id, SYSTEM, Verb.REMIND, apply)


async def breach(ticket_id: int) -> Ticket:
    """The due date has passed: recorded once for ever."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        making.nothing = ticket.breached_at is not None
        ticket.breached_at = ticket.breached_at or ticket.due_at or making.now
        making.data |= {
            "due_at": ticket.due_at.isoformat() if ticket.due_at else None,
            "officer": ticket.officer_id,
        }

    return await change(ticket_id, SYSTEM, Verb.BREACH, apply)


async def close(ticket_id: int) -> Ticket:
    """The citizen has not said a word: closed, and counted as silent, not as confirmed."""

    async def apply(making: Change) -> None:
        making.ticket.closed_at = making.now

    return await change(ticket_id, SYSTEM, Verb.CLOSE, apply)


async def ask_verdict(ticket_id: int) -> Ticket:
    """Put the question "is it fixed?" once more."""

    async def apply(making: Change) -> None:
        making.data["again"] = True

    return await change(ticket_id, SYSTEM, Verb.ASK_VERDICT, apply)


async def second_look(ticket_id: int) -> Ticket:
    """A month later: ask whether it still works."""

    async def apply(making: Change) -> None:
        making.remember(looked_again=True)

    return await change(ticket_id, SYSTEM, Verb.SECOND_LOOK, apply)


async def recount(ticket_id: int) -> Ticket:
    """The office calendar was changed: the same office time is left, on the new calendar."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        calendar = await office.current()
        before = await office.by_version(ticket.calendar_version)
        due = deadlines.recounted(ticket.due_at, making.now, before, calendar) if ticket.due_at else None
        making.nothing = due is None or due == ticket.due_at
        if due is None or ticket.due_at is None or making.nothing:
            return
        making.data |= {"due_before": ticket.due_at.isoformat(), "due_at": due.isoformat()}
        making.data["calendar"] = calendar.version
        ticket.due_at, ticket.calendar_version = due, calendar.version

    return await change(ticket_id, SYSTEM, Verb.RECOUNT, apply)
