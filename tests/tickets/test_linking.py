"""One-time codes: used once, for ten minutes, by whoever types them; guessing is throttled."""

import pytest

import clock
from models.officers import Officer
from models.people import LinkCode, Person
from tests.tickets.world import World
from tickets import linking
from tickets.errors import Invalid, NotPossible


async def test_a_code_joins_the_account_once(world: World) -> None:
    code = await linking.make_code(world.officer)
    assert not await LinkCode.filter(code_hash__contains=code).exists()
    linked = await linking.use_code(code.lower().replace("-", " "), world.citizen)
    assert (linked["what"], linked["role"]) == ("officer", "officer")
    assert (await Officer.get(id=world.officer.id)).person_id == world.citizen.id
    with pytest.raises(Invalid):
        await linking.use_code(code, world.neighbour)


async def test_a_new_code_ends_the_old_one_and_time_ends_both(world: World) -> None:
    old, new = await linking.make_code(world.officer), await linking.make_code(world.officer)
    with pytest.raises(Invalid):
        await linking.use_code(old, world.citizen)
    clock.configure(11 * 60)
    with pytest.raises(Invalid):
        await linking.use_code(new, world.citizen)


async def test_one_chat_answers_for_one_account(world: World) -> None:
    for officer in (world.officer, world.pwd_officer):
        await linking.use_code(await linking.make_code(officer), world.citizen)
    assert (await Officer.get(id=world.officer.id)).person_id is None


async def test_guessing_is_throttled_for_one_person_only(world: World) -> None:
    code = await linking.make_code(world.officer)
    for _ in range(5):
        with pytest.raises(Invalid):
            await linking.use_code("AAAA-AAAA", world.citizen)
    with pytest.raises(NotPossible) as refused:
        await linking.use_code(code, world.citizen)
    assert refused.value.code == "too-many-codes"
    assert (await linking.use_code(code, world.neighbour))["what"] == "officer"
    clock.configure(16 * 60)
    other = await linking.make_code(world.head)
    assert (await linking.use_code(other, await Person.get(id=world.citizen.id)))["role"] == "department_head"


async def test_an_inactive_account_cannot_be_joined(world: World) -> None:
    code = await linking.make_code(world.officer)
    await Officer.filter(id=world.officer.id).update(active=False)
    with pytest.raises(Invalid):
        await linking.use_code(code, world.citizen)
