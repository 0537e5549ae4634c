"""Photos and voices go both ways: the proof to the citizen, what the citizen sent to the officer."""

from pathlib import Path

import pytest

import clock
import settings
from bots import personal, standing
from bots.dialog.effects import Personal
from bots.outbound import Say
from models.messages import Outbound
from models.officers import Officer
from models.people import Identity, Person
from models.tickets import Attachment, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import verbs
from tickets.errors import NotFound
from workers import errands, reactions

LATER = 10


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path / "var"))
    settings.current.cache_clear()


async def sent_in(person_id: int | None, name: str, **more: object) -> int:
    """A photo somebody sent to the bot, fetched already."""
    values: dict[str, object] = {"state": "stored", "storage_key": name, **more}
    row = await Attachment.create(
        person_id=person_id, channel="telegram", kind="photo", created_at=clock.now(), **values
    )
    return row.id


async def everything(seconds: int = LATER) -> None:
    while await reactions.sweep():
        pass
    clock.configure(seconds)
    while await errands.do_due():
        pass


async def files_to(person_id: int | None) -> list[str]:
    rows = await Outbound.filter(person_id=person_id, purpose="files").order_by("id")
    return [file.storage_key for row in rows for file in Say.from_json(row.body).files]


async def ask(person: int | None, ticket: Ticket) -> None:
    identity = await Identity.get(person_id=person).prefetch_related("person")
    await personal.do(Personal("files", {"ticket_id": ticket.id}), identity, await standing.of(identity))


async def test_the_citizen_sees_the_proof(world: World) -> None:
    ticket = await assigned(world)
    proof = await sent_in(world.officer.person_id, "proof.jpg")
    await verbs.perform(
        "resolve", ticket.id, await actor(world.officer), {"note": NOTE, "attachments": [proof]}
    )
    await everything()
    assert await files_to(world.citizen.id) == ["proof.jpg"]
    await reactions.react([(await Ticket.get(id=ticket.id)).event_seq])
    await everything(2 * LATER)
    assert await files_to(world.citizen.id) == ["proof.jpg"]


async def test_the_officer_sees_what_was_filed_and_answered(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    broken = await sent_in(world.citizen.id, "broken.jpg")
    ticket = await filed(world, attachments=(broken,))
    await everything()
    assert await files_to(world.officer.person_id) == ["broken.jpg"]
    more = await sent_in(world.citizen.id, "more.jpg")
    await verbs.perform("message", ticket.id, world.sita, {"text": "देखिए", "attachments": [more]})
    await everything(2 * LATER)
    assert await files_to(world.officer.person_id) == ["broken.jpg", "more.jpg"]
    assert await files_to(world.citizen.id) == []


async def test_a_file_that_is_still_fetched_is_waited_for(world: World) -> None:
    ticket = await assigned(world)
    slow = await sent_in(world.officer.person_id, "slow.jpg", state="waiting")
    by = await actor(world.officer)
    await verbs.perform("message", ticket.id, by, {"text": "यह देखिए", "attachments": [slow]})
    await everything()
    assert await files_to(world.citizen.id) == []
    await Attachment.filter(id=slow).update(state="stored")
    await everything(3 * LATER)
    assert await files_to(world.citizen.id) == ["slow.jpg"]


async def test_the_button_brings_them_to_whoever_may_see_them(world: World) -> None:
    broken = await sent_in(world.citizen.id, "broken.jpg")
    ticket = await assigned(world, attachments=(broken,))
    inside = await sent_in(world.officer.person_id, "inside.jpg")
    by = await actor(world.officer)
    await verbs.perform("note", ticket.id, by, {"text": "अंदर की बात", "attachments": [inside]})
    await ask(world.officer.person_id, ticket)
    await everything()
    assert await files_to(world.officer.person_id) == ["broken.jpg", "inside.jpg"]
    for stranger in (world.pwd_officer.person_id, world.neighbour.id, world.citizen.id):
        with pytest.raises(NotFound):
            await ask(stranger, ticket)


async def test_a_closed_window_gets_no_message_about_a_file(world: World) -> None:
    await Identity.filter(person_id=world.citizen.id).update(channel="whatsapp", last_inbound_at=None)
    ticket = await assigned(world)
    proof = await sent_in(world.officer.person_id, "proof.jpg")
    by = await actor(world.officer)
    await verbs.perform("resolve", ticket.id, by, {"note": NOTE, "attachments": [proof]})
    await everything()
    assert await files_to(world.citizen.id) == []
    person = await Person.get(id=world.citizen.id)
    await Identity.filter(person_id=person.id).update(last_inbound_at=clock.now())
    await ask(person.id, ticket)
    await everything(2 * LATER)
    assert await files_to(person.id) == ["proof.jpg"]
