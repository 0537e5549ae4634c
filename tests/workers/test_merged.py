"""Several tickets become one: each citizen hears the news and is asked for their own verdict."""

import pytest

from bots import views
from models.messages import Alert, Outbound
from models.states import Status
from models.tickets import Event, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, person
from tests.workers.test_reactions import settle
from tickets import audit, verbs
from tickets.actor import Actor, ActorKind
from tickets.errors import NotAllowed, NotFound, NotPossible


async def _merged(world: World) -> tuple[Ticket, Ticket]:
    parent = await assigned(world)
    child = await assigned(world, citizen_id=world.neighbour.id)
    await verbs.perform("merge", child.id, await actor(world.head), {"parent_id": parent.id})
    await settle()
    return parent, child


async def _resolve(world: World, parent: Ticket) -> None:
    await verbs.perform("resolve", parent.id, await actor(world.officer), {"note": NOTE})
    await settle()


async def _states(*tickets: Ticket) -> list[Status]:
    return [(await Ticket.get(id=ticket.id)).status for ticket in tickets]


async def test_each_citizen_is_asked_about_their_own_number(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    for citizen, ticket in ((world.citizen, parent), (world.neighbour, child)):
        row = await Outbound.filter(person_id=citizen.id, purpose="resolved").get()
        assert f"t:{ticket.id}:dispute" in row.body
        assert ticket.number in row.body


async def test_one_no_reopens_for_all(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    await verbs.perform("confirm", parent.id, world.sita, {})
    await verbs.perform("dispute", child.id, world.gita, {"reason": "हमारी तरफ पानी नहीं आया"})
    assert await _states(parent, child) == [Status.REOPENED, Status.MERGED]
    event = await Event.filter(ticket_id=parent.id, verb="dispute").get()
    assert (event.actor_id, event.data["merged"]) == (world.neighbour.id, child.number)
    assert (await Ticket.get(id=parent.id)).reopen_count == 1
    assert (await Ticket.get(id=child.id)).verdict == "no"
    await settle()
    told = await Outbound.filter(person_id=world.citizen.id, purpose="reopened").get()
    assert parent.number in told.body
    assert "पानी नहीं आया" not in told.body
    assert not await Outbound.filter(person_id=world.neighbour.id, purpose="reopened").exists()
    for ticket in (parent, child):
        assert await audit.verify(ticket.id) == []


async def test_the_third_no_of_whomever_goes_up(world: World) -> None:
    parent, child = await _merged(world)
    for who, ticket in ((world.sita, parent), (world.gita, child), (world.gita, child)):
        await _resolve(world, parent)
        await verbs.perform("dispute", ticket.id, who, {"reason": "अब भी खराब है"})
    assert await _states(parent) == [Status.APPEALED]


async def test_a_yes_of_another_does_not_speak_for_who_filed_it(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    await verbs.perform("confirm", child.id, world.gita, {})
    await verbs.perform("rate", child.id, world.gita, {"stars": 5})
    assert await _states(parent, child) == [Status.RESOLVED, Status.MERGED]
    there = await Ticket.get(id=child.id)
    assert (there.verdict, there.rating) == ("yes", 5)
    assert (await Ticket.get(id=parent.id)).verdict == ""


async def test_one_star_of_another_is_an_appeal_for_all(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    await verbs.perform("confirm", child.id, world.gita, {})
    await verbs.perform("rate", child.id, world.gita, {"stars": 1})
    assert await _states(parent) == [Status.APPEALED]


async def test_there_is_nothing_to_judge_before_it_is_done(world: World) -> None:
    parent, child = await _merged(world)
    with pytest.raises(NotPossible):
        await verbs.perform("dispute", child.id, world.gita, {"reason": "जल्दी कीजिए"})
    assert await _states(parent, child) == [Status.ASSIGNED, Status.MERGED]


async def test_others_have_no_say(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    for ticket, who in ((parent, world.gita), (child, world.sita)):
        with pytest.raises((NotFound, NotAllowed)):
            await verbs.perform("dispute", ticket.id, who, {"reason": "नहीं हुआ है"})


async def test_undoing_the_merge_gives_the_ticket_back(world: World) -> None:
    parent, child = await _merged(world)
    await _resolve(world, parent)
    await verbs.perform("confirm", child.id, world.gita, {})
    await verbs.perform("unmerge", child.id, await actor(world.head), {})
    there = await Ticket.get(id=child.id)
    assert (there.status, there.verdict, there.parent_id) == (Status.ASSIGNED, "", None)
    assert (there.officer_id, there.due_at) == (child.officer_id, child.due_at)
    assert (await Ticket.get(id=parent.id)).joined_count == 0
    await settle()
    await verbs.perform("reopen", parent.id, await actor(world.adm), {"reason": "फिर से देखें, काम अधूरा है"})
    await settle()
    assert not await Outbound.filter(person_id=world.neighbour.id, purpose="reopened").exists()


async def test_a_withdrawn_parent_lets_the_others_go_on(world: World) -> None:
    parent, child = await _merged(world)
    await verbs.perform("withdraw", parent.id, world.sita, {})
    await settle()
    assert await _states(parent, child) == [Status.WITHDRAWN, Status.ASSIGNED]


async def test_an_officer_hears_that_a_merged_ticket_is_theirs_again(world: World) -> None:
    parent, child = await assigned(world), await assigned(world, citizen_id=world.neighbour.id)
    desk = await actor(world.operator)
    await verbs.perform("merge", child.id, desk, {"parent_id": parent.id})
    await verbs.perform("unmerge", child.id, desk, {})
    await settle()
    alerts = await Alert.filter(officer_id=world.officer.id, ticket_id=child.id).values_list(
        "text_id", flat=True
    )
    assert list(alerts)[-1] == "alert-passed-on"


async def test_what_they_add_reaches_who_works_on_it(world: World) -> None:
    parent, child = await _merged(world)
    await verbs.perform("add", child.id, world.gita, {"text": "दो घर और भी सूखे हैं"})
    added = await Event.filter(ticket_id=parent.id, verb="add").get()
    assert (added.data["text"], added.data["merged"]) == ("दो घर और भी सूखे हैं", child.number)
    await settle()
    assert await Alert.filter(ticket_id=parent.id, text_id="alert-added").count() == 1
    for ticket in (parent, child):
        assert await audit.verify(ticket.id) == []


async def test_their_own_list_tells_how_it_stands(world: World) -> None:
    parent, child = await _merged(world)
    mine = await views.of_ticket(child, world.gita)
    assert (mine.number, mine.status, mine.open) == (child.number, "assigned", True)
    assert (mine.due_at, mine.actions) == (parent.due_at, ("add",))
    await _resolve(world, parent)
    mine = await views.of_ticket(child, world.gita)
    assert (mine.status, mine.resolution) == ("resolved", NOTE)
    assert {"confirm", "dispute", "add"} <= set(mine.actions)


async def test_who_joined_a_merged_ticket_still_hears_of_their_number(world: World) -> None:
    child = await assigned(world, citizen_id=world.neighbour.id)
    joiner = await person("मीना परीक्षण", None, None)
    await verbs.perform("join", child.id, Actor(ActorKind.CITIZEN, joiner.id), {})
    parent = await assigned(world)
    await verbs.perform("merge", child.id, await actor(world.head), {"parent_id": parent.id})
    await _resolve(world, parent)
    told = await Outbound.filter(person_id=joiner.id).get()
    assert (told.purpose, child.number in told.body) == ("followed", True)
