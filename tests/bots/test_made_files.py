"""Files that we make for a person leave through both channels in a form that the vendors take."""

import pytest

import clock
from bots import made
from bots.storage import open_storage
from models.people import Identity, Person
from models.tickets import Timer
from settings import Settings
from tests.bots.conftest import Rig
from tests.speech_service import tone

FILES = {
    "data": ("document", "samvad-data.txt", "text/plain", b'{"person": {}}'),
    "paper": ("document", "GBD-26-000001-1.pdf", "application/pdf", b"%PDF-1.7 page"),
    "voice": ("voice", "samvad.ogg", "audio/ogg", b""),
}


@pytest.mark.parametrize("what", FILES)
@pytest.mark.parametrize(("channel", "address"), [("whatsapp", "+910000000001"), ("telegram", "5001")])
async def test_a_made_file_is_sent(
    rig: Rig, channel_settings: Settings, channel: str, address: str, what: str
) -> None:
    kind, name, mime, data = FILES[what]
    person = await Person.create(created_at=clock.now(), language="hi")
    identity = await Identity.create(
        person=person, channel=channel, created_at=clock.now(), last_inbound_at=clock.now(),
        phone=address if channel == "whatsapp" else None,
        external_id=address if channel == "telegram" else None,
    )  # fmt: skip
    errand = await Timer.create(key=f"errand:{what}", kind="errand:export", due_at=clock.now())
    storage = open_storage(channel_settings)
    file = await made.store(storage, errand, data or tone(), kind=kind, name=name, mime=mime)
    row = await made.send(errand, identity, "यह रही आपकी फ़ाइल", file, purpose=what)
    assert row is not None

    await rig.service.outbox.sweep()

    sent = rig.stand_in.sent(channel)
    assert sent
    assert rig.stand_in.refused == []
    shown = " ".join(str(call.method) + str(call.body) for call in rig.stand_in.calls)
    assert {"whatsapp": "audio", "telegram": "sendVoice"}[channel] in shown or what != "voice"
    assert "यह रही आपकी फ़ाइल" in " ".join(rig.stand_in.texts(channel)) or what == "voice"
