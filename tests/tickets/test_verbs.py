"""The verbs' own rules, beyond the table."""

from datetime import UTC, datetime, timedelta

import pytest

import clock
from models.departments import Category
from models.states import Kind, Status
from models.tickets import Attachment, Event, LabelledExample, Ticket, Timer
from tests.tickets.world import NOTE, World, actor, assigned, filed, set_clock
from tickets import office, verbs
from tickets.errors import Invalid, NotAllowed, NotFound, NotPossible, TicketError
from tickets.lifecycle import Verb


async def _refused(verb: str, ticket: Ticket, by: object, **values: object) -> str:
    with pytest.raises(TicketError) as refused:
        await verbs.perform(verb, ticket.id, by, values)  # type: ignore[arg-type]
    return refused.value.code


async def test_an_officer_extends_once_and_the_head_again(world: World) -> None:
    ticket = await assigned(world)
    officer, head = await actor(world.officer), await actor(world.head)
    reason = "पाइप रायपुर से आना है"
    assert await _refused("extend", ticket, officer, reason=reason, until="2020-01-01") == "date-out-of-reach"
    assert await _refused("extend", ticket, officer, reason=reason, until="कल") == "no-such-date"
    assert await _refused("extend", ticket, officer, reason=reason, days=1) == "date-not-later"
    longer = await verbs.perform("extend", ticket.id, officer, {"reason": reason, "days": 12})
    assert await _refused("extend", ticket, officer, reason=reason, days=20) == "extension-again"
    again = await verbs.perform("extend", ticket.id, head, {"reason": reason, "days": "20"})
    assert again.extension_count == 2
    assert again.due_at is not None
    assert longer.due_at is not None
    assert again.due_at > longer.due_at


@pytest.mark.parametrize("verb", ["extend", "direct"])
async def test_a_date_named_while_the_clock_stands_counts_from_then(world: World, verb: str) -> None:
    set_clock(datetime(2026, 11, 23, 5, 0, tzinfo=UTC))
    ticket = await assigned(world)
    await verbs.perform("ask", ticket.id, await actor(world.officer), {"question": "कौन सा मोहल्ला?"})
    set_clock(datetime(2026, 11, 25, 13, 0, tzinfo=UTC))
    words = {"reason": "सामान देर से आएगा", "text": "जल्दी करें", "days": 6}
    named = (await verbs.perform(verb, ticket.id, await actor(world.collector), words)).due_at
    await verbs.perform("answer", ticket.id, world.sita, {"text": "स्कूल के पास"})
    assert (await Ticket.get(id=ticket.id)).due_at == named


async def test_touching_never_moves_the_due_date(world: World) -> None:
    ticket = await assigned(world)
    officer, desk = await actor(world.officer), await actor(world.operator)
    for verb, by, values in (
        ("view", officer, {}),
        ("start", officer, {}),
        ("note", officer, {"text": "देखा"}),
        ("message", officer, {"text": "कल आएँगे"}),
        ("add", world.sita, {"text": "जल्दी करें"}),
        ("nudge", world.sita, {}),
        ("edit", desk, {"urgent": "true", "kind": "demand"}),
        ("join", world.gita, {}),
        ("reject", officer, {"reason": "policy", "note": "नियम में यह संभव नहीं"}),
        ("decline_rejection", await actor(world.adm), {}),
        ("transfer", officer, {"department": "pwd", "reason": "सड़क का काम"}),
        ("assign", desk, {"officer_id": world.pwd_officer.id}),
    ):
        done = await verbs.perform(verb, ticket.id, by, values)
        assert done.due_at == ticket.due_at, verb


async def test_a_rejection_needs_a_reason_and_a_supervisor(world: World) -> None:
    ticket = await assigned(world)
    officer, adm = await actor(world.officer), await actor(world.adm)
    note = "न्यायालय में मामला लंबित है"
    assert await _refused("reject", ticket, officer, reason="not_ours", note=note) == "no-such-reason"
    assert await _refused("approve_rejection", ticket, adm) == "no-rejection-asked"
    asked = await verbs.perform("reject", ticket.id, officer, {"reason": "court", "note": note})
    assert asked.status is Status.ASSIGNED
    assert await _refused("approve_rejection", ticket, await actor(world.head)) == "not-allowed"
    done = await verbs.perform("approve_rejection", ticket.id, adm, {})
    assert (done.status, done.resolution) == (Status.REJECTED, note)
    appealed = await verbs.perform("appeal", ticket.id, world.sita, {"reason": "मामला लंबित नहीं है"})
    assert appealed.status is Status.APPEALED


async def test_a_photo_is_demanded_where_the_category_says_so(world: World) -> None:
    ticket = await assigned(world, category="phe.handpump")
    officer = await actor(world.officer)
    photo = await Attachment.create(
        person_id=world.officer.person_id, channel="telegram", kind="photo", created_at=clock.now()
    )
    foreign = await Attachment.create(
        person_id=world.neighbour.id, channel="telegram", kind="photo", created_at=clock.now()
    )
    assert await _refused("resolve", ticket, officer, note=NOTE, attachments=[foreign.id]) == "photo-needed"
    await verbs.perform("resolve", ticket.id, officer, {"note": NOTE, "attachments": [photo.id, foreign.id]})
    photo, foreign = await Attachment.get(id=photo.id), await Attachment.get(id=foreign.id)
    assert (photo.ticket_id, photo.by_officer, foreign.ticket_id) == (ticket.id, True, None)


async def test_the_date_is_fixed_at_the_first_assignment(world: World) -> None:
    ticket = await filed(world, department=None, category=None)
    promised = ticket.due_at
    await Category.filter(id=world.road.id).update(days_problem=15)
    desk = await actor(world.operator)
    await verbs.perform("transfer", ticket.id, desk, {"department": "pwd", "category": "pwd.road"})
    done = await verbs.perform("assign", ticket.id, desk, {"officer_id": world.pwd_officer.id})
    calendar = await office.current()
    assert done.due_at == calendar.add_days(ticket.submitted_at, 15)
    assert done.due_at != promised
    assert done.hop_count == 0
    learnt = await LabelledExample.get(ticket_id=ticket.id)
    assert (learnt.department_code, learnt.category_code) == ("pwd", "pwd.road")


async def test_merge_and_its_undo(world: World) -> None:
    parent, child = await assigned(world), await assigned(world, citizen_id=world.neighbour.id)
    desk = await actor(world.operator)
    assert await _refused("merge", child, desk, parent_id=child.id) == "no-such-parent"
    await verbs.perform("merge", child.id, desk, {"parent_id": parent.id})
    assert (await Ticket.get(id=parent.id)).joined_count == 1
    assert await _refused("merge", parent, desk, parent_id=child.id) == "parent-is-closed"
    undone = await verbs.perform("unmerge", child.id, desk, {})
    assert (undone.status, undone.parent_id, undone.closed_at) == (Status.ASSIGNED, None, None)
    assert (await Ticket.get(id=parent.id)).joined_count == 0


async def test_a_poor_rating_is_an_appeal_and_stars_count_once(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("confirm", ticket.id, world.sita, {})
    assert await _refused("rate", ticket, world.sita, stars=6) == "stars-out-of-range"
    done = await verbs.perform("rate", ticket.id, world.sita, {"stars": 2})
    assert (done.status, done.rating) == (Status.APPEALED, 2)


async def test_an_appeal_is_not_decided_by_the_one_appealed_against(world: World) -> None:
    ticket = await assigned(world, world.head)
    head, adm, collector = [await actor(one) for one in (world.head, world.adm, world.collector)]
    await verbs.perform("resolve", ticket.id, head, {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम अधूरा है"})
    await verbs.perform("assign", ticket.id, adm, {"officer_id": world.adm.id})
    assert await _refused("resolve", ticket, head, note=NOTE) == "appeal-decided-above"
    await verbs.perform("resolve", ticket.id, adm, {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "अब भी अधूरा है"})
    await verbs.perform("assign", ticket.id, collector, {"officer_id": world.collector.id})
    assert await _refused("resolve", ticket, head, note=NOTE) == "appeal-decided-above"
    assert await _refused("resolve", ticket, adm, note=NOTE) == "appeal-decided-above"
    done = await verbs.perform("resolve", ticket.id, collector, {"note": NOTE})
    assert done.status is Status.RESOLVED


async def test_a_late_no_is_too_late(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("confirm", ticket.id, world.sita, {})
    clock.configure(int(timedelta(days=61).total_seconds()))
    assert await _refused("dispute", ticket, world.sita, reason="फिर खराब") == "too-late"


async def test_only_fit_officers_are_assigned(world: World) -> None:
    ticket = await filed(world)
    desk = await actor(world.operator)
    assert (
        await _refused("assign", ticket, desk, officer_id=world.pwd_officer.id)
        == "officer-of-another-department"
    )
    assert await _refused("assign", ticket, desk, officer_id=4711) == "no-such-officer"
    await verbs.perform("mark_confidential", ticket.id, desk, {})
    system_like = await actor(world.adm)
    assert (
        await _refused("assign", ticket, system_like, officer_id=world.officer.id)
        == "confidential-only-above"
    )


async def test_a_follower_may_add_but_not_decide(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("join", ticket.id, world.gita, {})
    await verbs.perform("add", ticket.id, world.gita, {"text": "हमारे यहाँ भी"})
    assert await _refused("withdraw", ticket, world.gita) == "not-yours-to-decide"


async def test_frequent_filers_are_taken_and_marked(world: World) -> None:
    """Fault 67."""
    found = [await filed(world) for _ in range(11)]
    assert [ticket.frequent for ticket in found] == [False] * 10 + [True]


async def test_numbers_in_words_are_masked_before_they_are_stored(world: World) -> None:
    ticket = await filed(
        world, description="मेरा आधार 9999 4105 7058 है, राशन नहीं मिला", address="मकान 12, 999941057058"
    )
    assert "9999 4105" not in ticket.description
    assert "99994105" not in ticket.address
    await verbs.perform("add", ticket.id, world.sita, {"text": "फिर से 999941057058"})
    event = await Event.filter(ticket_id=ticket.id).order_by("-seq").first()
    assert event is not None
    assert "99994105" not in str(event.data)


@pytest.mark.parametrize(
    ("verb", "values", "error"),
    [
        ("fly", {}, NotAllowed),
        ("breach", {}, NotAllowed),
        ("resolve", {}, Invalid),
        ("resolve", {"note": ["a"]}, Invalid),
        ("assign", {"officer_id": "x"}, Invalid),
        ("rate", {"stars": None}, Invalid),
        ("edit", {"urgent": "perhaps"}, Invalid),
        ("transfer", {"department": "nowhere", "reason": "वहाँ का काम"}, Invalid),
        ("confirm", {}, NotAllowed),
    ],
)
async def test_bad_values_are_refused_not_crashed(
    world: World, verb: str, values: dict[str, object], error: type[TicketError]
) -> None:
    ticket = await assigned(world)
    with pytest.raises(error):
        await verbs.perform(verb, ticket.id, await actor(world.head), values)


async def test_values_a_verb_does_not_know_change_nothing(world: World) -> None:
    ticket = await assigned(world)
    done = await verbs.perform(
        "start", ticket.id, await actor(world.officer), {"status": "confirmed", "rating": 5}
    )
    assert (done.status, done.rating, done.kind) == (Status.IN_PROGRESS, None, Kind.PROBLEM)


async def test_absent_and_forbidden_look_alike(world: World) -> None:
    ticket = await assigned(world)
    stranger = await actor(world.pwd_officer)
    for number in (ticket.id, 4711):
        with pytest.raises(NotFound):
            await verbs.perform("view", number, stranger, {})


def test_every_verb_of_people_has_a_door() -> None:
    own = {Verb.FILE, Verb.CLOSE, Verb.REMIND, Verb.BREACH, Verb.ASK_VERDICT, Verb.SECOND_LOOK, Verb.RECOUNT}
    assert set(Verb) - set(verbs.DOORS) == own


async def test_nudging_a_closed_ticket_is_not_possible(world: World) -> None:
    ticket = await filed(world)
    await verbs.perform("withdraw", ticket.id, world.sita, {})
    with pytest.raises(NotPossible):
        await verbs.perform("nudge", ticket.id, world.sita, {})


async def test_an_order_to_another_officer_starts_their_first_view(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("view", ticket.id, await actor(world.officer), {})
    before = ticket.assigned_at
    set_clock(clock.now() + timedelta(days=1))
    ordered = await verbs.perform(
        "direct", ticket.id, await actor(world.adm), {"text": "आप देखें", "officer_id": world.colleague.id}
    )
    assert before is not None
    assert ordered.assigned_at is not None
    assert ordered.assigned_at > before
    assert (ordered.officer_id, ordered.first_viewed_at) == (world.colleague.id, None)
    assert await Timer.filter(ticket_id=ticket.id, kind="first_view", state="waiting").count() == 1


async def test_an_order_to_an_officer_ends_the_search_for_one(world: World) -> None:
    ticket = await filed(world)
    order = {"text": "तुरंत देखें", "officer_id": world.officer.id}
    ordered = await verbs.perform("direct", ticket.id, await actor(world.adm), order)
    assert (ordered.status, ordered.officer_id) == (Status.ASSIGNED, world.officer.id)


async def test_an_order_keeps_a_confidential_ticket_above(world: World) -> None:
    ticket = await filed(world, confidential=True)
    with pytest.raises(Invalid):
        await verbs.perform(
            "direct", ticket.id, await actor(world.adm), {"text": "देखें", "officer_id": world.officer.id}
        )
