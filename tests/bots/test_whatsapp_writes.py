"""What to say → the exact request that Meta gets, one row for each kind of message."""

import json
from typing import Any

import pytest

from bots.capabilities import WHATSAPP
from bots.channel import Address, SendFailed
from bots.fit.parts import Filled, Part, Shape, fit
from bots.outbound import File, Form, Option, Say
from bots.whatsapp import channel as whatsapp
from bots.whatsapp.channel import WhatsAppChannel
from bots.whatsapp.forms import read as read_form
from sections import WhatsApp
from tests.vendors import rules
from tests.vendors.faults import Fault
from tests.vendors.flows import Flow
from tests.vendors.stand_in import StandIn

Json = dict[str, Any]
TO = Address(1, "whatsapp", "IN.1349", "+919876543210")
BOTH = {"to": "+919876543210", "recipient": "IN.1349"}
YES_NO = (Option("a|1|yes", "✅ हाँ"), Option("a|1|no", "❌ नहीं"))
FOUR = tuple(Option(f"b|1|{number}", f"ब्लॉक {number}", f"विवरण {number}") for number in range(1, 5))


def message(kind: str, content: Json, to: Json | None = None, **more: Any) -> Json:
    """The frame around every message."""
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **(BOTH if to is None else to),
        "type": kind,
        kind: content,
        **more,
        "biz_opaque_callback_data": "42",
    }


def interactive(kind: str, action: Json, text: str, footer: str = "") -> Json:
    made: Json = {"type": kind, "action": action, "body": {"text": text}}
    return message("interactive", made | ({"footer": {"text": footer}} if footer else {}))


def reply(option: Option) -> Json:
    return {"type": "reply", "reply": {"id": option.id, "title": option.label}}


ROWS: list[tuple[str, Say, Json]] = [
    ("text", Say("*नमस्ते* <b>&"), message("text", {"body": "*नमस्ते* <b>&", "preview_url": False})),
    (
        "buttons",
        Say("ठीक है?", options=YES_NO, footer="संवाद"),
        interactive("button", {"buttons": [reply(option) for option in YES_NO]}, "ठीक है?", "संवाद"),
    ),
    (
        "list",
        Say("कौन सा?", options=FOUR, list_label="चुनिए"),
        interactive(
            "list",
            {
                "button": "चुनिए",
                "sections": [{"rows": [{"id": o.id, "title": o.label, "description": o.hint} for o in FOUR]}],
            },
            "कौन सा?",
        ),
    ),
    (
        "more than ten options",
        Say("कौन सा?", options=tuple(Option(f"c|{n}", f"गाँव {n}") for n in range(1, 12))),
        message(
            "text",
            {"body": "कौन सा?\n\n" + "\n".join(f"{n}. गाँव {n}" for n in range(1, 12)), "preview_url": False},
        ),
    ),
    (
        "location request",
        Say("कहाँ?", ask="location"),
        interactive("location_request_message", {"name": "send_location"}, "कहाँ?"),
    ),
    (
        "link",
        Say("पोर्टल", link=("खोलिए", "https://samvad.example/x")),
        interactive(
            "cta_url",
            {"name": "cta_url", "parameters": {"display_text": "खोलिए", "url": "https://samvad.example/x"}},
            "पोर्टल",
        ),
    ),
    (
        "form",
        Say("आपका नाम?", form=Form("filing", "filing.form|9f", "फ़ॉर्म भरें")),
        interactive(
            "flow",
            {
                "name": "flow",
                "parameters": {
                    "flow_message_version": "3",
                    "flow_id": "7000",
                    "flow_token": "filing.form|9f",
                    "flow_cta": "फ़ॉर्म भरें",
                    "flow_action": "navigate",
                    "flow_action_payload": {"screen": "FILING"},
                },
            },
            "आपका नाम?",
        ),
    ),
    (
        "photo with its caption",
        Say("काम हो गया", files=(File("photo", "k", "a.jpg", "image/jpeg"),)),
        message("image", {"id": "up1", "caption": "काम हो गया"}),
    ),
    (
        "document with its name",
        Say("पावती", files=(File("document", "k", "GBD-26-004213-7.pdf", "application/pdf"),)),
        message("document", {"id": "up1", "caption": "पावती", "filename": "GBD-26-004213-7.pdf"}),
    ),
    (
        "a reply to their message",
        Say("मिल गया", reply_to="wamid.HBg"),
        message("text", {"body": "मिल गया", "preview_url": False}, context={"message_id": "wamid.HBg"}),
    ),
]


@pytest.fixture
async def channel(stand_in: StandIn) -> WhatsAppChannel:
    stand_in.flows.known["7000"] = Flow("7000", "filing", "PUBLISHED", json.loads(read_form()))
    config = WhatsApp(
        phone_id=stand_in.phone_id, waba_id="1", token=stand_in.token, app_secret="a", verify_token="v",
        api_base=stand_in.url, flow_id="7000",
    )  # fmt: skip

    async def read_file(key: str) -> bytes:
        return f"bytes of {key}".encode()

    return WhatsAppChannel(config, read_file)


async def sent(channel: WhatsAppChannel, stand_in: StandIn, part: Part, to: Address = TO) -> Json:
    assert (await channel.send(to, part, "42")).vendor_id
    await channel.close()
    return stand_in.sent()[-1].body


@pytest.mark.parametrize(("name", "say", "request_"), ROWS, ids=[row[0] for row in ROWS])
async def test_requests(
    channel: WhatsAppChannel, stand_in: StandIn, name: str, say: Say, request_: Json
) -> None:
    (part,) = fit(say, WHATSAPP)
    rules.whatsapp(request_)
    assert await sent(channel, stand_in, part) == request_


async def test_a_voice_message_has_no_caption_and_its_words_follow(
    channel: WhatsAppChannel, stand_in: StandIn
) -> None:
    voice = File("voice", "k", "a.ogg", "audio/ogg")
    assert await sent(channel, stand_in, Part(Shape.FILE, text="", file=voice)) == message(
        "audio", {"id": "up1", "voice": True}
    )
    assert stand_in.files["up1"] == (b"bytes of k", "audio/ogg")


async def test_a_template_with_parameters_and_quick_replies(
    channel: WhatsAppChannel, stand_in: StandIn
) -> None:
    stand_in.templates["samvad_resolved_v1"] = "APPROVED"
    filled = Filled("samvad_resolved_v1", "hi", ("GBD-26-004213-7", "पेयजल"), ("t:7:confirm", "t:7:dispute"))
    assert await sent(channel, stand_in, Part(Shape.TEMPLATE, template=filled)) == message(
        "template",
        {
            "name": "samvad_resolved_v1",
            "language": {"code": "hi"},
            "components": [
                {
                    "type": "body",
                    "parameters": [
                        {"type": "text", "text": "GBD-26-004213-7"},
                        {"type": "text", "text": "पेयजल"},
                    ],
                },
                *(
                    {
                        "type": "button",
                        "sub_type": "quick_reply",
                        "index": str(place),
                        "parameters": [{"type": "payload", "payload": payload}],
                    }
                    for place, payload in enumerate(("t:7:confirm", "t:7:dispute"))
                ),
            ],
        },
    )


WHO = [
    ("both: the number wins", TO, BOTH),
    (
        "a user id alone is passed on as it is",
        Address(1, "whatsapp", "IN.ENT.99"),
        {"recipient": "IN.ENT.99"},
    ),
    ("a number alone", Address(1, "whatsapp", None, "+919876543210"), {"to": "+919876543210"}),
]


@pytest.mark.parametrize(("name", "to", "fields"), WHO, ids=[row[0] for row in WHO])
async def test_whom(
    channel: WhatsAppChannel, stand_in: StandIn, name: str, to: Address, fields: Json
) -> None:
    expected = message("text", {"body": "क", "preview_url": False}, fields)
    assert await sent(channel, stand_in, Part(Shape.TEXT, text="क"), to) == expected


async def test_read_and_typing(channel: WhatsAppChannel, stand_in: StandIn) -> None:
    theirs = '{"message": {"id": "wamid.1", "type": "text", "from": "919876543210"}}'
    await channel.acknowledge(theirs)
    await channel.settle()
    await channel.typing(theirs)
    await channel.typing('{"message": {"id": "wamid.2", "type": "reaction", "from": "919876543210"}}')
    await channel.close()
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"}
    told = [call.body for call in stand_in.other("read")]
    assert told == [read, read | {"typing_indicator": {"type": "text"}}]


@pytest.mark.parametrize(("code", "told"), [(100, "131053"), (131016, "131016")])
async def test_a_kind_of_file_that_meta_does_not_take_costs_the_file_not_the_words(
    channel: WhatsAppChannel, stand_in: StandIn, code: int, told: str
) -> None:
    stand_in.upload_faults.queued.append(Fault(400, {"error": {"code": code, "message": "file"}}))
    part = Part(Shape.FILE, file=File("document", "k", "a.zip", "application/zip"))
    with pytest.raises(SendFailed) as failed:
        await channel.send(TO, part, "42")
    await channel.close()
    assert failed.value.code == told


async def test_a_file_is_uploaded_once_and_again_before_meta_forgets_it(
    channel: WhatsAppChannel, stand_in: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Part(Shape.FILE, file=File("photo", "k", "a.jpg", "image/jpeg"))
    for _ in range(2):
        await channel.send(TO, part, "42")
    assert len(stand_in.files) == 1
    monkeypatch.setattr(whatsapp, "UPLOAD_S", -1.0)
    await sent(channel, stand_in, part)
    assert len(stand_in.files) == 2
