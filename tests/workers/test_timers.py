"""What falls due: reminders, breach, ladder, waiting, verdict, close; also after days of silence."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.outbound import Say
from models.holidays import Holiday
from models.messages import Outbound
from models.officers import Officer
from models.states import Status
from models.tickets import Event, Ticket, Timer
from tests.tickets.world import NOTE, World, actor, assigned, filed, set_clock
from tickets import audit, office, recounting, verbs
from workers import housekeeping, reactions, timers

MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 10:30 in the office


async def pass_time(until: datetime, step: timedelta = timedelta(hours=1)) -> None:
    """Live through the hours as the beat does."""
    now = MONDAY
    while now < until:
        now = min(now + step, until)
        set_clock(now)
        while await timers.fire_due():
            pass
        while await reactions.sweep():
            pass


async def _story(ticket: Ticket) -> list[str]:
    events = await Event.filter(ticket_id=ticket.id).order_by("seq")
    more = {"remind": "kind", "escalate": "level"}
    return [
        ":".join([event.verb, *(str(event.data[more[event.verb]]) for _ in (1,) if event.verb in more)])
        for event in events
    ]


@pytest.fixture
async def ticket(world: World) -> Ticket:
    """Five working days from Monday: due on Saturday's eve of the fourth week, that is Monday the 30th."""
    set_clock(MONDAY)
    await Officer.all().update(alerts="at_once")
    return await assigned(world)


async def test_an_untouched_ticket_goes_up_the_ladder(world: World, ticket: Ticket) -> None:
    assert ticket.due_at == datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    await pass_time(MONDAY + timedelta(days=25))
    assert await _story(ticket) == [
        "file", "assign", "remind:first_view", "remind:half", "remind:most", "remind:due_day",
        "breach", "escalate:1", "escalate:2", "escalate:3",
    ]  # fmt: skip
    for who, expected in ((world.head, 2), (world.adm, 1), (world.collector, 1)):
        rows = await Outbound.filter(person_id=who.person_id).order_by("id")
        assert len(rows) == expected, who.username
    assert await Outbound.filter(person_id=world.citizen.id, purpose="overdue").count() == 1
    for who, verbs_offered in ((world.head, {"extend", "transfer"}), (world.adm, {"direct", "extend"})):
        told = await Outbound.filter(person_id=who.person_id, purpose="escalation").get()
        offered = {option.id.rpartition(":")[2] for option in Say.from_json(told.body).options}
        assert offered >= verbs_offered
        assert ("direct" in offered) == (who is world.adm)
    assert await audit.verify(ticket.id) == []


async def test_three_days_of_silence_bring_one_reminder(ticket: Ticket) -> None:
    """Fault 33."""
    set_clock(MONDAY + timedelta(days=7))
    await pass_time_at_once()
    assert [line for line in await _story(ticket) if line.startswith("remind")] == ["remind:due_day"]
    set_clock(MONDAY + timedelta(days=11))
    await pass_time_at_once()
    assert [line for line in await _story(ticket) if line.startswith("esc")] == ["escalate:2"]
    assert "breach" in await _story(ticket)


async def pass_time_at_once() -> None:
    while await timers.fire_due():
        pass


async def test_the_clock_steps_back_and_nothing_is_doubled(ticket: Ticket) -> None:
    """Fault 35."""
    set_clock(MONDAY + timedelta(days=8))
    await pass_time_at_once()
    before = await _story(ticket)
    set_clock(MONDAY + timedelta(days=8, hours=-1))
    await pass_time_at_once()
    set_clock(MONDAY + timedelta(days=8, hours=1))
    await pass_time_at_once()
    assert await _story(ticket) == before


async def test_a_question_stops_the_clock_and_it_runs_again_by_itself(world: World, ticket: Ticket) -> None:
    await verbs.perform("ask", ticket.id, await actor(world.officer), {"question": "कौन सा मोहल्ला?"})
    await pass_time(MONDAY + timedelta(days=10), timedelta(hours=6))
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.status is Status.IN_PROGRESS
    calendar = await office.current()
    assert ticket.due_at is not None
    asked_due = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    asked_at = (await Event.get(ticket_id=ticket.id, verb="ask")).at
    resumed_at = (await Event.get(ticket_id=ticket.id, verb="resume")).at
    paused = calendar.working_time(asked_at, min(resumed_at, calendar.add_days(asked_at, 5)))
    assert calendar.working_time(asked_due, ticket.due_at) == paused


async def test_silence_after_resolving_is_asked_once_more_and_closed(world: World, ticket: Ticket) -> None:
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await pass_time(MONDAY + timedelta(days=8), timedelta(hours=6))
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.status is Status.CLOSED_UNANSWERED
    assert ticket.verdict == ""
    assert [line for line in await _story(ticket) if line in ("ask_verdict", "close")] == [
        "ask_verdict",
        "close",
    ]
    reopened = await verbs.perform("dispute", ticket.id, world.sita, {"reason": "अब भी खराब है"})
    assert reopened.status is Status.REOPENED
    assert reopened.due_at is not None
    assert reopened.due_at > MONDAY + timedelta(days=10)


async def test_a_sampled_ticket_gets_a_second_look(world: World, ticket: Ticket) -> None:
    while (ticket := await assigned(world)).id % 10:
        pass
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("confirm", ticket.id, world.sita, {})
    await pass_time(MONDAY + timedelta(days=32), timedelta(days=1))
    assert (await _story(ticket))[-1] == "second_look"


async def test_an_order_with_a_date_begins_a_new_term(world: World, ticket: Ticket) -> None:
    await pass_time(MONDAY + timedelta(days=9), timedelta(hours=6))
    done = await verbs.perform(
        "direct", ticket.id, await actor(world.collector), {"text": "तीन दिन में", "days": 3}
    )
    assert done.escalation_level == 0
    await pass_time_on(done, timedelta(days=6))
    story = await _story(done)
    assert story.count("breach") == 1
    assert story.count("escalate:1") == 2


async def pass_time_on(ticket: Ticket, more: timedelta) -> None:
    assert ticket.due_at is not None
    set_clock(ticket.due_at + timedelta(minutes=1))
    await pass_time_at_once()
    set_clock(ticket.due_at + more)
    await pass_time_at_once()


async def test_a_new_holiday_moves_open_dates_on_record(ticket: Ticket) -> None:
    """Fault 36."""
    await office.revise()
    assert await recounting.recount_open() == 0
    await Holiday.create(date=datetime(2026, 11, 26, tzinfo=UTC).date(), name_hi="अवकाश", name_en="Holiday")
    await office.revise()
    assert await recounting.recount_open() == 1
    assert await recounting.recount_open() == 0
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.due_at == datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    event = await Event.get(ticket_id=ticket.id, verb="recount")
    assert str(event.data["due_before"]).startswith("2026-11-30")


async def test_tickets_of_an_officer_who_left_find_somebody(world: World, ticket: Ticket) -> None:
    """Fault 37."""
    await Officer.filter(id=world.officer.id).update(active=False)
    assert await housekeeping.adopt_orphans() == 1
    assert (await Ticket.get(id=ticket.id)).officer_id == world.head.id


async def test_screening_runs_the_same_clock_and_tells_the_desk(world: World) -> None:
    set_clock(MONDAY)
    await Officer.all().update(alerts="at_once")
    ticket = await filed(world, department=None, category=None, description="कुछ समझ नहीं आता")
    await verbs.perform("screen", ticket.id, await actor(world.operator), {})
    await pass_time(MONDAY + timedelta(days=12), timedelta(hours=6))
    assert "breach" in await _story(ticket)
    assert await Outbound.filter(person_id=world.operator.person_id, purpose="reminder").count() >= 1
    assert await Outbound.filter(person_id=world.adm.person_id).count() >= 1


async def test_a_crash_between_claim_and_deed_is_made_good(ticket: Ticket) -> None:
    set_clock(MONDAY + timedelta(days=3))
    claimed = await timers.claim()
    assert claimed
    assert await timers.fire_due() == 0
    set_clock(MONDAY + timedelta(days=3, minutes=3))
    await pass_time_at_once()
    assert "remind:half" in await _story(ticket)
    assert not await Timer.filter(state="waiting", due_at__lte=MONDAY + timedelta(days=3)).exists()


async def test_a_new_holiday_after_the_due_date_moves_the_ladder(world: World, ticket: Ticket) -> None:
    await office.revise()
    await recounting.recount_open()
    await Holiday.create(date=datetime(2026, 12, 2, tzinfo=UTC).date(), name_hi="अवकाश", name_en="Holiday")
    await office.revise()
    assert await recounting.recount_open() == 0
    adm = await Timer.get(ticket_id=ticket.id, kind="escalate_2")
    assert adm.due_at == datetime(2026, 12, 4, 12, 0, tzinfo=UTC)


async def test_whoever_decides_an_appeal_is_reminded_too(world: World, ticket: Ticket) -> None:
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम अधूरा है"})
    kinds = await Timer.filter(ticket_id=ticket.id, state="waiting").values_list("kind", flat=True)
    assert {"half", "most", "due_day"} <= {str(kind) for kind in kinds}


async def test_a_date_given_on_the_new_calendar_is_not_recounted(world: World, ticket: Ticket) -> None:
    await office.revise()
    await recounting.recount_open()
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await Holiday.create(date=datetime(2026, 11, 25, tzinfo=UTC).date(), name_hi="अवकाश", name_en="Holiday")
    await office.revise()
    again = await verbs.perform("dispute", ticket.id, world.sita, {"reason": "अब भी खराब है"})
    assert await recounting.recount_open() == 0
    assert (await Ticket.get(id=ticket.id)).due_at == again.due_at
