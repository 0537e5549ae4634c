"""In which capacity somebody deals with a ticket: in their own, or in that of whom they stand in for.

Their own comes first; a lent one is used only where it reaches the ticket and its role may do what the own
may not. So standing in never widens what a role may do outside the jurisdiction that was lent.
"""

from models.tickets import Ticket
from tickets import access, lifecycle
from tickets.actor import Actor, rank
from tickets.lifecycle import Verb


def capacities(actor: Actor, ticket: Ticket) -> tuple[Actor, ...]:
    """All that reach this ticket, their own first, then the highest; their own when none does."""
    if not actor.stands_in_for:
        return (actor,)
    highest = sorted(actor.stands_in_for, key=lambda one: -rank(one.kind, one.level))
    found = tuple(one for one in (actor, *highest) if access.covers(one, ticket))
    return found or (actor,)


def acting(actor: Actor, ticket: Ticket, verb: Verb) -> Actor:
    """The capacity in which the verb is done; the first one when none may do it."""
    found = capacities(actor, ticket)
    return next((one for one in found if lifecycle.may(one.kind, verb, ticket.status)), found[0])


def is_spent(ticket: Ticket) -> bool:
    """Whether the date was moved already while this officer had it; whoever gets it later may once too."""
    if "extended" not in ticket.pending:
        return bool(ticket.extension_count)
    return bool(ticket.officer_id in _holders(ticket))


def spend(ticket: Ticket) -> list[object]:
    """The officers under whom the date was moved, with the present one."""
    return [*_holders(ticket), ticket.officer_id]


def _holders(ticket: Ticket) -> list[object]:
    found = ticket.pending.get("extended")
    return found if isinstance(found, list) else []


def offered(actor: Actor, ticket: Ticket) -> tuple[Verb, ...]:
    """The verbs this actor may do now, in any capacity: what buttons to show."""
    asked, spent = "rejection" in ticket.pending, is_spent(ticket)
    found = {
        verb
        for one in capacities(actor, ticket)
        for verb in lifecycle.possible(ticket.status, one.kind, rejection_asked=asked, extended=spent)
    }
    return tuple(verb for verb in Verb if verb in found)
