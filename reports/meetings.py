"""The Monday meeting: freeze the agenda, give orders, note who came, close it with its minutes."""

import hashlib
from datetime import date

import clock
from bots.storage import Storage, new_key
from models.meetings import Attendance, Meeting, MeetingItem, MeetingOrder
from models.officers import Officer, Role
from models.tickets import Ticket
from reports import gathering
from reports.agenda import arranged
from reports.minutes import minutes_pdf
from reports.proceedings import proceedings
from reports.weeks import Week
from tickets import verbs
from tickets.access import visible
from tickets.actor import Actor, ActorKind
from tickets.errors import Invalid, NotAllowed, NotFound, NotPossible
from tickets.lifecycle import Verb
from tickets.transaction import transaction


def key_of(actor: Actor, day: date) -> str:
    """One meeting a day for one jurisdiction, whoever of its supervisors opens it."""
    return f"{day}:{actor.department_id or 0}:{actor.area_path}"


def _check(actor: Actor) -> int:
    if actor.kind is not ActorKind.SUPERVISOR or actor.id is None or not actor.area_path:
        raise NotAllowed(verb="meeting")
    return actor.id


async def freeze(by: Actor, day: date) -> Meeting:
    """The meeting of that day with its numbered agenda; opened a second time it is the same one."""
    officer_id = _check(by)
    if there := await Meeting.get_or_none(key=key_of(by, day)):
        return there
    now = clock.now()
    agenda = arranged(await gathering.points(by, now))
    facts = await gathering.facts([point.ticket_id for point in agenda], now)
    async with transaction():
        meeting, is_new = await Meeting.get_or_create(
            key=key_of(by, day),
            defaults={
                "officer_id": officer_id,
                "department_id": by.department_id,
                "area_path": by.area_path,
                "held_on": day,
                "week": str(Week.of(day)),
                "frozen_at": now,
            },
        )
        if is_new:
            items = [
                MeetingItem(
                    meeting_id=meeting.id,
                    position=position,
                    ticket_id=point.ticket_id,
                    reason=point.reason.value,
                    facts=facts[point.ticket_id],
                    order_id=point.order_id,
                )
                for position, point in enumerate(agenda, 1)
            ]
            await MeetingItem.bulk_create(items, batch_size=200)
    return meeting


async def meetings_of(actor: Actor, most: int = 30) -> list[Meeting]:
    """The meetings of this jurisdiction, newest first."""
    _check(actor)
    own = Meeting.filter(area_path__startswith=actor.area_path)
    if actor.department_id is not None:
        own = own.filter(department_id=actor.department_id)
    return await own.order_by("-held_on", "-id").limit(most)


async def meeting_of(actor: Actor, meeting_id: int) -> Meeting:
    """One meeting within the jurisdiction; another's looks like none."""
    _check(actor)
    meeting = await Meeting.get_or_none(id=meeting_id)
    if meeting is None or not meeting.area_path.startswith(actor.area_path):
        raise NotFound
    if actor.department_id not in {None, meeting.department_id}:
        raise NotFound
    return meeting


async def order(
    by: Actor, item_id: int, *, key: str, text: str, days: int | None = None, officer_id: int | None = None
) -> MeetingOrder:
    """A supervisor's order about a point: an event of the ticket, and so a message to the officer.

    The same key gives the same order again: a second tap changes nothing.
    """
    officer = _check(by)
    async with transaction():
        item = await MeetingItem.get_or_none(id=item_id)
        if item is None:
            raise NotFound
        # Whoever closes the meeting waits for this order, or this order finds it closed.
        meeting = await Meeting.select_for_update().get(id=item.meeting_id)
        await meeting_of(by, meeting.id)
        if there := await MeetingOrder.get_or_none(key=key[:80]):
            return there
        if meeting.closed:
            raise NotPossible("meeting-closed")
        if not await Ticket.filter(visible(by), id=item.ticket_id).exists():
            raise NotFound
        values = {"text": text, "days": days, "officer_id": officer_id}
        ticket = await verbs.perform(Verb.DIRECT.value, item.ticket_id, by, values)
        return await MeetingOrder.create(
            key=key[:80],
            meeting_id=meeting.id,
            item_id=item.id,
            ticket_id=ticket.id,
            text=text,
            due_at=ticket.due_at if days is not None else None,
            officer_id=ticket.officer_id,
            given_by=officer,
            given_at=clock.now(),
        )


async def invited(meeting: Meeting) -> list[Officer]:
    """Who should be there: the department heads and supervisors of the jurisdiction."""
    found = Officer.filter(
        active=True,
        role__in=(Role.DEPARTMENT_HEAD, Role.SUPERVISOR),
        area__path__startswith=meeting.area_path,
    )
    if meeting.department_id is not None:
        found = found.filter(department_id=meeting.department_id)
    return await found.order_by("department__position", "id").prefetch_related("department")


async def attend(by: Actor, meeting_id: int, present: set[int]) -> None:
    """Note who of those invited is there; said again, the last word counts."""
    async with transaction():
        meeting = await meeting_of(by, meeting_id)
        if meeting.closed:
            raise NotPossible("meeting-closed")
        for officer in await invited(meeting):
            await Attendance.update_or_create(
                {"present": officer.id in present}, meeting_id=meeting.id, officer_id=officer.id
            )


async def close(by: Actor, meeting_id: int, storage: Storage) -> Meeting:
    """Write the minutes and end the meeting; nothing of it changes afterwards.

    The end comes first, so that no order slips in meanwhile; interrupted, it is done again.
    """
    async with transaction():
        await Meeting.select_for_update().get_or_none(id=meeting_id)
        meeting = await meeting_of(by, meeting_id)
        if meeting.state == "closed":
            return meeting
        meeting.state, meeting.closed_at = "closing", meeting.closed_at or clock.now()
        await meeting.save(update_fields=["state", "closed_at"])
    pdf = minutes_pdf(await proceedings(meeting, await invited(meeting), by.language))
    key = new_key(clock.now(), ".pdf")
    await storage.put(key, pdf)
    await Meeting.filter(id=meeting.id, state="closing").update(
        state="closed", minutes_key=key, minutes_sha256=hashlib.sha256(pdf).hexdigest()
    )
    return await Meeting.get(id=meeting.id)


async def minutes(by: Actor, meeting_id: int, storage: Storage) -> bytes:
    """The minutes as they were written; refused when the stored file is not that any more."""
    meeting = await meeting_of(by, meeting_id)
    if meeting.state != "closed":
        raise NotFound
    pdf = await storage.get(meeting.minutes_key)
    if hashlib.sha256(pdf).hexdigest() != meeting.minutes_sha256:
        raise Invalid("minutes-altered", field="minutes")
    return pdf


async def present_at(meeting_id: int) -> dict[int, bool]:
    """Who was noted as there or not, by officer."""
    return dict(await Attendance.filter(meeting_id=meeting_id).values_list("officer_id", "present"))
