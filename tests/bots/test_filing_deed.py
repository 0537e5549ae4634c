"""What the shell adds when a draft becomes a ticket: a key that fits, and the words it is found by."""

import pytest

import clock
from bots import deeds, standing, views
from bots.dialog.effects import Draft, FileTicket, Json
from models.people import Identity
from models.tickets import Attachment, Ticket
from routing.folding import fold
from tests.tickets.world import World, build, filed
from tickets import verbs


@pytest.fixture
async def world(database: str) -> World:
    return await build()


async def file(world: World, key: str, *attachments: int) -> Ticket:
    await Identity.filter(person_id=world.citizen.id).update(channel="whatsapp")
    identity = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
    draft = Draft(key, "problem", "हैण्डपंप खराब हे", "hne", "सीता", attachments=attachments)
    await deeds.do(FileTicket(draft), identity, await standing.of(identity))
    return await Ticket.all().order_by("-id").first() or Ticket()


async def test_a_long_name_of_a_message_still_makes_one_ticket(world: World) -> None:
    key = "wamid." + "HBgMOTE3ODkzOTU1OTg5FQIAEhggQUMxQjY0RjdB" * 4
    first, second = await file(world, key), await file(world, key)
    assert first.id == second.id
    assert (await file(world, key + "A")).id != first.id
    assert (await file(world, "wamid.short")).filing_key == "whatsapp:wamid.short"


async def test_a_ticket_is_found_by_its_words_and_by_what_was_heard(world: World) -> None:
    voice = await Attachment.create(
        person=world.citizen, channel="whatsapp", kind="voice", transcript="तीन दिन से पानी नहीं",
        created_at=clock.now(),
    )  # fmt: skip
    ticket = await file(world, "k", voice.id)
    assert fold("हैण्डपंप") in ticket.search_text
    assert fold("तीन दिन") in ticket.search_text


async def test_why_it_goes_there_is_kept_with_the_ticket_and_masked(world: World) -> None:
    await Identity.filter(person_id=world.citizen.id).update(channel="whatsapp")
    identity = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
    why = "“2345 6789 0124” जैसे शब्दों से पेयजल"
    draft = Draft("why", "problem", "हैण्डपंप खराब हे", "hne", "सीता", because=why, confidence=0.91)
    await deeds.do(FileTicket(draft), identity, await standing.of(identity))
    ticket = await Ticket.get(filing_key="whatsapp:why")
    assert ticket.confidence == 0.91
    assert "पेयजल" in ticket.because
    assert "2345" not in ticket.because


async def test_the_same_words_in_the_other_script_are_found_and_other_words_are_not(world: World) -> None:
    there = await filed(world)
    identity = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
    who = await standing.of(identity)

    async def look(text: str) -> list[int]:
        values: dict[str, Json] = {"text": text, "area_id": there.area_id, "category": ""}
        return [ticket.id for ticket in (await views.look("duplicates", values, identity, who)).tickets]

    latin = await look("hamare gaon ka handpump kharab hai")
    assert (latin, await look("राशन दुकान वाला चावल नहीं देता")) == ([there.id], [])


async def test_neighbours_with_the_same_trouble_are_counted_and_the_oldest_can_be_joined(
    world: World,
) -> None:
    first, second = await filed(world), await filed(world)
    identity = await Identity.create(
        channel="whatsapp", external_id="91000", person=world.neighbour, created_at=clock.now()
    )
    values: dict[str, Json] = {"text": "नल बंद", "area_id": first.area_id, "category": "phe.pipeline"}
    found = await views.look("duplicates", values, identity, await standing.of(identity))
    assert (found.tickets, found.values) == ((), {"cluster": 2, "parent": first.id})
    assert second.id > first.id


async def test_what_was_joined_stands_in_ones_own_list_without_the_others_words(world: World) -> None:
    ticket = await filed(world)
    identity = await Identity.create(
        channel="whatsapp", external_id="91000", person=world.neighbour, created_at=clock.now()
    )
    who = await standing.of(identity)
    assert (await views.look("tickets", {}, identity, who)).tickets == ()

    await verbs.perform("join", ticket.id, who.citizen, {})
    (shown,) = (await views.look("tickets", {}, identity, who)).tickets
    assert (shown.number, shown.mine, shown.description) == (ticket.number, False, "")
    own = await file(world, "wamid.1")
    mine = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
    listed = (await views.look("tickets", {}, mine, await standing.of(mine))).tickets
    assert {each.number for each in listed if each.mine and each.description} == {ticket.number, own.number}
