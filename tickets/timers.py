"""Keeps a ticket's due rows in step with its state, inside the verb's own transaction."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tortoise.connection import get_connection

import settings
from models.dialect import bind
from models.states import Status
from models.tickets import Ticket, Timer
from tickets import office
from tickets.calendar import OfficeCalendar
from tickets.plan import Clockwork, Planned, Policy, plan

_INSERT = """
INSERT INTO timer (key, kind, ticket_id, due_at, data, state, attempts, error) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET due_at = excluded.due_at, state = 'waiting', claimed_until = NULL
WHERE timer.state IN ('waiting', 'cancelled')
"""
_ROW = "({{{0}}}, {{{1}}}, {{{2}}}, {{{3}}}, '{{}}', 'waiting', 0, '')"
NO_TIMERS = frozenset({Status.WITHDRAWN, Status.REJECTED, Status.MERGED})


def policy() -> Policy:
    """The limits in days that are settings."""
    chosen = settings.current().tickets
    return Policy(waiting=chosen.waiting_days, unanswered=chosen.unanswered_days)


def clockwork(ticket: Ticket) -> Clockwork:
    """What the ticket's timers follow from."""
    since = ticket.pending.get("since")
    return Clockwork(
        ticket_id=ticket.id,
        status=ticket.status,
        term=int(str(ticket.pending.get("term", 0))),
        since=datetime.fromisoformat(str(since)) if since else ticket.submitted_at,
        due_at=ticket.due_at,
        assigned_at=ticket.assigned_at,
        viewed=ticket.first_viewed_at is not None,
        breached=ticket.breached_at is not None,
        level=ticket.escalation_level,
        paused_at=ticket.paused_at,
        resolved_at=ticket.resolved_at,
        closed_at=ticket.closed_at,
        looked_again=bool(ticket.pending.get("looked_again")),
    )


def new_term(ticket: Ticket, since: datetime) -> None:
    """A new due date counts from here: its reminders and its ladder begin afresh."""
    term = int(str(ticket.pending.get("term", 0))) + 1
    ticket.pending = {**ticket.pending, "term": term, "since": since.astimezone(UTC).isoformat()}
    ticket.escalation_level = 0


async def planned(ticket: Ticket, calendar: OfficeCalendar | None = None) -> tuple[Planned, ...]:
    """The timers this ticket should have waiting."""
    return plan(clockwork(ticket), calendar or await office.current(), policy())


async def begin(ticket: Ticket, calendar: OfficeCalendar) -> None:
    """The first timers of a ticket that has just been filed."""
    await _insert(await planned(ticket, calendar), ticket.id)


async def schedule(ticket: Ticket) -> None:
    """Make the waiting rows of this ticket exactly those its state needs; done ones stay done."""
    wanted = {} if ticket.status in NO_TIMERS else {item.key: item for item in await planned(ticket)}
    there = await Timer.filter(ticket_id=ticket.id, state="waiting")
    kept = {row.key for row in there if row.key in wanted and row.due_at == wanted[row.key].at}
    gone = [row.id for row in there if row.key not in wanted]
    if gone:
        await Timer.filter(id__in=gone, state="waiting").update(state="cancelled")
    await _insert([item for key, item in wanted.items() if key not in kept], ticket.id)


async def _insert(items: Sequence[Planned], ticket_id: int) -> None:
    if not items:
        return
    rows = ", ".join(_ROW.format(*range(start, start + 4)) for start in range(1, 4 * len(items), 4))
    given = [
        value for item in items for value in (item.key, item.kind.value, ticket_id, item.at.astimezone(UTC))
    ]
    query, values = bind(_INSERT.replace("{rows}", rows), *given)
    await get_connection("default").execute_query(query, values)
