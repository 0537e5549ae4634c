"""What follows from events: routing, notices, bundles, each once."""

from datetime import UTC, date, datetime

import pytest

from bots import views
from models.messages import Alert, Outbound
from models.officers import Leave, Officer
from models.states import Status
from models.tickets import Event, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, filed, person, set_clock
from tickets import verbs
from tickets.actor import Actor, ActorKind
from tickets.lifecycle import Verb
from workers import bundles, documents, notices, reactions


async def settle() -> None:
    """React until nothing is left to react to."""
    while await reactions.sweep():
        pass


async def _texts_to(person_id: int) -> list[str]:
    rows = await Outbound.filter(person_id=person_id).order_by("id")
    return [row.purpose for row in rows]


def test_every_verb_has_a_decided_row() -> None:
    assert set(notices.TABLE) == set(Verb)
    assert set(reactions.TABLE) == set(Verb)


async def test_a_filed_ticket_reaches_the_officer_of_the_smallest_area(world: World) -> None:
    ticket = await filed(world)
    await settle()
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.status is Status.ASSIGNED
    assert ticket.officer_id == world.officer.id
    assert await _texts_to(world.citizen.id) == ["assigned"]
    assert await Alert.filter(officer_id=world.officer.id).count() == 1
    assert not await Event.filter(reacted_at=None).exists()


async def test_reacting_twice_says_nothing_twice(world: World) -> None:
    ticket = await filed(world)
    await settle()
    await Event.all().update(reacted_at=None, react_after=None)
    await settle()
    assert await _texts_to(world.citizen.id) == ["assigned"]
    assert await Alert.all().count() == 1
    assert (await Ticket.get(id=ticket.id)).event_seq == 2


async def test_a_hint_of_several_events_is_one_piece_of_work_and_one_bad_one_harms_no_other(
    world: World,
) -> None:
    good, bad, other = await filed(world), await filed(world), await filed(world)
    heads = {ticket.id: (await Event.get(ticket_id=ticket.id)).id for ticket in (good, bad, other)}
    # A row that a reaction cannot make sense of.
    await Event.filter(id=heads[bad.id]).update(verb="unheard-of")
    assert await reactions.react([*heads.values()]) == 2
    assert await reactions.react([*heads.values()]) == 0, "claimed, and back when its minute is over"
    assigned_now = await Ticket.filter(status=Status.ASSIGNED).values_list("id", flat=True)
    assert {*assigned_now} == {good.id, other.id}


@pytest.mark.parametrize(("chosen", "category"), [(False, None), (True, "phe.handpump")])
async def test_what_the_chat_has_read_is_not_read_again(
    world: World, chosen: bool, category: str | None
) -> None:
    """The router named the department and no category in the chat; a citizen's own choice is read anew."""
    ticket = await filed(world, category=None, confidence=0.9, chosen_by_citizen=chosen)
    await settle()
    ticket = await Ticket.get(id=ticket.id).prefetch_related("category")
    assert (ticket.status, ticket.category and ticket.category.code) == (Status.ASSIGNED, category)


async def test_an_officer_who_wants_alerts_at_once_gets_the_card(world: World) -> None:
    await Officer.filter(id=world.officer.id).update(alerts="at_once")
    ticket = await filed(world)
    await settle()
    row = await Outbound.get(person_id=world.officer.person_id)
    assert f'"card":"ticket:{ticket.id}"' in row.body
    assert f"t:{ticket.id}:resolve" in row.body
    assert ticket.number in row.body
    assert "+91" not in row.body


async def test_bundles_are_one_message_with_the_list(world: World) -> None:
    set_clock(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    first, second = await filed(world), await filed(world)
    await settle()
    assert await bundles.send_due() == 0
    set_clock(datetime(2026, 11, 23, 4, 1, tzinfo=UTC))
    assert await bundles.send_due() == 1
    assert await bundles.send_due() == 0
    row = await Outbound.get(person_id=world.officer.person_id)
    assert first.number in row.body
    assert second.number in row.body


async def test_the_substitute_hears_everything_meanwhile(world: World) -> None:
    day = date(2026, 11, 24)
    set_clock(datetime(2026, 11, 24, 6, 0, tzinfo=UTC))
    await Leave.create(officer=world.officer, substitute=world.colleague, starts=day, ends=day)
    await Officer.all().update(alerts="at_once")
    ticket = await assigned(world)
    await settle()
    await verbs.perform("add", ticket.id, world.sita, {"text": "अब पानी भी गंदा आ रहा है"})
    await settle()
    assert await _texts_to(world.colleague.person_id or 0) == ["officer_alert", "officer_alert"]
    assert await _texts_to(world.officer.person_id or 0) == []
    seen = await verbs.perform("view", ticket.id, await actor(world.colleague), {})
    assert seen.first_viewed_at is not None


async def test_by_hand_it_goes_above_the_sender_and_is_not_called_overdue(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    ticket = await assigned(world)
    await settle()
    sent = await verbs.perform("escalate", ticket.id, await actor(world.head), {"reason": "बजट चाहिए"})
    await settle()
    assert sent.escalation_level == 0
    alert = await Outbound.filter(person_id=world.adm.person_id).get()
    assert (alert.purpose, "बजट चाहिए" in alert.body) == ("officer_alert", True)
    assert not await Outbound.filter(purpose="overdue").exists()


async def test_how_often_it_was_handed_on_stands_on_the_card(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    ticket = await assigned(world)
    await settle()
    moved = {"department": "pwd", "reason": "यह सड़क का काम है"}
    await verbs.perform("transfer", ticket.id, await actor(world.officer), moved)
    await settle()
    alert = await Outbound.filter(person_id=world.pwd_officer.person_id).get()
    assert "🔁 1 बार" in alert.body
    officer = await actor(world.pwd_officer)
    assert (await views.of_ticket(ticket, officer)).hops == 1
    assert (await views.of_ticket(ticket, world.sita)).hops == 0


async def test_an_urgent_alert_does_not_wait(world: World) -> None:
    ticket = await filed(world, urgent=True)
    await settle()
    row = await Outbound.get(person_id=world.officer.person_id)
    assert (row.ticket_id, row.urgent) == (ticket.id, True)


@pytest.mark.parametrize("frequent", [True, False])
async def test_nobody_to_assign_ends_at_the_desk(world: World, frequent: bool) -> None:
    """Fault 37."""
    if frequent:
        ticket = await filed(world)
        await Ticket.filter(id=ticket.id).update(frequent=True)
    else:
        await Officer.filter(department_id=world.pwd.id).update(active=False)
        ticket = await filed(world, department="pwd", category="pwd.road")
    await settle()
    assert (await Ticket.get(id=ticket.id)).status is Status.SCREENING
    assert await Alert.filter(officer_id=world.operator.id).count() == 1


async def test_a_confidential_ticket_goes_above_and_is_hidden(world: World) -> None:
    ticket = await filed(world, confidential=True)
    await settle()
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.officer_id == world.adm.id
    from tickets import access

    assert not await access.may_see(await actor(world.head), ticket)
    assert not await access.may_see(await actor(world.operator), ticket)
    assert await access.may_see(await actor(world.collector), ticket)


async def test_whose_confidential_matter_it_is_reads_that_those_above_have_it(world: World) -> None:
    ticket = await filed(world, confidential=True, department="pwd", category="pwd.road")
    await settle()
    told = await Outbound.filter(person_id=world.citizen.id, purpose="assigned").get()
    citizen = Actor(ActorKind.CITIZEN, world.citizen.id, language="hi")
    card = await views.of_ticket(ticket, citizen)
    paper = documents.facts_of(
        await Ticket.get(id=ticket.id).prefetch_related("citizen", "department", "area"), "hi"
    )
    assert "बड़े अधिकारी" in told.body
    assert world.pwd.name_hi not in told.body
    assert (card.department, card.confidential, paper.department) == ("बड़े अधिकारी", True, "बड़े अधिकारी")


async def test_the_verdict_is_asked_and_expected(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await settle()
    row = await Outbound.filter(person_id=world.citizen.id, purpose="resolved").get()
    for verb in ("confirm", "dispute", "unsure"):
        assert f"t:{ticket.id}:{verb}" in row.body


async def test_an_appeal_is_decided_by_the_head_and_then_the_adm(world: World) -> None:
    await Officer.filter(id__in=[world.head.id, world.adm.id]).update(alerts="at_once")
    ticket = await assigned(world)
    officer = await actor(world.officer)
    await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम अधूरा है"})
    await settle()
    assert (await Ticket.get(id=ticket.id)).officer_id == world.head.id
    await verbs.perform("resolve", ticket.id, await actor(world.head), {"note": NOTE})
    await verbs.perform("confirm", ticket.id, world.sita, {})
    await verbs.perform("rate", ticket.id, world.sita, {"stars": 1, "reason": "नल अब भी सूखा है"})
    await settle()
    assert (await Ticket.get(id=ticket.id)).officer_id == world.adm.id
    for decider, words in ((world.head, "काम अधूरा है"), (world.adm, "⭐ नल अब भी सूखा है")):
        told = Outbound.filter(person_id=decider.person_id, body__contains=words)
        assert await told.exists(), words


async def test_merged_and_joined_citizens_hear_the_news(world: World) -> None:
    parent, child = await assigned(world), await filed(world, citizen_id=world.neighbour.id)
    await verbs.perform("merge", child.id, await actor(world.operator), {"parent_id": parent.id})
    joiner = await person("मीना परीक्षण", None, None)
    await verbs.perform("join", parent.id, Actor(ActorKind.CITIZEN, joiner.id), {})
    await verbs.perform("resolve", parent.id, await actor(world.officer), {"note": NOTE})
    await settle()
    assert await _texts_to(world.neighbour.id) == ["merged", "resolved"]
    assert await _texts_to(joiner.id) == ["followed"]
    await verbs.perform("unmerge", child.id, await actor(world.operator), {})
    assert (await Ticket.get(id=child.id)).status is Status.SUBMITTED


async def test_all_notices_can_be_written_in_every_language(world: World) -> None:
    from tests.workers.everything import every_message

    for language in ("hi", "hne", "en"):
        for text in await every_message(world, language):
            assert "None" not in text


async def test_what_the_desk_has_sent_on_does_not_come_back_to_it(world: World) -> None:
    ticket = await filed(world, incomplete=True, department=None, category=None)
    await settle()
    assert (await Ticket.get(id=ticket.id)).status is Status.SCREENING
    desk = await actor(world.operator)
    await verbs.perform("transfer", ticket.id, desk, {"department": "phe", "reason": "पानी की बात है"})
    await settle()
    there = await Ticket.get(id=ticket.id)
    assert (there.status, there.officer_id) == (Status.ASSIGNED, world.officer.id)


async def test_an_appeal_against_the_only_one_who_decides_is_theirs_and_they_hear_it(world: World) -> None:
    await Officer.filter(id__in=[world.head.id, world.collector.id]).update(active=False)
    ticket = await assigned(world, world.adm)
    await verbs.perform("resolve", ticket.id, await actor(world.adm), {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम अधूरा है"})
    await settle()
    await Event.all().update(reacted_at=None, react_after=None)
    await settle()
    assert (await Ticket.get(id=ticket.id)).officer_id == world.adm.id
    alerts = await Alert.filter(officer_id=world.adm.id).values_list("text_id", flat=True)
    assert list(alerts).count("alert-appeal") == 1


async def test_an_appeal_about_those_above_goes_higher_still(world: World) -> None:
    ticket = await filed(world, confidential=True)
    await settle()
    await verbs.perform("resolve", ticket.id, await actor(world.adm), {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम अधूरा है"})
    await settle()
    assert (await Ticket.get(id=ticket.id)).officer_id == world.collector.id


async def test_what_is_handed_on_too_often_is_told_to_the_desk_and_the_citizen(world: World) -> None:
    ticket = await assigned(world)
    for department in ("pwd", "phe", "pwd"):
        await verbs.perform(
            "transfer",
            ticket.id,
            await actor(world.collector),
            {"department": department, "reason": "उनका काम"},
        )
        await settle()
    assert (await Ticket.get(id=ticket.id)).status is Status.SCREENING
    assert await Alert.filter(officer_id=world.operator.id, text_id="alert-desk").count() == 1
    assert (await _texts_to(world.citizen.id))[-1] == "screened"
