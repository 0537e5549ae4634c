"""The one shape of every verb: transaction, lock, table, change, save, one event row; then publish."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

import clock
from models.states import Status
from models.tickets import Event, Ticket
from tickets import access, capacity, history, lifecycle, publishing, timers
from tickets.actor import Actor, ActorKind
from tickets.errors import Changed, NotAllowed, NotFound, NotPossible
from tickets.lifecycle import Verb
from tickets.plan import Clockwork
from tickets.transaction import after_commit, transaction


@dataclass(slots=True)
class Change:
    """One change in the making: the locked ticket, where it will go, and what the event row will say.

    `by` is whoever does it in the capacity in which they do: their own, or that of the one they stand in for.
    """

    ticket: Ticket
    verb: Verb
    by: Actor
    now: datetime
    to: Status
    data: dict[str, object] = field(default_factory=dict)
    nothing: bool = False

    @property
    def before(self) -> Status:
        """The state the ticket was in; it changes only when everything has been checked."""
        return self.ticket.status

    def remember(self, **values: object) -> None:
        """Keep facts of the present state beside the ticket; None forgets."""
        kept = {**self.ticket.pending, **values}
        self.ticket.pending = {key: value for key, value in kept.items() if value is not None}


Apply = Callable[[Change], Awaitable[None]]
_held: ContextVar[Ticket | None] = ContextVar("held", default=None)
"""The ticket whose row this task has locked already, so that a verb need not lock it once more."""


async def lock(ticket_id: int) -> Ticket:
    """The ticket's row, locked until the end of the transaction."""
    ticket = await Ticket.select_for_update().get_or_none(id=ticket_id)
    if ticket is None:
        raise NotFound
    return ticket


@asynccontextmanager
async def holding(ticket_id: int) -> AsyncIterator[Ticket]:
    """A transaction around one ticket's locked row; a verb on it inside is part of the same transaction."""
    async with transaction():
        ticket = await lock(ticket_id)
        token = _held.set(ticket)
        try:
            yield ticket
        finally:
            _held.reset(token)


async def change(
    ticket_id: int,
    by: Actor,
    verb: Verb,
    apply: Apply,
    *,
    version: int | None = None,
    merged: Ticket | None = None,
) -> Ticket:
    """Carry out `verb` on a ticket; `apply` sets what the verb means, everything else happens here.

    `merged` is the ticket, merged into this one, through which a citizen has a say in it.

    Doing again what is already so returns the ticket unchanged, without an event.
    """
    held = _held.get()
    if held is not None and held.id == ticket_id:
        return await _change(held, by, verb, apply, version=version, merged=merged)
    async with transaction():
        return await _change(await lock(ticket_id), by, verb, apply, version=version, merged=merged)


async def _change(
    ticket: Ticket, by: Actor, verb: Verb, apply: Apply, *, version: int | None, merged: Ticket | None
) -> Ticket:
    # Joining is how a stranger becomes a follower; everything else needs sight of the ticket first.
    own = merged if merged is not None and merged.parent_id == ticket.id else ticket
    if verb is not Verb.JOIN and not await access.may_see(by, own):
        raise NotFound
    by = capacity.acting(by, ticket, verb)
    if version is not None and version != ticket.version:
        raise Changed(status=ticket.status.value, number=ticket.number)
    if (ticket.status, verb) in lifecycle.SETTLED and lifecycle.may(by.kind, verb, ticket.status):
        return ticket
    making = Change(ticket, verb, by, clock.now(), _check(ticket, by, verb, own))
    was, clockwork = dict(vars(ticket)), timers.clockwork(ticket)
    await apply(making)
    if not making.nothing:
        await _finish(making, was, clockwork)
    return ticket


def _check(ticket: Ticket, by: Actor, verb: Verb, own: Ticket) -> Status:
    targets = lifecycle.targets(ticket.status, verb)
    known = {"status": ticket.status.value, "number": ticket.number, "verb": verb.value}
    if not lifecycle.may(by.kind, verb, ticket.status):
        raise NotAllowed(**known)
    if not targets:
        raise NotPossible(**known)
    if verb in lifecycle.NEEDS_REJECTION and "rejection" not in ticket.pending:
        raise NotPossible("no-rejection-asked", **known)
    if by.kind is ActorKind.CITIZEN and not access.owns(by, own) and verb not in FOLLOWERS_MAY:
        raise NotAllowed("not-yours-to-decide", **known)
    return targets[0]


_SHAPE = Ticket._meta  # noqa: SLF001 (Tortoise's own name for the list of fields)
COLUMNS = frozenset({*_SHAPE.db_fields, *(f"{name}_id" for name in _SHAPE.fk_fields)})
FOLLOWERS_MAY = frozenset({Verb.JOIN, Verb.ADD})
"""What a citizen may do with a ticket that somebody else filed."""


async def _finish(making: Change, was: dict[str, object], clockwork: Clockwork) -> None:
    ticket, before = making.ticket, making.ticket.status
    if making.to not in lifecycle.targets(before, making.verb):
        raise AssertionError(f"{making.verb} from {before} to {making.to} is not in the table")
    ticket.status = making.to
    ticket.version += 1
    ticket.updated_at = making.now
    if making.by.stands_for is not None:
        making.data["for"] = making.by.stands_for
    event = await history.record(
        ticket, making.verb.value, making.by, before=before.value, data=making.data, at=making.now
    )
    now = vars(ticket)
    await ticket.save(update_fields=[name for name in now if name in COLUMNS and now[name] != was[name]])
    # What the due rows follow from is mostly untouched: a note or a reminder moves none of them.
    if timers.clockwork(ticket) != clockwork:
        await timers.schedule(ticket)
    await announce(event)


async def announce(event: Event) -> None:
    """Publish the event once the transaction around it has committed."""
    event_id = event.id

    async def publish() -> None:
        await publishing.publish(event_id)

    await after_commit(publish)
