"""Whoever stands in for somebody has everything of theirs, as them, and nothing besides."""

from datetime import timedelta

import pytest

import clock
from models.officers import Leave, Officer, Role
from models.states import Status
from models.tickets import Event, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import access, capacity, queries, verbs
from tickets.errors import Invalid, NotAllowed, NotFound
from tickets.lifecycle import Verb

EVERYONE = ("officer", "colleague", "head", "pwd_officer", "operator", "adm", "collector")
WHY = "सड़क निगम की योजना में यह काम अगले साल होगा"


async def away(who: Officer, substitute: Officer, days: int = 1) -> None:
    today = clock.today_local()
    await Leave.create(
        officer=who, substitute=substitute, starts=today, ends=today + timedelta(days=days - 1)
    )


async def last_event(ticket: Ticket) -> Event:
    found = await Event.filter(ticket_id=ticket.id).order_by("-seq").first()
    assert found is not None
    return found


async def test_a_heads_substitute_sees_the_department_and_leads_it(world: World) -> None:
    ticket = await assigned(world, world.colleague, area_id=world.other_village.id)
    before = await actor(world.pwd_officer)
    assert not await access.may_see(before, ticket)
    await away(world.head, world.pwd_officer)
    by = await actor(world.pwd_officer)
    assert [one.id for one in await queries.queue(by)] == [ticket.id]
    assert Verb.ASSIGN in capacity.offered(by, ticket)
    await verbs.perform("assign", ticket.id, by, {"officer_id": world.officer.id})
    event = await last_event(ticket)
    assert (event.actor_id, event.actor_kind) == (world.pwd_officer.id, "department_head")
    assert event.data["for"] == world.head.id
    with pytest.raises(Invalid):
        # The pipes of the head's department go to its own officers, also by way of a substitute.
        await verbs.perform("assign", ticket.id, by, {"officer_id": world.pwd_officer.id})


async def test_what_they_do_in_their_own_right_is_not_called_standing_in(world: World) -> None:
    ticket = await assigned(world)
    await away(world.head, world.officer)
    await verbs.perform("start", ticket.id, await actor(world.officer), {})
    event = await last_event(ticket)
    assert (event.actor_kind, event.data.get("for")) == ("officer", None)


async def test_a_supervisors_own_rights_do_not_travel_with_an_officers_leave(world: World) -> None:
    await Officer.filter(id=world.adm.id).update(area_id=world.other_block.id)
    adm = await Officer.get(id=world.adm.id)
    ticket = await assigned(world)
    await verbs.perform("reject", ticket.id, await actor(world.officer), {"reason": "policy", "note": WHY})
    await away(world.officer, adm)
    by = await actor(adm)
    assert Verb.START in capacity.offered(by, ticket)
    for verb, values in (("approve_rejection", {}), ("direct", {"text": "कल तक करें"})):
        assert Verb(verb) not in capacity.offered(by, ticket)
        with pytest.raises(NotAllowed):
            await verbs.perform(verb, ticket.id, by, values)


async def test_confidential_matters_are_not_lent(world: World) -> None:
    hidden = await assigned(world)
    await verbs.perform("mark_confidential", hidden.id, await actor(world.collector), {})
    await verbs.perform(
        "direct", hidden.id, await actor(world.collector), {"text": "देखें", "officer_id": world.adm.id}
    )
    await away(world.adm, world.head)
    with pytest.raises(NotFound):
        await verbs.perform("note", hidden.id, await actor(world.head), {"text": "देखा"})
    await Leave.all().delete()
    await away(world.adm, world.collector)
    await verbs.perform("resolve", hidden.id, await actor(world.collector), {"note": NOTE})


async def test_what_covers_one_row_is_what_the_filter_finds(world: World) -> None:
    tickets = [
        await assigned(world),
        await assigned(world, world.colleague, area_id=world.other_village.id),
        await filed(world, department="", category=""),
        await filed(world, department="pwd", category="pwd.road", area_id=world.other_village.id),
    ]
    await verbs.perform("mark_confidential", tickets[1].id, await actor(world.collector), {})
    await verbs.perform("mark_confidential", tickets[3].id, await actor(world.collector), {})
    tickets = await Ticket.all().order_by("id")
    for absent in EVERYONE:
        for name in EVERYONE:
            await Leave.all().delete()
            if name != absent:
                await away(getattr(world, absent), getattr(world, name))
            by = await actor(getattr(world, name))
            found = {
                int(str(key)) for key in await Ticket.filter(access.visible(by)).values_list("id", flat=True)
            }
            reached = [
                one for one in tickets if any(access.covers(each, one) for each in (by, *by.stands_in_for))
            ]
            assert {one.id for one in reached} == found, (absent, name)
            assert {one.id for one in tickets if await access.may_see(by, one)} == found, (absent, name)


async def test_nobody_judges_their_own_work_by_standing_in_for_the_judge(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("appeal", ticket.id, world.sita, {"reason": "काम नहीं हुआ"})
    await verbs.perform("assign", ticket.id, await actor(world.collector), {"officer_id": world.head.id})
    await away(world.head, world.officer)
    with pytest.raises(NotAllowed) as refused:
        await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    assert refused.value.code == "appeal-decided-above"
    await Leave.all().delete()
    await away(world.head, world.colleague)
    done = await verbs.perform("resolve", ticket.id, await actor(world.colleague), {"note": NOTE})
    assert done.status is Status.RESOLVED
    assert (await last_event(ticket)).data["for"] == world.head.id


async def test_nobody_approves_their_own_rejection_by_standing_in(world: World) -> None:
    ticket = await assigned(world)
    asked = {"reason": "policy", "note": WHY}
    await verbs.perform("reject", ticket.id, await actor(world.officer), asked)
    await away(world.adm, world.officer)
    with pytest.raises(NotAllowed) as refused:
        await verbs.perform("approve_rejection", ticket.id, await actor(world.officer), {})
    assert refused.value.code == "own-rejection"
    await Leave.all().delete()
    await away(world.adm, world.colleague)
    done = await verbs.perform("approve_rejection", ticket.id, await actor(world.colleague), {})
    assert done.status is Status.REJECTED


async def test_a_substitute_who_is_away_passes_everything_on(world: World) -> None:
    ticket = await assigned(world)
    await away(world.officer, world.colleague)
    await away(world.colleague, world.pwd_officer)
    await away(world.pwd_officer, world.officer)
    for one in (world.colleague, world.pwd_officer):
        await verbs.perform("note", ticket.id, await actor(one), {"text": "देखा"})
        event = await last_event(ticket)
        assert (event.verb, event.actor_id) == ("note", one.id)


async def test_a_closed_account_and_an_administrator_lend_and_get_nothing(world: World) -> None:
    ticket = await assigned(world)
    await away(world.officer, world.pwd_officer)
    await Officer.filter(id=world.officer.id).update(active=False)
    assert (await actor(world.pwd_officer)).stands_in_for == ()
    await Officer.filter(id=world.officer.id).update(active=True)
    await Officer.filter(id=world.pwd_officer.id).update(role=Role.ADMINISTRATOR)
    admin = await Officer.get(id=world.pwd_officer.id)
    assert not await access.may_see(await actor(admin), ticket)


async def test_whoever_gets_it_next_may_move_the_date_once_too(world: World) -> None:
    ticket = await assigned(world)
    by = await actor(world.officer)
    await verbs.perform("extend", ticket.id, by, {"reason": WHY, "days": 10})
    ticket = await Ticket.get(id=ticket.id)
    assert Verb.EXTEND not in capacity.offered(by, ticket)
    with pytest.raises(NotAllowed):
        await verbs.perform("extend", ticket.id, by, {"reason": WHY, "days": 20})
    ticket = await verbs.perform(
        "assign", ticket.id, await actor(world.head), {"officer_id": world.colleague.id}
    )
    other = await actor(world.colleague)
    assert Verb.EXTEND in capacity.offered(other, ticket)
    await verbs.perform("extend", ticket.id, other, {"reason": WHY, "days": 20})
    ticket = await verbs.perform(
        "assign", ticket.id, await actor(world.head), {"officer_id": world.officer.id}
    )
    assert Verb.EXTEND not in capacity.offered(by, ticket)


async def test_in_somebodys_place_their_own_tickets_are_not_led_by_them(world: World) -> None:
    """The place of a head is the head's jurisdiction, not a head's rights over what the substitute has."""
    ticket = await assigned(world, world.pwd_officer, department="pwd", category="pwd.road")
    await away(world.head, world.pwd_officer)
    (place,) = (await actor(world.pwd_officer)).stands_in_for
    assert not await access.may_see(place, ticket)
    with pytest.raises(NotFound):
        await verbs.perform("assign", ticket.id, place, {"officer_id": world.pwd_officer.id})
