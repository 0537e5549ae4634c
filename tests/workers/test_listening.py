"""Who reads little can listen: offered, asked for, sent as a voice note; only with a speech service."""

from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

import clock
import settings
from bots import conversation, district_facts
from bots.dialog.notice import CONSENT_VERSION
from bots.errands import Errand
from bots.inbound import Choice, Message, Sender, Text
from bots.outbound import Say
from models.messages import Outbound
from models.people import Identity, Person
from models.tickets import Timer
from tests.speech_service import Bhashini, bhashini
from tests.tickets.world import World, build, filed
from tickets.transaction import transaction
from workers import errands

_ids = count(1)
LISTEN = "सुनना"


@pytest.fixture
async def world(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path))
    settings.current.cache_clear()
    district_facts.forget()
    made = await build()
    await Person.all().update(consent_version=CONSENT_VERSION, language="hi")
    return made


@pytest.fixture
async def service(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bhashini]:
    async with bhashini() as running:
        monkeypatch.setenv("SAMVAD__SPEECH__BASE", running.base)
        monkeypatch.setenv("SAMVAD__SPEECH__USER_ID", "user")
        monkeypatch.setenv("SAMVAD__SPEECH__API_KEY", "secret")
        settings.current.cache_clear()
        yield running


async def say(world: World, content: Text | Choice) -> list[Say]:
    """One message of the citizen, through the shell as the inbox would bring it."""
    number = next(_ids)
    async with transaction():
        identity = await Identity.get(person_id=world.citizen.id).prefetch_related("person")
        sender = Sender("telegram", identity.external_id)
        message = Message(f"m{number}", sender, clock.now(), content, order=number)
        rows = await conversation.handle(message, identity, inbound_id=number)
    return [Say.from_json(row.body) for row in await Outbound.filter(id__in=rows).order_by("id")]


def offered(said: list[Say]) -> str:
    """The id of the button that lets one listen; empty when there is none."""
    return next((option.id for option in said[-1].options if LISTEN in option.label), "")


async def test_the_state_of_a_ticket_can_be_heard(world: World, service: Bhashini) -> None:
    await filed(world)
    button = offered(await say(world, Text("स्थिति")))
    assert button
    await say(world, Choice(button))
    planned = await Timer.get(kind=Errand.LISTEN)
    assert "GBD" in str(planned.data["text"])
    assert "*" not in str(planned.data["text"])
    while await errands.do_due():
        pass
    assert (await Timer.get(id=planned.id)).state == "done"
    assert [task["taskType"] for task in service.asked] == ["tts"]
    notes = [Say.from_json(row.body) for row in await Outbound.filter(person_id=world.citizen.id)]
    assert [file.kind for note in notes for file in note.files] == ["voice"]


@pytest.mark.usefixtures("service")
async def test_the_acknowledgement_can_be_heard(world: World) -> None:
    said: list[Say] = []
    for words in ("हैंडपंप दस दिन से खराब है", world.village.name_hi, "समस्या", "भेजें", "भेजें"):
        said = await say(world, Text(words)) or said
        if any("GBD-" in each.text for each in said):
            break
    assert offered(said)


async def test_without_a_service_nobody_is_offered_it(world: World) -> None:
    await filed(world)
    assert offered(await say(world, Text("स्थिति"))) == ""
