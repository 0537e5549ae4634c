"""Who speaks to us hears the state of a ticket; what nobody says aloud is left out."""

from pathlib import Path

import pytest

import clock
import settings
from bots import spoken
from bots.outbound import Say
from models.people import Identity
from models.tickets import Attachment, Timer
from tests.tickets.world import World, build


@pytest.fixture
async def world(database: str) -> World:
    return await build()


@pytest.fixture
def _service(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for key, value in {"BASE": "https://speech.example", "USER_ID": "user", "API_KEY": "secret"}.items():
        monkeypatch.setenv(f"SAMVAD__SPEECH__{key}", value)
    settings.current.cache_clear()


def test_marks_and_pictures_are_not_spoken() -> None:
    text = "📄 *GBD-26-000001-1*\n\n💧 पानी विभाग के पास है  ✅\n👍🏽"
    assert spoken.speakable(text).splitlines()[:2] == ["GBD-26-000001-1", "पानी विभाग के पास है"]
    assert spoken.speakable("हैंडपंप 2 दिन से 50% खराब") == "हैंडपंप 2 दिन से 50% खराब"


async def after_status(world: World, *, spoke: bool) -> list[dict[str, object]]:
    identity = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
    if spoke:
        await Attachment.create(
            person=world.citizen, channel="telegram", kind="voice", created_at=clock.now(), state="stored"
        )
    for _ in range(2):
        await spoken.follow(identity, [Say("*आपका आवेदन* दर्ज है")], key="in:7")
    return [row.data for row in await Timer.filter(kind="errand:listen")]


@pytest.mark.usefixtures("_service")
async def test_a_person_who_speaks_is_spoken_to_once(world: World) -> None:
    assert await after_status(world, spoke=True) == [{"text": "आपका आवेदन दर्ज है", "language": "hi"}]


@pytest.mark.usefixtures("_service")
async def test_a_person_who_types_is_not(world: World) -> None:
    assert await after_status(world, spoke=False) == []


async def test_nobody_is_without_a_service(world: World) -> None:
    assert await after_status(world, spoke=True) == []
