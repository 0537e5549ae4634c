"""One ticket through its life, on both databases."""

from datetime import timedelta

import pytest

import clock
from models.states import Status
from models.tickets import Event, Ticket, Timer
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import audit, verbs
from tickets.errors import Invalid, NotAllowed, NotFound, NotPossible


async def _events(ticket: Ticket) -> list[str]:
    return [event.verb for event in await Event.filter(ticket_id=ticket.id).order_by("seq")]


async def test_a_ticket_is_filed_worked_on_resolved_and_confirmed(world: World) -> None:
    ticket = await filed(world)
    assert ticket.status is Status.SUBMITTED
    assert ticket.number.startswith("GBD-")
    assert ticket.due_at is not None
    officer = await actor(world.officer)
    await verbs.perform("assign", ticket.id, await actor(world.operator), {"officer_id": world.officer.id})
    await verbs.perform("view", ticket.id, officer, {})
    await verbs.perform("start", ticket.id, officer, {})
    await verbs.perform("ask", ticket.id, officer, {"question": "कौन सा हैंडपंप?"})
    due = (await Ticket.get(id=ticket.id)).due_at
    clock.configure(3 * 24 * 3600)
    await verbs.perform("answer", ticket.id, world.sita, {"text": "स्कूल के पास वाला"})
    moved = (await Ticket.get(id=ticket.id)).due_at
    assert due is not None
    assert moved is not None
    assert moved > due
    await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
    done = await verbs.perform("confirm", ticket.id, world.sita, {})
    assert done.status is Status.CONFIRMED
    again = await verbs.perform("confirm", ticket.id, world.sita, {})
    assert again.version == done.version
    await verbs.perform("rate", ticket.id, world.sita, {"stars": "5"})
    assert await _events(ticket) == [
        "file", "assign", "view", "start", "ask", "answer", "resolve", "confirm", "rate",
    ]  # fmt: skip
    assert await audit.verify(ticket.id) == []


async def test_filing_twice_with_one_key_gives_one_ticket(world: World) -> None:
    first = await filed(world, key="draft-7")
    second = await filed(world, key="draft-7")
    assert second.id == first.id
    assert await Ticket.all().count() == 1


async def test_the_third_no_is_an_appeal(world: World) -> None:
    ticket = await assigned(world)
    officer = await actor(world.officer)
    for expected in (Status.REOPENED, Status.REOPENED, Status.APPEALED):
        await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
        ticket = await verbs.perform("dispute", ticket.id, world.sita, {"reason": "पानी अब भी नहीं आ रहा"})
        assert ticket.status is expected
    with pytest.raises(NotAllowed):
        await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
    head = await actor(world.head)
    ticket = await verbs.perform("resolve", ticket.id, head, {"note": NOTE})
    assert ticket.status is Status.RESOLVED


async def test_transfer_goes_to_the_router_and_the_third_to_the_desk(world: World) -> None:
    ticket = await assigned(world)
    head = await actor(world.head)
    pwd = await actor(world.pwd_officer)
    ticket = await verbs.perform("transfer", ticket.id, head, {"department": "pwd", "reason": "सड़क का काम है"})
    assert (ticket.status, ticket.hop_count, ticket.officer_id) == (Status.SUBMITTED, 1, None)
    with pytest.raises(NotFound):
        await verbs.perform("view", ticket.id, await actor(world.officer), {})
    desk = await actor(world.operator)
    for officer, department, expected in ((pwd, "phe", Status.SUBMITTED), (head, "pwd", Status.SCREENING)):
        chosen = world.pwd_officer if officer is pwd else world.officer
        await verbs.perform("assign", ticket.id, desk, {"officer_id": chosen.id})
        ticket = await verbs.perform(
            "transfer", ticket.id, officer, {"department": department, "reason": "उनका काम"}
        )
        assert ticket.status is expected


async def test_refusals_say_why(world: World) -> None:
    ticket = await assigned(world, category="phe.handpump")
    officer = await actor(world.officer)
    for note, code in (
        ("हो गया", "note-too-short"),
        ("", "words-missing"),
        ("यह हमारे विभाग का काम नहीं है", "not-our-department"),
        ("होगयाहैकामपूरा", "single-word"),
        (NOTE, "photo-needed"),
    ):
        with pytest.raises(Invalid) as refused:
            await verbs.perform("resolve", ticket.id, officer, {"note": note})
        assert refused.value.code == code
    with pytest.raises(NotPossible):
        await verbs.perform("confirm", ticket.id, world.sita, {})
    with pytest.raises(NotFound):
        await verbs.perform("withdraw", ticket.id, world.gita, {})
    with pytest.raises(NotFound):
        await verbs.perform("start", ticket.id, await actor(world.colleague), {})


async def test_timers_follow_the_state(world: World) -> None:
    ticket = await assigned(world)
    waiting = {row.kind for row in await Timer.filter(ticket_id=ticket.id, state="waiting")}
    assert {"breach", "escalate_1", "escalate_2", "escalate_3", "due_day", "first_view"} <= waiting
    officer = await actor(world.officer)
    await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
    waiting = {row.kind for row in await Timer.filter(ticket_id=ticket.id, state="waiting")}
    assert waiting == {"ask_verdict", "close"}
    await verbs.perform("withdraw", ticket.id, world.sita, {})
    assert not await Timer.filter(ticket_id=ticket.id, state="waiting").exists()


async def test_a_nudge_counts_once_a_week(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("nudge", ticket.id, world.sita, {})
    with pytest.raises(NotPossible):
        await verbs.perform("nudge", ticket.id, world.sita, {})
    clock.configure(int(timedelta(days=8).total_seconds()))
    ticket = await verbs.perform("nudge", ticket.id, world.sita, {})
    assert ticket.nudge_count == 2
