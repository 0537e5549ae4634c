"""What must be true after a simulated year: in the suite, and in the long run by hand."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby, pairwise

import clock
from models.messages import Outbound
from models.states import Status
from models.supervision import Seal
from models.tickets import Event, Ticket, Timer
from tests.workers.year import DOWN
from tickets import audit, lifecycle
from tickets.lifecycle import OPEN, Verb

BATCH = 500
DAYS_SEALED = 300
NOTHING = timedelta()
PATIENCE = timedelta(days=1 + max(length for _, length in DOWN))
"""So late may a thing be at most: the longest time without a beat, and the next look."""


async def check(tickets: int) -> None:
    """Every claim; raises AssertionError at the first that does not hold."""
    assert await Ticket.all().count() > tickets * 0.8
    await _check_stories()
    assert [fault async for fault in audit.verify_all()] == []
    await _check_timers()
    assert not await Event.filter(reacted_at=None).exists()
    await _check_nobody_is_forgotten()
    last = await Event.all().order_by("-id").first()
    assert last is not None
    await Event.filter(id=last.id).update(actor_kind="nobody")
    assert [fault.what async for fault in audit.verify_all()] == ["it was altered"]
    assert await Seal.all().count() > DAYS_SEALED


async def _check_stories() -> None:
    last = 0
    while tickets := await Ticket.filter(id__gt=last).order_by("id").limit(BATCH):
        last = tickets[-1].id
        known = {ticket.id: ticket for ticket in tickets}
        events = await Event.filter(ticket_id__in=list(known)).order_by("ticket_id", "seq")
        for ticket_id, story in groupby(events, key=lambda event: event.ticket_id):
            told = list(story)
            _check_states(told)
            _check_once(told)
            _check_breach(known.pop(ticket_id), told)
        assert not known


def _check_states(events: Sequence[Event]) -> None:
    """Every step is in the table, and each begins where the one before ended."""
    assert events[0].verb == Verb.FILE
    for before, event in pairwise(events):
        assert event.before == before.after
        assert Status(event.after) in lifecycle.targets(Status(event.before), Verb(event.verb)), event.verb


def _check_once(events: Sequence[Event]) -> None:
    """No reminder twice in a term, no level twice in a term, one breach for ever."""
    told: Counter[str] = Counter()
    for event in events:
        if event.verb in ("extend", "direct", "dispute", "appeal", "rate", "reopen"):
            told = Counter({"breach": told["breach"]})
        if event.verb == "assign":
            told["first_view"] = 0
        name = {"remind": "kind", "escalate": "level"}.get(event.verb)
        told[str(event.data[name]) if name else event.verb] += event.verb in ("remind", "escalate", "breach")
        assert max(told.values(), default=0) <= 1, (event.ticket_id, event.verb, event.seq)


def _check_breach(ticket: Ticket, events: Sequence[Event]) -> None:
    """A ticket was open and its clock ran past the due date, if and only if there is a breach row."""
    breached = [event for event in events if event.verb == "breach"]
    assert (ticket.breached_at is not None) == (len(breached) == 1)
    due: datetime | None = None
    for event, following in zip(events, [*events[1:], None], strict=True):
        if event.verb == "breach":
            assert due is not None
            assert due <= event.at
            return
        if event.data.get("due_at"):
            due = datetime.fromisoformat(str(event.data["due_at"]))
        running = event.after in OPEN and event.after != Status.WAITING_CITIZEN
        until = following.at if following else clock.now()
        # The beat looks twice a day, and not at all on the days it is down: a deed may come first.
        late = until - max(due, event.at) if due and running else NOTHING
        assert late <= (PATIENCE if following else NOTHING), (ticket.number, event.seq)


async def _check_timers() -> None:
    # What fell due after the beat's last look waits for its next one.
    assert not await Timer.filter(state="waiting", due_at__lte=clock.now() - timedelta(days=1)).exists()
    assert not await Timer.filter(state="failed").exists()
    # A clock that stood in between (a question, a merge) is late by that.
    stood = await Event.filter(verb__in=["ask", "unmerge"]).distinct().values_list("ticket_id", flat=True)
    done = Timer.filter(state="done").exclude(ticket_id__in=list(stood))
    for due_at, done_at in await done.values_list("due_at", "done_at"):
        assert NOTHING <= done_at - due_at <= PATIENCE
    ended = [Status.WITHDRAWN, Status.REJECTED, Status.MERGED]
    assert not await Timer.filter(ticket__status__in=ended, state="waiting").exists()


async def _check_nobody_is_forgotten() -> None:
    """Nothing lies unassigned without the desk knowing, nothing waits or rests longer than it may."""
    assert not await Ticket.filter(status=Status.SUBMITTED).exists()
    for ticket in await Ticket.filter(status=Status.RESOLVED):
        assert ticket.resolved_at is not None
        assert (clock.now() - ticket.resolved_at).days < 8
    for ticket in await Ticket.filter(status__in=OPEN, breached_at__not_isnull=True):
        assert await Outbound.filter(ticket_id=ticket.id, purpose="escalation").exists(), ticket.number
