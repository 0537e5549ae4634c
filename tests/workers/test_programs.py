"""People for whom a program files: without a chat they get no message, and no call that only informs."""

import pytest

import clock
from models.messages import Outbound
from models.people import Person
from models.states import Status
from models.tickets import Ticket
from tests.tickets.world import NOTE, World, actor, filed
from tests.workers.test_reactions import settle
from tickets import verbs


async def _filed_for(world: World, phone: str | None) -> Ticket:
    person = await Person.create(name="उदाहरण", language="hi", phone=phone, created_at=clock.now())
    return await filed(world, citizen_id=person.id, source="open311", api_key=1)


async def _purposes(ticket: Ticket) -> list[str]:
    rows = await Outbound.filter(person_id=ticket.citizen_id).order_by("id")
    return [row.purpose for row in rows]


async def _resolved(world: World, ticket: Ticket) -> None:
    await settle()
    found = await Ticket.get(id=ticket.id)
    assert found.status is Status.ASSIGNED
    await verbs.perform("start", ticket.id, await actor(world.officer), {})
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await settle()


async def test_who_has_a_telephone_is_only_asked_for_the_verdict(world: World) -> None:
    ticket = await _filed_for(world, "+910000000055")
    await _resolved(world, ticket)
    assert await _purposes(ticket) == ["resolved"]


async def test_who_has_neither_chat_nor_telephone_gets_no_message_at_all(world: World) -> None:
    ticket = await _filed_for(world, None)
    await _resolved(world, ticket)
    assert await _purposes(ticket) == []


@pytest.mark.parametrize("source", ["open311", "phone"])
async def test_who_has_a_chat_hears_everything_there(world: World, source: str) -> None:
    ticket = await filed(world, source=source)
    await _resolved(world, ticket)
    assert await _purposes(ticket) == ["receipt", "assigned", "started", "resolved"]
