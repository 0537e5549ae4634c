"""The steps of a broadcast: one account writes it, another approves it, both may end it; each is logged.

draft → waiting (for the second account) → sending → done; refused goes back to its author, and whatever
has not ended can be cancelled. The one who writes never approves, in whosever place they act.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from tortoise.queryset import QuerySet

import clock
import settings
from models.areas import Area
from models.broadcasts import Broadcast, BroadcastState
from models.departments import Department
from models.messages import Outbound, OutboundState
from models.officers import AccessLog
from models.people import Person
from tickets import access, addressing, audience
from tickets.actor import Actor, ActorKind
from tickets.errors import Changed, Invalid, NotAllowed, NotFound, NotPossible
from tickets.transaction import transaction

AHEAD = timedelta(days=60)


class Step(StrEnum):
    CHANGE = "change"
    SUBMIT = "submit"
    APPROVE = "approve"
    REFUSE = "refuse"
    CANCEL = "cancel"


FROM: Mapping[Step, frozenset[BroadcastState]] = {
    Step.CHANGE: frozenset({BroadcastState.DRAFT, BroadcastState.WAITING, BroadcastState.REFUSED}),
    Step.SUBMIT: frozenset({BroadcastState.DRAFT}),
    Step.APPROVE: frozenset({BroadcastState.WAITING}),
    Step.REFUSE: frozenset({BroadcastState.WAITING}),
    Step.CANCEL: frozenset({BroadcastState.DRAFT, BroadcastState.WAITING, BroadcastState.SENDING}),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the author gave: words by language, for whom, and from when on."""

    words: Mapping[str, str]
    area_id: int | None
    department_id: int | None = None
    not_before: datetime | None = None


def seen_by(actor: Actor) -> QuerySet[Broadcast]:
    """The broadcasts this actor may look at, newest first."""
    found = Broadcast.filter(access.addressed(actor)).order_by("-id")
    return found.select_related("area", "department")


async def load(broadcast_id: int, actor: Actor) -> Broadcast:
    """One of them; raises NotFound for any other."""
    row = await seen_by(actor).filter(id=broadcast_id).first()
    if row is None:
        raise NotFound
    return row


def held_back() -> bool:
    """Whether an election forbids messages to the public."""
    return settings.current().elections.code_of_conduct


def offered(row: Broadcast, actor: Actor) -> frozenset[Step]:
    """The steps this actor may take now: what buttons to show."""
    here = {step for step, states in FROM.items() if row.state in states}
    mine = {Step.CHANGE, Step.SUBMIT, Step.CANCEL} if row.made_by == actor.id else set()
    theirs = {Step.CANCEL} if _deciding(row, actor, own=True) else set()
    if _deciding(row, actor):
        theirs |= {Step.REFUSE} if held_back() else {Step.REFUSE, Step.APPROVE}
    return frozenset(here & (mine | theirs))


async def write(by: Actor, wanted: Wanted) -> Broadcast:
    """A new draft of this actor."""
    values, capacity = await _checked(by, wanted)
    async with transaction():
        row = await Broadcast.create(
            **values, made_by=by.id, made_for=capacity.stands_for, made_at=clock.now()
        )
        await _log(row, "written", capacity)
    return await load(row.id, by)


async def change(broadcast_id: int, by: Actor, wanted: Wanted) -> Broadcast:
    """Other words or other people; whoever was to approve it must look again."""
    row = await _own(broadcast_id, by)
    values, capacity = await _checked(by, wanted)
    values |= {"made_for": capacity.stands_for, "version": row.version + 1, "reason": ""}
    async with transaction():
        await _move(row, Step.CHANGE, BroadcastState.DRAFT, **values)
        await _log(row, "changed", capacity)
    return await load(row.id, by)


async def submit(broadcast_id: int, by: Actor) -> Broadcast:
    """Done writing: a second account may approve it now."""
    row = await _own(broadcast_id, by)
    capacity = _capacity(by, row.area_path, row.department_id)
    reach = await audience.count(row.area_path, row.department_id)
    async with transaction():
        counted = {"people": reach.people, "left_out": reach.left_out}
        await _move(row, Step.SUBMIT, BroadcastState.WAITING, **counted)
        await _log(row, "submitted", capacity)
    return await load(row.id, by)


async def approve(broadcast_id: int, by: Actor, version: int | None) -> Broadcast:
    """Let it go out as `version` has it: a supervisor of the place who is not its author."""
    row = await load(broadcast_id, by)
    capacity = _deciding(row, by)
    if capacity is None:
        own = _deciding(row, by, own=True) is not None
        raise NotAllowed("broadcast-own") if own else NotAllowed()
    if held_back():
        raise NotPossible("broadcast-elections")
    if row.version != version:
        raise Changed("broadcast-changed")
    newest = await Person.all().order_by("-id").first()
    async with transaction():
        await _move(
            row, Step.APPROVE, BroadcastState.SENDING, approved_by=by.id, approved_at=clock.now(),
            approved_for=capacity.stands_for, last_person=newest.id if newest else 0,
        )  # fmt: skip
        await _log(row, "approved", capacity)
    return await load(row.id, by)


async def refuse(broadcast_id: int, by: Actor, reason: str) -> Broadcast:
    """Not like this: it goes back to its author with the reason."""
    row = await load(broadcast_id, by)
    capacity = _deciding(row, by)
    if capacity is None:
        raise NotAllowed
    if not reason.strip():
        raise Invalid("words-missing", field="reason")
    async with transaction():
        await _end(row, Step.REFUSE, BroadcastState.REFUSED, capacity, reason=reason.strip()[:300])
        await _log(row, "refused", capacity)
    return await load(row.id, by)


async def cancel(broadcast_id: int, by: Actor) -> Broadcast:
    """Stop it, by its author or a supervisor of the place: what waits is cancelled, what left has left."""
    row = await load(broadcast_id, by)
    capacity = by if row.made_by == by.id else _deciding(row, by, own=True)
    if capacity is None:
        raise NotAllowed
    async with transaction():
        await _end(row, Step.CANCEL, BroadcastState.CANCELLED, capacity)
        await withdraw(row.id)
        await _log(row, "cancelled", capacity)
    return await load(row.id, by)


async def withdraw(broadcast_id: int) -> None:
    """What waits in the outbox of one that was ended does not leave."""
    waiting = Outbound.filter(broadcast_id=broadcast_id, state=OutboundState.QUEUED)
    await waiting.update(state=OutboundState.CANCELLED, error="broadcast cancelled")


async def _own(broadcast_id: int, by: Actor) -> Broadcast:
    row = await load(broadcast_id, by)
    if row.made_by != by.id:
        raise NotAllowed
    return row


def _capacity(by: Actor, area_path: str, department_id: int | None) -> Actor:
    """In which capacity they write to these people; raises Invalid as if there were no such place."""
    for one in (by, *by.stands_in_for):
        if access.reaches(one, area_path, department_id):
            return one
    raise Invalid("no-such-place", field="area")


def _deciding(row: Broadcast, by: Actor, *, own: bool = False) -> Actor | None:
    """The capacity in which they decide: a supervisor's, and unless `own` on no side of its writing."""
    authors = set() if own else {row.made_by, row.made_for} - {None}
    for one in (by, *by.stands_in_for):
        decides = one.kind is ActorKind.SUPERVISOR and access.reaches(one, row.area_path, row.department_id)
        if decides and not authors & {one.id, one.stands_for}:
            return one
    return None


async def _checked(by: Actor, wanted: Wanted) -> tuple[dict[str, Any], Actor]:
    """The columns of what was given, and in which capacity it is written."""
    words = addressing.checked(wanted.words, settings.current().web.public_url)
    area = await Area.get_or_none(id=wanted.area_id, active=True) if wanted.area_id else None
    if area is None:
        raise Invalid("no-such-place", field="area")
    department_id = wanted.department_id
    if department_id is not None and not await Department.exists(id=department_id, active=True):
        raise Invalid("no-such-department", field="department")
    capacity = _capacity(by, area.path, department_id)
    now, at = clock.now(), wanted.not_before
    if at is not None and at > now + AHEAD:
        raise Invalid("broadcast-too-far", field="not_before")
    reach = await audience.count(area.path, department_id)
    return {
        **{f"words_{language}": text for language, text in words.items()},
        "area_id": area.id,
        "area_path": area.path,
        "department_id": department_id,
        "not_before": at if at is not None and at > now else None,
        "people": reach.people,
        "left_out": reach.left_out,
    }, capacity


async def _move(row: Broadcast, step: Step, to: BroadcastState, **values: object) -> None:
    """One conditional update: of two who decide at once, the second is told that it changed."""
    there = Broadcast.filter(id=row.id, version=row.version, state__in=list(FROM[step]))
    if not await there.update(state=to, **values):
        raise NotPossible("broadcast-changed")


async def _end(row: Broadcast, step: Step, to: BroadcastState, by: Actor, **values: object) -> None:
    await _move(row, step, to, ended_by=by.id, ended_for=by.stands_for, ended_at=clock.now(), **values)


async def _log(row: Broadcast, what: str, by: Actor) -> None:
    detail = f"for officer:{by.stands_for}" if by.stands_for else ""
    subject = f"broadcast:{row.id}"
    await AccessLog.create(
        officer_id=by.id, action=f"broadcast-{what}", subject=subject, detail=detail, at=clock.now()
    )
