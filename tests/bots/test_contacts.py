"""A proven number joins Telegram to WhatsApp's person; an unproven one joins nobody."""

import pytest

import clock
from bots import contacts
from bots.outbound import Say
from models.messages import Outbound
from models.people import Identity, Person
from models.tickets import Ticket
from tests.tickets.world import World, build, filed, person
from tickets import people


@pytest.fixture
async def world(database: str) -> World:
    return await build()


async def on_whatsapp(owner: Person, phone: str) -> Identity:
    return await Identity.create(person=owner, channel="whatsapp", phone=phone, created_at=clock.now())


async def on_telegram() -> Identity:
    owner = await person("", None, None)
    return await Identity.get(person_id=owner.id).prefetch_related("person")


async def test_the_same_number_is_the_same_person_and_the_other_chat_is_told(world: World) -> None:
    ticket = await filed(world)
    theirs = await on_whatsapp(world.citizen, "+910000000001")
    telegram = await on_telegram()
    alone = telegram.person_id

    assert await contacts.recognise(telegram, "91 0000000001")

    assert telegram.person_id == world.citizen.id == await people.survivor(alone)
    assert await Ticket.filter(citizen_id=telegram.person_id).values_list("id", flat=True) == [ticket.id]
    (row,) = await Outbound.filter(identity_id=theirs.id)
    assert "Telegram" in Say.from_json(row.body).text
    assert await contacts.is_joined(telegram, "+910000000001")


async def test_a_number_nobody_else_has_is_kept(world: World) -> None:
    telegram = await on_telegram()
    assert not await contacts.recognise(telegram, "+910000000009")
    assert (telegram.phone, telegram.person.phone) == ("+910000000009", "+910000000009")
    assert not await contacts.is_joined(telegram, "+910000000009")


async def test_a_number_somebody_only_typed_joins_nobody(world: World) -> None:
    """The citizen's record says this number, but no vendor vouches for it."""
    telegram = await on_telegram()
    assert not await contacts.recognise(telegram, "+910000000001")
    assert telegram.person_id != world.citizen.id


async def test_two_officers_stay_two(world: World) -> None:
    assert world.officer.person_id and world.colleague.person_id
    await on_whatsapp(await Person.get(id=world.officer.person_id), "+910000000007")
    telegram = await Identity.get(person_id=world.colleague.person_id).prefetch_related("person")
    assert not await contacts.recognise(telegram, "+910000000007")
    assert telegram.person_id == world.colleague.person_id


async def test_what_is_no_number_changes_nothing(world: World) -> None:
    telegram = await on_telegram()
    assert not await contacts.recognise(telegram, "abc")
    assert telegram.phone is None
