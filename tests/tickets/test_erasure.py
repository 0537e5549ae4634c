"""Erasing a person: nothing of theirs is found in any table afterwards, and the trail still proves itself."""

import json
from datetime import timedelta

import pytest
from tortoise import Tortoise

import clock
from bots.outbound import File, Say
from bots.queue import queue
from models.meetings import Meeting, MeetingItem, MeetingOrder
from models.messages import Inbound, InboundState, Lane, Outbound, OutboundState
from models.officers import Officer
from models.people import Identity, Person, Session
from models.supervision import CallListEntry
from models.tickets import Attachment, LabelledExample, Ticket, Timer
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import audit, erasure, leftovers
from tickets.actions import answering, judging, working
from tickets.actor import Actor, ActorKind
from tickets.errors import NotFound

WORDS = ("बरगदचौक", "नीलीचप्पल", "पीलाकुआँ", "सीता परीक्षण", "Sita T", "sita_telegram")
NUMBERS = ("910000000001", "20.651", "samvad-sita")
NOW_GONE = (*WORDS, *NUMBERS)


async def everything_in_the_database() -> dict[str, str]:
    """Each row of each table as text."""
    found = {}
    for name, model in Tortoise.apps["models"].items():
        for number, row in enumerate(await model.all().values()):
            found[f"{name}[{number}]"] = json.dumps(row, ensure_ascii=False, default=str)
    return found


async def where(words: tuple[str, ...]) -> list[str]:
    return [
        f"{place}: {word}"
        for place, row in (await everything_in_the_database()).items()
        for word in words
        if word in row
    ]


async def story(world: World) -> Ticket:
    """A ticket with words of both sides in its events."""
    ticket = await assigned(
        world, description="बरगदचौक के पास हैंडपंप खराब", address="बरगदचौक", lat=20.651, lon=82.1,
        on_behalf_of="सीता परीक्षण की माता", key="telegram:samvad-sita",
    )  # fmt: skip
    await Ticket.filter(id=ticket.id).update(search_text="बरगदचौक", because="बरगदचौक → पानी")
    officer = await actor(world.officer)
    await working.ask(ticket.id, officer, question="बरगदचौक किस गली में है?")
    await answering.answer(ticket.id, world.sita, text="नीलीचप्पल की दुकान के सामने")
    await working.resolve(ticket.id, officer, note=f"{NOTE} (बरगदचौक)")
    await judging.dispute(ticket.id, world.sita, reason="पीलाकुआँ अब भी सूखा है")
    return ticket


async def messages(world: World, ticket: Ticket, identity: Identity) -> None:
    """What went out and came in, raw and made up."""
    sita, now = world.citizen, clock.now()
    for number in (1, 2):
        await Attachment.create(
            person=sita, ticket_id=ticket.id if number == 1 else None, channel="telegram", kind="voice",
            vendor_ref="samvad-sita", caption="बरगदचौक", transcript="पीलाकुआँ", state="stored", created_at=now,
            storage_key=f"2026/samvad-sita{number}",
        )  # fmt: skip
    say = Say("सीता परीक्षण जी, यह रहा", files=(File("document", "made/samvad-sita.pdf", "samvad-sita.pdf"),))
    sent = await queue(
        say, person_id=sita.id, identity_id=identity.id, lane=Lane.REPLY, purpose="reply", key="a"
    )
    await Outbound.filter(id=sent).update(state=OutboundState.SENT, vendor_id="wamid.samvad-sita")
    chat = await Identity.get(person_id=world.officer.person_id or 0)
    card = Say(f"{ticket.number}: बरगदचौक, सीता परीक्षण, +910000000001")
    bundle = await queue(
        card, person_id=chat.person_id, identity_id=chat.id, lane=Lane.NOTICE, purpose="bundle", key="b"
    )
    await Outbound.filter(id=bundle).update(state=OutboundState.READ)
    await Inbound.create(
        channel="telegram", vendor_key="77", lane="message", sender=identity.external_id or "",
        body='{"text": "बरगदचौक", "from": "Sita T"}', received_at=now, state=InboundState.DONE,
    )  # fmt: skip
    await Inbound.create(
        channel="telegram", vendor_key="wamid.x:read", lane="status", sender="+910000000001",
        body='{"recipient_id": "910000000001"}', received_at=now, state=InboundState.DONE,
    )  # fmt: skip


async def office(world: World, ticket: Ticket) -> None:
    """What the office wrote down elsewhere."""
    sita, now = world.citizen, clock.now()
    meeting = await Meeting.create(
        key="m", officer_id=1, area_path="1.", held_on=now.date(), week="2026-W48", frozen_at=now
    )
    item = await MeetingItem.create(
        meeting=meeting, position=1, ticket_id=ticket.id, reason="breached",
        facts={"number": ticket.number, "words": "बरगदचौक के पास"},
    )  # fmt: skip
    await MeetingOrder.create(
        key="o", meeting=meeting, item_id=item.id, ticket_id=ticket.id, text="सीता परीक्षण से मिलिए",
        given_by=1, given_at=now,
    )  # fmt: skip
    await LabelledExample.create(
        ticket_id=ticket.id, text="बरगदचौक", department_code="phe", source="transfer", at=now
    )
    await CallListEntry.create(
        key="c", person_id=sita.id, reason="dialog", text="सीता परीक्षण", created_at=now
    )


@pytest.fixture
async def lived(world: World) -> tuple[World, Ticket]:
    """A citizen with all that a long acquaintance leaves behind."""
    sita, now = world.citizen, clock.now()
    identity = await Identity.get(person_id=sita.id)
    identity.display_name, identity.username, identity.phone = "Sita T", "sita_telegram", "+910000000001"
    await identity.save()
    await Session.create(identity_id=identity.id, state='{"draft": "नीलीचप्पल"}', updated_at=now)
    ticket = await story(world)
    await messages(world, ticket, identity)
    await office(world, ticket)
    await Timer.create(key="w", kind="wake:nudge", identity_id=identity.id, due_at=now, data={"t": "बरगदचौक"})
    assert {word for word in NOW_GONE if not await where((word,))} == set()
    return world, await Ticket.get(id=ticket.id)


async def swept(erased: erasure.Erased, minutes: float = 10) -> leftovers.Swept:
    now = clock.now()
    later = now + timedelta(minutes=minutes)
    return await leftovers.sweep(
        erased.person_id, erased.fresh.id, erased.identities, erased_at=now, now=later
    )


async def test_nothing_personal_is_left_in_any_table(lived: tuple[World, Ticket]) -> None:
    """Fault 65."""
    world, _ = lived
    erased = await erasure.erase(world.citizen.id)
    assert (await swept(erased)).finished
    assert await where(NOW_GONE) == []


async def test_all_but_webhooks_cards_and_agendas_is_gone_at_once(lived: tuple[World, Ticket]) -> None:
    world, _ = lived
    await erasure.erase(world.citizen.id)
    left = {place.partition("[")[0] for place in await where(WORDS)}
    assert left == {"Inbound", "Outbound", "MeetingItem", "MeetingOrder"}


async def test_the_facts_and_the_proof_of_history_stay(lived: tuple[World, Ticket]) -> None:
    """Fault 65."""
    world, before = lived
    erased = await erasure.erase(world.citizen.id)
    await swept(erased)
    after = await Ticket.get(id=before.id)
    names = "number status department_id category_id area_id due_at reopen_count event_head citizen_id"
    assert [getattr(after, name) for name in names.split()] == [
        getattr(before, name) for name in names.split()
    ]
    assert [fault async for fault in audit.verify_all()] == []
    assert after.description == "(नागरिक के कहने पर उनके शब्द मिटा दिए)"


async def test_the_officer_can_go_on_with_the_work(lived: tuple[World, Ticket]) -> None:
    world, ticket = lived
    await erasure.erase(world.citizen.id)
    officer = await actor(world.officer)
    done = await working.resolve(ticket.id, officer, note=NOTE)
    assert done.status.value == "resolved"
    assert [fault async for fault in audit.verify_all()] == []


async def test_files_that_nobody_else_has_are_named_for_deletion(lived: tuple[World, Ticket]) -> None:
    world, _ = lived
    await Attachment.create(
        person=world.neighbour, channel="telegram", kind="photo", state="stored", created_at=clock.now(),
        storage_key="2026/samvad-sita2",
    )  # fmt: skip
    erased = await erasure.erase(world.citizen.id)
    assert sorted(erased.files) == ["2026/samvad-sita1", "made/samvad-sita.pdf"]


async def test_words_they_added_to_a_neighbours_ticket_go_too(world: World) -> None:
    ticket = await filed(world, citizen_id=world.neighbour.id)
    await answering.join(ticket.id, world.sita, text="बरगदचौक का नल भी बंद है")
    await answering.add(ticket.id, world.sita, text="बरगदचौक में भी यही हाल है")
    await answering.add(ticket.id, world.gita, text="हमारे मोहल्ले का हाल")
    await erasure.erase(world.citizen.id)
    assert await where(("बरगदचौक",)) == []
    assert await where(("हमारे मोहल्ले",)) != []
    assert [fault async for fault in audit.verify_all()] == []


async def test_the_chat_goes_on_with_somebody_we_know_nothing_of(lived: tuple[World, Ticket]) -> None:
    world, _ = lived
    erased = await erasure.erase(world.citizen.id)
    identity = await Identity.get(id=erased.identities[0])
    assert (identity.person_id, identity.display_name) == (erased.fresh.id, "")
    assert (await Session.get(identity_id=identity.id)).state == ""
    assert (await Timer.get(key="w")).state == "cancelled"
    mine = Actor(ActorKind.CITIZEN, erased.fresh.id)
    assert await Ticket.filter(citizen_id=mine.id).count() == 0
    with pytest.raises(NotFound):
        await erasure.erase(world.citizen.id)


async def test_an_officer_who_erases_their_own_grievances_stays_an_officer(world: World) -> None:
    assert world.officer.person_id
    erased = await erasure.erase(world.officer.person_id)
    assert (await Officer.get(id=world.officer.id)).person_id == erased.fresh.id
    assert (await swept(erased)).finished
    assert await Person.filter(id=erased.fresh.id).exists()


async def test_the_address_stays_while_they_still_write_and_when_they_begin_anew(world: World) -> None:
    erased = await erasure.erase(world.citizen.id)
    assert not (await swept(erased, minutes=1)).finished
    await Person.filter(id=erased.fresh.id).update(consent_version="2026-1")
    assert (await swept(erased, minutes=60)).finished
    assert await Identity.filter(person_id=erased.fresh.id).count() == 1


async def test_a_webhook_that_is_repeated_is_still_known(lived: tuple[World, Ticket]) -> None:
    world, _ = lived
    await swept(await erasure.erase(world.citizen.id))
    row = await Inbound.get(vendor_key="77")
    assert (row.body, row.sender, row.state) == ("{}", "", InboundState.IGNORED)


def test_an_emptied_message_can_still_be_read() -> None:
    assert Say.from_json(erasure.EMPTY) == Say("")
