"""Complaints against officials and bribery: out of the department's sight, and back again."""

from models.tickets import Ticket
from tickets.actions.working import run_clock
from tickets.actor import Actor
from tickets.change import Change, change
from tickets.lifecycle import Verb
from tickets.words import words


async def mark_confidential(ticket_id: int, by: Actor, *, reason: str = "") -> Ticket:
    """Only those above the department see it from now on; it is routed anew, to them."""

    async def apply(making: Change) -> None:
        await _set(making, reason, confidential=True)

    return await change(ticket_id, by, Verb.MARK_CONFIDENTIAL, apply)


async def unmark_confidential(ticket_id: int, by: Actor, *, reason: str = "") -> Ticket:
    """An ordinary ticket after all; it is routed anew, to the department."""

    async def apply(making: Change) -> None:
        await _set(making, reason, confidential=False)

    return await change(ticket_id, by, Verb.UNMARK_CONFIDENTIAL, apply)


async def _set(making: Change, reason: str, *, confidential: bool) -> None:
    ticket = making.ticket
    making.nothing = ticket.confidential is confidential
    if making.nothing:
        return
    await run_clock(making)
    ticket.confidential = confidential
    ticket.officer_id = ticket.assigned_at = ticket.first_viewed_at = None
    making.data["reason"] = words(reason, "reason", needed=False)
