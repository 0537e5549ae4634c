"""The verdict of a citizen whose ticket was merged: kept on their own, a "no" reopens the parent."""

from models.states import Status
from models.tickets import Ticket
from tickets import lifecycle
from tickets.actor import Actor
from tickets.change import Apply, Change, change
from tickets.errors import NotPossible
from tickets.lifecycle import Verb


async def parent_of(making: Change) -> Ticket:
    """The ticket it was merged into; raises NotPossible while there is nothing to judge."""
    return await _parent(making, Verb.DISPUTE)


async def open_parent(making: Change) -> Ticket:
    """The same while words can be added to it."""
    return await _parent(making, Verb.ADD)


async def _parent(making: Change, verb: Verb) -> Ticket:
    ticket = making.ticket
    parent = await Ticket.get_or_none(id=ticket.parent_id)
    if parent is None or not lifecycle.targets(parent.status, verb):
        raise NotPossible(status=ticket.status.value, number=ticket.number, verb=making.verb.value)
    making.data["parent"] = parent.id
    return parent


async def keep(making: Change, verdict: str) -> Ticket:
    """Note what this one citizen says; said twice is said once."""
    parent = await parent_of(making)
    making.nothing = making.ticket.verdict == verdict != "no"
    making.ticket.verdict = verdict
    return parent


async def move(parent: Ticket, through: Ticket, by: Actor, verb: Verb, apply: Apply) -> None:
    """Carry the word over to the parent, in the same transaction, where it can still change anything."""
    if lifecycle.targets(parent.status, verb):
        await change(parent.id, by, verb, apply, merged=through)


def is_merged(making: Change) -> bool:
    """Whether this is one of several tickets that became one."""
    return making.ticket.status is Status.MERGED
