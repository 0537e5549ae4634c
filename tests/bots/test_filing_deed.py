"""What the shell adds when a draft becomes a ticket: a key that fits, and the words it is found by."""

import pytest

import clock
from bots import deeds, standing
from bots.dialog.effects import Draft, FileTicket
from models.people import Identity
from models.tickets import Attachment, Ticket
from routing.folding import fold
from tests.tickets.world import World, build


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
