"""The Monday meeting, from the frozen agenda to the minutes."""

import json
from datetime import date

import pytest

import texts
from bots.storage import open_storage
from models.meetings import Meeting, MeetingItem, MeetingOrder
from models.tickets import Event, Ticket
from reports import meetings
from reports.agenda import MOST_OF_A_DEPARTMENT, Point, Reason, arranged
from reports.minutes import _data
from reports.proceedings import proceedings
from tests.reports.conftest import set_clock
from tickets.errors import NotAllowed, NotFound, NotPossible

MONDAY = date(2026, 7, 27)


@pytest.fixture
def storage(settings):
    return open_storage(settings)


def test_orders_come_first_then_the_department_with_most_breaches():
    points = [
        Point(1, 10, Reason.UNSEEN, 5),
        Point(2, 20, Reason.BREACHED, 3),
        Point(3, 20, Reason.BREACHED, 9),
        Point(4, 10, Reason.BREACHED, 1),
        Point(5, 10, Reason.CLUSTER, 4),
        Point(2, 20, Reason.DISPUTED, 1),
        Point(6, 30, Reason.ORDER, 0, order_id=7),
        Point(6, 30, Reason.BREACHED, 40),
    ]
    assert [(point.ticket_id, point.reason) for point in arranged(points)] == [
        (6, Reason.ORDER),
        (3, Reason.BREACHED),
        (2, Reason.BREACHED),
        (4, Reason.BREACHED),
        (1, Reason.UNSEEN),
        (5, Reason.CLUSTER),
    ]


def test_no_department_fills_the_meeting():
    points = [Point(n, 1, Reason.BREACHED, n) for n in range(1, 50)] + [Point(99, 2, Reason.UNSEEN)]
    found = [point.ticket_id for point in arranged(points)]
    assert len(found) == MOST_OF_A_DEPARTMENT + 1
    assert (found[0], found[-1]) == (49, 99)


async def held(meeting: Meeting, language: str = "hi"):
    return await proceedings(meeting, await meetings.invited(meeting), language)


async def test_the_agenda_is_numbered_and_shows_nothing_confidential(week30, district):
    meeting = await meetings.freeze(await district.actor("collector"), MONDAY)
    items = (await held(meeting)).items
    assert [(item.position, item.ticket_id, item.reason) for item in items] == [
        (1, week30["late"].id, "breached"),
        (2, week30["parent"].id, "unseen"),
    ]
    assert (items[0].department, items[0].place, items[0].overdue_days) == ("पेयजल", "उदाहरणपुर", 4)


async def test_what_became_confidential_after_the_freeze_is_not_read_out(week30, district):
    meeting = await meetings.freeze(await district.actor("collector"), MONDAY)
    await Ticket.filter(id=week30["late"].id).update(confidential=True)
    item = (await held(meeting)).items[0]
    assert (item.position, item.number, item.words) == (1, "🔒", texts.say("hi", "meeting-hidden"))
    assert week30["late"].number not in str(item)


async def test_a_frozen_agenda_stays_and_shows_what_moved(week30, district):
    collector = await district.actor("collector")
    meeting = await meetings.freeze(collector, MONDAY)
    await district.does("2026-07-27T10:30", "pump", "start", week30["late"])
    again = await meetings.freeze(collector, MONDAY)
    assert again.id == meeting.id
    assert await MeetingItem.filter(meeting_id=meeting.id).count() == 2
    item = (await held(again)).items[0]
    assert (item.then, item.now, item.moved, item.why) == (
        "assigned",
        "in_progress",
        True,
        "12 दिन से खोला नहीं गया",
    )


async def test_an_order_is_an_event_of_the_ticket_once(week30, district):
    collector = await district.actor("collector")
    meeting = await meetings.freeze(collector, MONDAY)
    item = (await held(meeting)).items[0]
    for _ in range(2):
        await meetings.order(collector, item.id, key="tap-1", text="3 कार्य दिवस में निराकरण करें", days=3)
    events = await Event.filter(ticket_id=item.ticket_id, verb="direct")
    assert [event.data["text"] for event in events] == ["3 कार्य दिवस में निराकरण करें"]
    row = await MeetingOrder.get(item_id=item.id)
    ticket = await Ticket.get(id=item.ticket_id)
    assert row.officer_id == district.officers["pump"].id
    assert row.due_at is not None and row.due_at == ticket.due_at
    assert row.due_at.date() == date(2026, 7, 30)


async def test_open_orders_head_the_next_agenda_and_done_ones_do_not(week30, district):
    d = district
    collector = await d.actor("collector")
    first = await meetings.freeze(collector, MONDAY)
    late, parent = (await held(first)).items
    await meetings.order(collector, late.id, key="a", text="तीन दिन में करें", days=3)
    await meetings.order(collector, parent.id, key="b", text="आज ही देखें", days=1)
    await d.does(
        "2026-07-28T10:00", "wire", "resolve", week30["parent"], note="लाइन ठीक कर दी गई है, जाँच कर ली"
    )
    set_clock("2026-08-03T09:00")
    second = await meetings.freeze(collector, date(2026, 8, 3))
    items = (await held(second)).items
    assert (items[0].ticket_id, items[0].reason) == (week30["late"].id, "order")
    assert [(order.text, order.state) for order in items[0].earlier] == [("तीन दिन में करें", "late")]
    assert week30["parent"].id not in [item.ticket_id for item in items]
    states = {item.ticket_id: item.orders[0].state for item in (await held(first)).items}
    assert states == {week30["late"].id: "late", week30["parent"].id: "done"}


async def test_closed_it_has_minutes_and_nothing_changes_any_more(week30, district, storage):
    collector = await district.actor("collector")
    meeting = await meetings.freeze(collector, MONDAY)
    item = (await held(meeting)).items[0]
    await meetings.order(collector, item.id, key="a", text="तीन दिन में करें", days=3)
    await meetings.attend(collector, meeting.id, {district.officers["phehead"].id})
    closed = await meetings.close(collector, meeting.id, storage)
    pdf = await meetings.minutes(collector, meeting.id, storage)
    assert pdf.startswith(b"%PDF")
    with pytest.raises(NotPossible):
        await meetings.order(collector, item.id, key="b", text="और जल्दी", days=1)
    with pytest.raises(NotPossible):
        await meetings.attend(collector, meeting.id, set())
    again = await meetings.close(collector, meeting.id, storage)
    assert (again.minutes_key, again.closed_at) == (closed.minutes_key, closed.closed_at)
    assert await Event.filter(verb="direct").count() == 1


async def test_killed_while_the_minutes_are_written_it_is_closed_again(
    week30, district, storage, monkeypatch
):
    collector = await district.actor("collector")
    meeting = await meetings.freeze(collector, MONDAY)

    class Killed(BaseException):
        pass

    def dies(_: object) -> bytes:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(meetings, "minutes_pdf", dies)
        with pytest.raises(Killed):
            await meetings.close(collector, meeting.id, storage)
    with pytest.raises(NotFound):
        await meetings.minutes(collector, meeting.id, storage)
    assert (await meetings.close(collector, meeting.id, storage)).state == "closed"


async def test_others_do_not_see_it_and_only_supervisors_hold_one(week30, district):
    collector, north = await district.actor("collector"), await district.actor("north")
    meeting = await meetings.freeze(collector, MONDAY)
    item = (await held(meeting)).items[0]
    with pytest.raises(NotFound):
        await meetings.meeting_of(north, meeting.id)
    with pytest.raises(NotFound):
        await meetings.order(north, item.id, key="x", text="कुछ करें", days=3)
    with pytest.raises(NotAllowed):
        await meetings.freeze(await district.actor("phehead"), MONDAY)
    own = await meetings.freeze(north, MONDAY)
    assert own.id != meeting.id
    assert [row.id for row in await meetings.meetings_of(collector)] == [own.id, meeting.id]


async def test_a_paper_ticket_stands_in_the_same_list(week30, district):
    ticket = await district.filed("2026-07-14T12:00", "phe", "v1", source="paper")
    await district.does(
        "2026-07-14T12:10", "phehead", "assign", ticket, officer_id=district.officers["pump"].id
    )
    set_clock("2026-07-27T08:30")
    meeting = await meetings.freeze(await district.actor("collector"), MONDAY)
    assert ticket.id in [item.ticket_id for item in (await held(meeting)).items]


async def test_minutes_hold_nothing_a_citizen_said(week30, district, storage):
    """So nothing in them has to go when the citizen erases their data."""
    words = "गुप्त कुआँ 4711 के पास"
    await Ticket.all().update(description=words, address=words, on_behalf_of=words, resolution=words)
    collector = await district.actor("collector")
    meeting = await meetings.freeze(collector, MONDAY)
    assert words in [item.words for item in (await held(meeting)).items]
    for language in ("hi", "en"):
        assert words not in json.dumps(_data(await held(meeting, language)), ensure_ascii=False)
