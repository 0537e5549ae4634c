"""Two persons become one: by a code, and by nothing else that could give an account away."""

import pytest

from models.api_keys import ApiFiler
from models.messages import Outbound
from models.officers import Officer
from models.people import Identity, Person
from models.tickets import Ticket
from tests.tickets.world import World, filed, person
from tickets import access, api_keys, linking, people
from tickets.actions import answering
from tickets.actor import Actor, ActorKind
from tickets.errors import NotFound, NotPossible


async def test_everything_of_the_one_becomes_the_others(world: World) -> None:
    ticket = await filed(world)
    stranger = await person("", None, None)

    keep = await people.merge(stranger.id, world.citizen.id)

    assert keep.id == stranger.id
    assert (keep.name, keep.phone, keep.area_id) == ("सीता परीक्षण", "+910000000001", world.village.id)
    assert (await Ticket.get(id=ticket.id)).citizen_id == stranger.id
    assert await Identity.filter(person_id=stranger.id).count() == 2
    gone = await Person.get(id=world.citizen.id)
    assert (gone.merged_into_id, gone.name, gone.phone) == (stranger.id, "", None)
    assert await people.survivor(world.citizen.id) == stranger.id
    assert await access.may_see(Actor(ActorKind.CITIZEN, stranger.id), await Ticket.get(id=ticket.id))


async def test_a_program_goes_on_filing_for_whoever_they_are_now(world: World) -> None:
    program = (await api_keys.make("ऐप")).key
    filer = await ApiFiler.create(key_id=program.id, handle="x", person_id=world.citizen.id)
    keep = await people.merge((await person("", None, None)).id, world.citizen.id)
    await filer.refresh_from_db()
    assert filer.person_id == keep.id


async def test_what_was_joined_stays_joined(world: World) -> None:
    ticket = await filed(world)
    await answering.join(ticket.id, world.gita)
    other = await person("", None, None)

    await people.merge(other.id, world.neighbour.id)

    assert await access.may_see(Actor(ActorKind.CITIZEN, other.id), await Ticket.get(id=ticket.id))


async def test_who_was_merged_before_is_led_to_the_last(world: World) -> None:
    second, third = await person("", None, None), await person("", None, None)
    await people.merge(second.id, world.citizen.id)
    await people.merge(third.id, second.id)
    assert await people.survivor(world.citizen.id) == third.id
    assert (await people.merge(third.id, world.citizen.id)).id == third.id


async def test_two_officers_are_never_made_one(world: World) -> None:
    mine, theirs = world.officer.person_id, world.colleague.person_id
    assert mine and theirs
    with pytest.raises(NotPossible) as refusal:
        await people.merge(mine, theirs)
    assert refusal.value.code == "two-officers"
    assert (await Officer.get(id=world.colleague.id)).person_id == theirs


async def test_an_officers_account_follows_their_chat(world: World) -> None:
    assert world.officer.person_id
    await people.merge(world.citizen.id, world.officer.person_id)
    assert (await Officer.get(id=world.officer.id)).person_id == world.citizen.id


async def test_a_code_shown_on_one_channel_and_typed_on_the_other_joins_both(world: World) -> None:
    code = await linking.make_channel_code(world.citizen.id)
    typing = await person("", None, None)
    linked = await linking.use_code(code, typing)
    assert linked == {"what": "channel", "name": "सीता परीक्षण"}
    assert await Identity.filter(person_id=world.citizen.id).count() == 2
    with pytest.raises(Exception, match="wrong-code"):
        await linking.use_code(code, typing)


async def test_nobody_is_merged_with_the_erased(world: World) -> None:
    await Person.filter(id=world.neighbour.id).update(erased_at=world.citizen.created_at)
    with pytest.raises(NotFound):
        await people.merge(world.neighbour.id, world.citizen.id)
    assert await Outbound.all().count() == 0
