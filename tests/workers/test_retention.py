"""What was kept long enough goes, by kind; what is still needed, and every ticket, stays."""

from datetime import timedelta
from pathlib import Path

import pytest

import clock
import settings
from bots.outbound import File, Say
from bots.storage import Storage, open_storage
from models.messages import Inbound, InboundState, Lane, Outbound, OutboundState
from models.people import Identity, LinkCode, Person, Session
from models.states import Status
from models.tickets import Attachment, Event, Ticket
from tests.tickets.world import World, filed, person
from workers import retention

LONG_AGO = timedelta(days=800)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path / "var"))
    settings.current.cache_clear()


@pytest.fixture
def storage() -> Storage:
    return open_storage(settings.current())


async def exists(storage: Storage, key: str) -> bool:
    try:
        await storage.get(key)
    except FileNotFoundError:
        return False
    return True


async def kept_long(world: World, storage: Storage) -> Ticket:
    """One of each kind from long ago."""
    then = clock.now() - LONG_AGO
    ticket = await filed(world)
    await Ticket.filter(id=ticket.id).update(status=Status.CONFIRMED, closed_at=then)
    await Event.filter(ticket_id=ticket.id).update(reacted_at=then)
    for key in ("2024/old.jpg", "2024/loose.jpg", "made/old.pdf"):
        await storage.put(key, b"old")
    for key, ticket_id in (("2024/old.jpg", ticket.id), ("2024/loose.jpg", None)):
        await Attachment.create(
            ticket_id=ticket_id, storage_key=key, person=world.citizen, channel="telegram", kind="photo",
            state="stored", created_at=then,
        )  # fmt: skip
    for state in (InboundState.DONE, InboundState.PARKED):
        await Inbound.create(
            channel="telegram", vendor_key=state, lane="message", body="old", received_at=then, state=state
        )
    await Outbound.create(
        key="o", person=world.citizen, lane=Lane.REPLY, purpose="reply", state=OutboundState.READ,
        body=Say("old", files=(File("document", "made/old.pdf"),)).to_json(), next_attempt_at=then,
        created_at=then,
    )  # fmt: skip
    await LinkCode.create(purpose="channel", code_hash="x", expires_at=then)
    visitor = await person("कभी आए थे", "+910000000077", None)
    await Person.filter(id=visitor.id).update(created_at=then)
    await Identity.filter(person_id=visitor.id).update(last_inbound_at=then, created_at=then)
    identity = await Identity.get(person_id=visitor.id)
    await Session.create(identity_id=identity.id, state='{"half": "told"}', updated_at=then)
    return ticket


async def test_the_report_says_what_would_go_and_touches_nothing(world: World, storage: Storage) -> None:
    await kept_long(world, storage)
    before = await Outbound.all().count(), await Inbound.all().count(), await Person.all().count()
    report = await retention.run(delete=False)
    assert {kind: number for kind, number in report.items() if number} == {
        "inbound": 1, "outbound": 1, "link codes": 1, "media": 1, "loose files": 1, "made files": 1,
        "conversations": 1, "visitors": 1,
    }  # fmt: skip
    assert before == (await Outbound.all().count(), await Inbound.all().count(), await Person.all().count())
    assert await exists(storage, "2024/old.jpg") and await exists(storage, "made/old.pdf")


async def test_what_would_go_goes_and_the_rest_stays(world: World, storage: Storage) -> None:
    """Fault 47."""
    ticket = await kept_long(world, storage)
    people = await Person.all().count()
    report = await retention.run(delete=True)
    assert report["visitors"] == 1
    for key in ("2024/old.jpg", "2024/loose.jpg", "made/old.pdf"):
        assert not await exists(storage, key)
    assert await Person.all().count() == people - 1
    assert await Ticket.filter(id=ticket.id).exists() and await Event.filter(ticket_id=ticket.id).exists()
    assert (await Attachment.get(ticket_id=ticket.id)).state == "expired"
    assert [row.state for row in await Inbound.all()] == [InboundState.PARKED]
    assert not any((await retention.run(delete=True)).values())


async def test_what_is_young_stays(world: World, storage: Storage) -> None:
    await filed(world)
    await storage.put("2026/new.jpg", b"new")
    await Attachment.create(
        person=world.citizen, channel="telegram", kind="photo", state="stored", storage_key="2026/new.jpg",
        created_at=clock.now(),
    )  # fmt: skip
    await Inbound.create(
        channel="telegram", vendor_key="1", lane="message", body="new", received_at=clock.now(), state="done"
    )
    assert not any((await retention.run(delete=True)).values())
    assert await exists(storage, "2026/new.jpg")
