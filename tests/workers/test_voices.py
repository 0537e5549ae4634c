"""Voice notes get their words beside them: later, once, and never in place of the recording."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import clock
import settings
from bots import audio
from bots.storage import open_storage
from models.states import Status
from models.tickets import Attachment, Ticket
from tests.speech_service import Bhashini, bhashini, tone
from tests.tickets.world import World, filed
from tickets.actions import sorting
from tickets.actor import SYSTEM
from workers import voices


@pytest.fixture
async def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bhashini]:
    async with bhashini() as running:
        monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path / "var"))
        monkeypatch.setenv("SAMVAD__SPEECH__BASE", running.base)
        monkeypatch.setenv("SAMVAD__SPEECH__USER_ID", "user")
        monkeypatch.setenv("SAMVAD__SPEECH__API_KEY", "secret")
        settings.current.cache_clear()
        yield running
    settings.current.cache_clear()


async def note(world: World, data: bytes | None = None, **more: object) -> Attachment:
    storage = open_storage(settings.current())
    await storage.put("2026/note.ogg", audio.to_opus(tone()) if data is None else data)
    values = {"person_id": world.citizen.id, "kind": "voice", "state": "stored", "created_at": clock.now()}
    return await Attachment.create(
        channel="telegram", storage_key="2026/note.ogg", **{**values, **more}
    )  # fmt: skip


async def again(row: Attachment) -> Attachment:
    """The row after its wait has passed, as another round finds it."""
    await Attachment.filter(id=row.id).update(speech_after=clock.now() - timedelta(seconds=1))
    await voices.transcribe_due()
    return await Attachment.get(id=row.id)


async def test_a_voice_note_gets_its_words_and_keeps_its_sound(service: Bhashini, world: World) -> None:
    row = await note(world)
    assert await voices.transcribe_due() == 1
    heard = await Attachment.get(id=row.id)
    assert (heard.transcript, heard.speech_state) == (service.words, "heard")
    assert (heard.storage_key, heard.state) == (row.storage_key, "stored")
    assert await voices.transcribe_due() == 0


async def test_the_ticket_is_found_by_what_was_said(service: Bhashini, world: World) -> None:
    ticket = await filed(world)
    await note(world, ticket_id=ticket.id)
    await voices.transcribe_due()
    found = await Ticket.get(id=ticket.id)
    assert found.description == ticket.description
    assert found.search_text


async def test_a_ticket_that_was_only_spoken_finds_its_department(service: Bhashini, world: World) -> None:
    service.words = "गाँव का हैंडपंप खराब है, पीने का पानी नहीं मिल रहा, हैंडपंप सुधरवा दीजिए"
    voice = await note(world)
    ticket = await filed(world, description="", department=None, category=None, attachments=(voice.id,))
    await sorting.screen(ticket.id, SYSTEM, reason="no-words")
    await voices.transcribe_due()
    found = await Ticket.get(id=ticket.id)
    assert (found.status, found.department_id, found.officer_id) == (
        Status.ASSIGNED, world.phe.id, world.officer.id,
    )  # fmt: skip
    assert found.description == ""


async def test_what_somebody_has_in_hand_is_left_to_them(service: Bhashini, world: World) -> None:
    voice = await note(world)
    ticket = await filed(world, department="pwd", category="pwd.road", attachments=(voice.id,))
    await voices.transcribe_due()
    assert (await Ticket.get(id=ticket.id)).department_id == world.pwd.id


async def test_numbers_that_nobody_may_keep_are_masked(service: Bhashini, world: World) -> None:
    service.words = "मेरा आधार 9999 4105 7058 है"
    row = await note(world)
    await voices.transcribe_due()
    assert (await Attachment.get(id=row.id)).transcript == "मेरा आधार XXXX XXXX 7058 है"


async def test_words_that_are_there_are_never_replaced(service: Bhashini, world: World) -> None:
    row = await note(world, transcript="ऑपरेटर ने लिखा")
    await voices.transcribe_due()
    assert (await Attachment.get(id=row.id)).transcript == "ऑपरेटर ने लिखा"


async def test_a_failure_is_tried_again_later_and_given_up_in_the_end(
    service: Bhashini, world: World
) -> None:
    service.statuses = [503] * 10
    row = await note(world)
    await voices.transcribe_due()
    waiting = await Attachment.get(id=row.id)
    assert waiting.speech_state == ""
    assert waiting.speech_after and waiting.speech_after > clock.now()
    assert await voices.transcribe_due() == 0
    for _ in range(4):
        waiting = await again(row)
    assert (waiting.speech_state, waiting.speech_attempts, waiting.transcript) == ("failed", 5, "")


async def test_it_works_when_the_service_is_back(service: Bhashini, world: World) -> None:
    service.statuses = [500]
    row = await note(world)
    await voices.transcribe_due()
    assert (await again(row)).transcript == service.words


async def test_a_broken_recording_is_given_up_at_once(service: Bhashini, world: World) -> None:
    row = await note(world, b"no sound")
    await voices.transcribe_due()
    assert (await Attachment.get(id=row.id)).speech_state == "failed"
    assert service.asked == []


async def test_photos_old_and_unfetched_notes_are_left_alone(service: Bhashini, world: World) -> None:
    await note(world, kind="photo")
    await note(world, state="waiting")
    await note(world, created_at=clock.now() - timedelta(days=30))
    assert await voices.transcribe_due() == 0


async def test_without_a_service_nothing_is_tried(world: World, tmp_path: Path) -> None:
    await Attachment.create(
        channel="telegram", kind="voice", state="stored", created_at=clock.now(), person=world.citizen
    )
    assert await voices.transcribe_due() == 0
