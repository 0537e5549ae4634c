"""What is counted, from events and from standings (pure): the definitions on the digest's last page.

Flows are counted when they happen, for the department that had the ticket then; stock at the end of a day.
Department-resolved, citizen-confirmed, citizen-silent and citizen-disputed are four counts, never a sum.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.states import Status
from reports.replay import Happening, Origin, Standing, begin

OPEN = frozenset(
    {"submitted", "screening", "assigned", "in_progress", "waiting_citizen", "reopened", "appealed"}
)
UNASSIGNED = frozenset({"submitted", "screening"})
UNSEEN_AFTER = timedelta(hours=48)
BANDS = ((3, "overdue_to_3"), (7, "overdue_to_7"), (30, "overdue_to_30"))
"""Overdue for up to so many days, by full days of 24 hours; the rest is `overdue_more`."""
VERBS = {
    "file": "received",
    "resolve": "resolved",
    "confirm": "confirmed",
    "close": "unanswered",
    "dispute": "disputed",
    "withdraw": "withdrawn",
    "approve_rejection": "rejected",
    "merge": "merged",
    "unmerge": "unmerged",
    "extend": "extended",
    "escalate": "escalated",
    "breach": "breached",
    "nudge": "nudged",
    "direct": "orders",
}
ENTERED = {"reopened": "reopened", "appealed": "appealed"}
"""Counted when a ticket comes into this state, by whichever verb."""
ACTS = frozenset(
    {
        "view",
        "start",
        "ask",
        "resume",
        "resolve",
        "transfer",
        "extend",
        "reject",
        "note",
        "attach",
        "message",
        "assign",
    }
)
DEPARTMENT = frozenset({"officer", "department_head"})
MINUTE = timedelta(minutes=1)

Tally = Counter[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Whose figures they are; department None is the screening desk and what is confidential."""

    department: str | None
    area_id: int | None
    kind: str


Counts = dict[Group, Tally]


def group_of(standing: Standing) -> Group:
    """The group a ticket belongs to as it stands; a confidential one to no department."""
    return Group(None if standing.confidential else standing.department, standing.area_id, standing.kind)


def hours(start: datetime, end: datetime) -> int:
    """Begun hours between two instants, seconds dropped."""
    return max(0, -(-((end - start) // MINUTE) // 60))


def told(events: Iterable[Happening], origin: Origin) -> Iterator[tuple[Happening, Standing, Group]]:
    """One ticket's events in order, each with the standing after it and the group before it.

    The standing is one object that goes on changing.
    """
    standing: Standing | None = None
    for event in events:
        if standing is None:
            standing = begin(event, origin)
            yield event, standing, group_of(standing)
        else:
            before = group_of(standing)
            standing.after(event)
            yield event, standing, before


def count_flows(
    events: Iterable[Happening], origin: Origin, start: datetime, end: datetime, into: Counts
) -> Standing | None:
    """Count what happened to one ticket from `start` until before `end`; gives its standing at `end`.

    A ticket is received by the first department it had on that day (the router needs a moment).
    """
    standing: Standing | None = None
    filed: Group | None = None
    for event, now, before in told((one for one in events if one.at < end), origin):
        standing = now
        if event.at < start:
            continue
        here = group_of(now)
        if event.verb == "file":
            filed = here
            continue
        if filed is not None and filed.department is None and here.department is not None:
            filed = here
        _count(event, now, before, into)
    if filed is not None:
        _add(into, filed, "received")
    return standing


def _count(event: Happening, now: Standing, before: Group, into: Counts) -> None:
    here = group_of(now)
    # What a merged ticket's citizen says of the work is counted where the work was done.
    is_echo = event.before == Status.MERGED and event.verb in ("confirm", "dispute")
    if (name := VERBS.get(event.verb)) is not None and not is_echo:
        # Whoever had it when it was ended or moved keeps the count.
        _add(into, before, name)
    if event.after in ENTERED and event.before != event.after:
        _add(into, before, ENTERED[event.after])
    if event.verb == "transfer" and event.before not in UNASSIGNED and before.department != here.department:
        _add(into, before, "transferred_out")
        _add(into, here, "transferred_in")
    if event.verb in ACTS and event.actor_kind in DEPARTMENT:
        _add(into, before, "acts")
    if event.verb == "resolve":
        _add(into, before, f"resolve_h:{hours(now.submitted_at, event.at)}")
        _add(into, before, "resolved_late", 1 if event.data.get("late") else 0)
    if now.newly_viewed and now.assigned_at is not None:
        _add(into, before, f"view_h:{hours(now.assigned_at, event.at)}")


def _add(into: Counts, group: Group, name: str, by: int = 1) -> None:
    if by:
        into.setdefault(group, Counter())[name] += by


def count_stock(standing: Standing, end: datetime, into: Counts) -> None:
    """Count one ticket as it stands at the end of a day."""
    group = group_of(standing)
    for name in stock_of(standing, end):
        _add(into, group, name)


def stock_of(standing: Standing, end: datetime) -> Iterator[str]:
    """The stock counts one ticket belongs to."""
    if standing.status == Status.RESOLVED:
        yield "awaiting"
    if standing.status not in OPEN:
        return
    yield "open"
    if standing.status in UNASSIGNED:
        yield "unassigned"
    if standing.status == Status.WAITING_CITIZEN:
        yield "waiting"
    if _unseen(standing, end):
        yield "unseen"
    if (late := overdue_by(standing, end)) is not None:
        yield "overdue"
        yield band(late)


def _unseen(standing: Standing, end: datetime) -> bool:
    """Whether it has lain with an officer for two days and nobody looked."""
    if standing.status != Status.ASSIGNED or standing.viewed_at is not None or standing.assigned_at is None:
        return False
    return end - standing.assigned_at > UNSEEN_AFTER


def overdue_by(standing: Standing, end: datetime) -> timedelta | None:
    """How long the due date has passed; while the citizen is asked, the clock stands where it stood."""
    clock = standing.paused_at or end
    if standing.due_at is None or clock <= standing.due_at:
        return None
    return clock - standing.due_at


def band(late: timedelta) -> str:
    """The age band of an overdue ticket."""
    return next((name for days, name in BANDS if late <= timedelta(days=days)), "overdue_more")
