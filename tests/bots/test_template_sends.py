"""What goes to whom WhatsApp lets us write only by approved templates, and what when it refuses one."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

import clock
from bots.outbound import Option, Say, TemplateCall
from bots.queue import queue
from bots.templates.registry import load
from bots.whatsapp import templates as registered
from models.messages import Lane
from models.people import Identity
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, notice
from tests.vendors.citizens import WhatsAppCitizen
from tests.vendors.faults import Fault


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Half past twelve in the office: no quiet hours. Time goes on from there."""
    with time_machine.travel(NOON, tick=True):
        yield


async def approve(rig: Rig, *purposes: str) -> None:
    for wording in load():
        if wording.purpose in purposes:
            await registered.keep(wording, "approved")
            rig.stand_in.templates[wording.name] = "APPROVED"


CALL = TemplateCall("started", "hi", {"number": "GBD-26-000001-0", "department": "लोक\nनिर्माण"})


async def test_outside_the_window_the_template_goes_instead(rig: Rig) -> None:
    """Fault 28."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "started")
    await Identity.all().update(last_inbound_at=clock.now() - timedelta(hours=25))
    await notice(identity.person_id, template=CALL)
    await rig.service.outbox.sweep()
    assert rig.stand_in.texts()[-1] == "[samvad_started_v2] GBD-26-000001-0 | लोक निर्माण"


async def test_a_window_that_closed_between_is_met_with_the_template(rig: Rig) -> None:
    """131047 although we thought the window open."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "started")
    rig.stand_in.windows = True
    await notice(identity.person_id, template=CALL)
    await rig.service.outbox.sweep()
    assert rig.stand_in.texts()[-1].startswith("[samvad_started_v2]")


def refusal(code: int) -> Fault:
    return Fault(400, {"error": {"code": code, "message": "template"}})


@pytest.mark.parametrize("code", [132015, 132012], ids=["paused", "of another form"])
async def test_a_refused_template_is_replaced_by_its_spare_and_not_tried_again(rig: Rig, code: int) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "started")
    await Identity.all().update(last_inbound_at=None)
    rig.stand_in.whatsapp_faults.queued.append(refusal(code))
    for key in ("first", "second"):
        await notice(identity.person_id, key=key, template=CALL)
        await rig.service.outbox.sweep()
    sent = [call.body["template"]["name"] for call in rig.stand_in.calls if "template" in call.body]
    assert sent == ["samvad_started_v2", "samvad_started_b_v2", "samvad_started_b_v2"]


async def test_a_template_that_became_too_long_goes_with_shorter_words(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "message")
    await Identity.all().update(last_inbound_at=None)
    rig.stand_in.whatsapp_faults.queued.append(refusal(132005))
    call = TemplateCall("message", "hi", {"number": "GBD-26-000001-0", "words": "क" * 900})
    await notice(identity.person_id, template=call)
    await rig.service.outbox.sweep()
    assert 400 < len(rig.stand_in.texts()[-1]) < 650


async def test_a_template_button_comes_back_as_the_option_it_stands_for(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "resolved")
    await Identity.all().update(last_inbound_at=None)
    options = tuple(Option(f"t:7:{verb}", verb) for verb in ("confirm", "dispute", "unsure"))
    say = Say("हो गया?", options, template=TemplateCall("resolved", "hi", {"number": "1"}))
    await queue(say, person_id=identity.person_id, lane=Lane.NOTICE, purpose="resolved", key="r")
    await rig.service.outbox.sweep()
    buttons = [c for c in rig.stand_in.sent()[-1].body["template"]["components"] if c["type"] == "button"]
    assert [button["parameters"][0]["payload"] for button in buttons] == [
        "t:7:confirm",
        "t:7:dispute",
        "t:7:unsure",
    ]
