"""Who hears it when those meant are away, have left, or may no longer see the ticket."""

from datetime import UTC, date, datetime

import pytest

from bots import standing, views
from models.messages import Alert, Outbound
from models.officers import Leave, Officer
from models.people import Identity
from tests.tickets.world import World, actor, assigned, set_clock
from tickets import verbs
from tickets.actions import deciding
from tickets.actor import SYSTEM
from workers import bundles, reactions
from workers.recipients import level

DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _tuesday() -> None:
    set_clock(datetime(2026, 11, 24, 3, 0, tzinfo=UTC))


async def settle() -> None:
    while await reactions.sweep():
        pass


async def away(*officers: Officer, substitute: Officer | None = None) -> None:
    for officer in officers:
        await Leave.create(officer=officer, substitute=substitute, starts=DAY, ends=DAY)


async def test_on_leave_without_a_substitute_the_head_hears_it_too(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    await away(world.officer)
    await assigned(world)
    await settle()
    told = await Outbound.filter(purpose="officer_alert").values_list("person_id", flat=True)
    assert set(told) == {world.officer.person_id, world.head.person_id}


async def test_the_ladder_passes_over_whoever_is_away(world: World) -> None:
    ticket = await assigned(world)
    await away(world.head)
    assert [one.id for one in await level(1, ticket)] == [world.adm.id]
    await away(world.adm, world.collector)
    assert [one.id for one in await level(1, ticket)] == [world.head.id]


async def bundle_after(world: World, ticket_id: int) -> list[str]:
    assert await Alert.filter(ticket_id=ticket_id, officer_id=world.officer.id).exists()
    set_clock(datetime(2026, 11, 24, 4, 1, tzinfo=UTC))
    await bundles.send_due()
    return [row.body for row in await Outbound.filter(person_id=world.officer.person_id)]


async def test_a_bundle_keeps_silent_about_what_became_confidential(world: World) -> None:
    hidden, other = await assigned(world), await assigned(world)
    await settle()
    await verbs.perform("mark_confidential", hidden.id, await actor(world.collector), {})
    (body,) = await bundle_after(world, hidden.id)
    assert hidden.number not in body
    assert other.number in body


async def test_no_bundle_goes_to_an_officer_who_left(world: World) -> None:
    ticket = await assigned(world)
    await settle()
    await Officer.filter(id=world.officer.id).update(active=False)
    assert await bundle_after(world, ticket.id) == []
    assert not await Alert.filter(sent_at=None, due_at__lte=datetime(2026, 11, 24, 4, 1, tzinfo=UTC)).exists()


async def test_a_heads_substitute_gets_the_alert_with_the_heads_buttons(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    await away(world.head, substitute=world.pwd_officer)
    ticket = await assigned(world)
    await settle()
    await deciding.escalate(ticket.id, SYSTEM, level=1)
    await settle()
    told = await Outbound.filter(person_id=world.pwd_officer.person_id).order_by("-id").first()
    assert told is not None
    assert f"t:{ticket.id}:escalate" in told.body


async def test_in_the_chat_whoever_stands_in_finds_what_is_with_them(world: World) -> None:
    ticket = await assigned(world)
    identity = await Identity.get(person_id=world.pwd_officer.person_id).select_related("person")
    assert (await views.look("queue", {}, identity, await standing.of(identity))).tickets == ()
    await away(world.head, substitute=world.pwd_officer)
    (found,) = (await views.look("queue", {}, identity, await standing.of(identity))).tickets
    assert found.number == ticket.number
    assert {"assign", "resolve", "escalate"} <= {*found.actions}
    set_clock(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    assert (await views.look("queue", {}, identity, await standing.of(identity))).tickets == ()
