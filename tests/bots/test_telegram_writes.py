"""What to say → the exact request that the Bot API gets, one row for each kind of message."""

from dataclasses import replace
from typing import Any

import pytest

from bots.capabilities import TELEGRAM
from bots.channel import Address
from bots.fit.parts import fit
from bots.outbound import File, Option, Say
from bots.telegram.channel import TelegramChannel
from sections import Telegram
from tests.vendors.stand_in import StandIn

Json = dict[str, Any]
TO = Address(1, "telegram", "6543210987")
YES_NO = (Option("a|1|yes", "✅ हाँ"), Option("a|1|no", "❌ नहीं"))
PLAIN = {"chat_id": "6543210987", "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def text(words: str, **more: Any) -> tuple[str, Json]:
    return "sendMessage", PLAIN | {"text": words} | more


def inline(*rows: list[Json]) -> Json:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


def button(option: Option) -> Json:
    return {"text": option.label, "callback_data": option.id}


def keyboard(*rows: list[Json]) -> Json:
    return {"reply_markup": {"keyboard": list(rows), "one_time_keyboard": True, "resize_keyboard": True}}


ROWS: list[tuple[str, Say, tuple[str, Json]]] = [
    ("text", Say("*नमस्ते* <b>&"), text("<b>नमस्ते</b> &lt;b&gt;&amp;")),
    ("buttons", Say("ठीक है?", options=YES_NO), text("ठीक है?", **inline(*([button(o)] for o in YES_NO)))),
    (
        "short ones two to a row",
        Say("कौन सा?", options=(*YES_NO, Option("a|1|x", "और"))),
        text(
            "कौन सा?",
            **inline([button(YES_NO[0]), button(YES_NO[1])], [{"text": "और", "callback_data": "a|1|x"}]),
        ),
    ),
    (
        "location request",
        Say("कहाँ?", ask="location", list_label="लोकेशन भेजें"),
        text("कहाँ?", **keyboard([{"text": "लोकेशन भेजें", "request_location": True, "request_contact": False}])),
    ),
    (
        "contact request",
        Say("नंबर?", ask="contact", list_label="नंबर दें"),
        text("नंबर?", **keyboard([{"text": "नंबर दें", "request_contact": True, "request_location": False}])),
    ),
    (
        "link",
        Say("पोर्टल", link=("खोलिए", "https://samvad.example/x")),
        text("पोर्टल", **inline([{"text": "खोलिए", "url": "https://samvad.example/x"}])),
    ),
    (
        "a reply to their message",
        Say("मिल गया", reply_to="6543210987:77"),
        text("मिल गया", reply_parameters={"message_id": 77, "allow_sending_without_reply": True}),
    ),
    (
        "photo with its caption",
        Say("काम *हुआ*", files=(File("photo", "k", "a.jpg", "image/jpeg"),)),
        ("sendPhoto", {"chat_id": "6543210987", "caption": "काम <b>हुआ</b>", "parse_mode": "HTML"}),
    ),
    (
        "a photo in reply",
        Say("यही?", files=(File("photo", "k", "a.jpg", "image/jpeg"),), reply_to="6543210987:77"),
        (
            "sendPhoto",
            {
                "chat_id": "6543210987",
                "caption": "यही?",
                "parse_mode": "HTML",
                "reply_parameters": {"message_id": 77, "allow_sending_without_reply": True},
            },
        ),
    ),
    (
        "document",
        Say("पावती", files=(File("document", "k", "GBD.pdf", "application/pdf"),)),
        ("sendDocument", {"chat_id": "6543210987", "caption": "पावती", "parse_mode": "HTML"}),
    ),
]


BARE = [
    ("options", Say("ठीक?", options=YES_NO), "sendMessage", "ठीक?\n\n1. ✅ हाँ\n2. ❌ नहीं"),
    ("a link", Say("पोर्टल", link=("खोलिए", "https://s.example/x")), "sendMessage",
      "पोर्टल\n\nखोलिए: https://s.example/x"),
    ("a caption", Say("<काम *हुआ*>", files=(File("photo", "k"),)), "sendPhoto", "<काम *हुआ*>"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "say", "method", "shown"), BARE, ids=[row[0] for row in BARE])
async def test_the_bare_words_say_all_when_telegram_refused_the_rest(
    channel: TelegramChannel, stand_in: StandIn, name: str, say: Say, method: str, shown: str
) -> None:
    (part,) = fit(say, TELEGRAM)
    await channel.send(TO, replace(part, plain=True), "42")
    await channel.close()
    (call,) = stand_in.sent()
    told = call.body.get("text") or call.body.get("caption")
    assert (call.method, told, set(call.body) & {"parse_mode", "reply_markup"}) == (method, shown, set())


@pytest.fixture
def channel(stand_in: StandIn) -> TelegramChannel:
    async def read_file(key: str) -> bytes:
        return f"bytes of {key}".encode()

    config = Telegram(token=stand_in.bot_token, secret="s", mode="webhook", api_base=stand_in.url)
    return TelegramChannel(config, read_file)


@pytest.mark.parametrize(("name", "say", "request_"), ROWS, ids=[row[0] for row in ROWS])
async def test_requests(
    channel: TelegramChannel, stand_in: StandIn, name: str, say: Say, request_: tuple[str, Json]
) -> None:
    (part,) = fit(say, TELEGRAM)
    assert (await channel.send(TO, part, "42")).vendor_id.startswith("6543210987:")
    await channel.close()
    (call,) = stand_in.sent()
    assert (call.method, call.body) == request_


async def test_a_card_is_edited_in_place(channel: TelegramChannel, stand_in: StandIn) -> None:
    (part,) = fit(Say("नई स्थिति", options=YES_NO), TELEGRAM)
    sent = await channel.send(TO, part, "42", replaces="6543210987:77")
    await channel.close()
    (call,) = stand_in.sent()
    assert (sent.vendor_id, call.method) == ("6543210987:77", "editMessageText")
    assert call.body == {
        "chat_id": "6543210987",
        "message_id": "77",
        "text": "नई स्थिति",
        "parse_mode": "HTML",
        **inline(*([button(o)] for o in YES_NO)),
    }


async def test_a_card_of_another_chat_is_left_alone(channel: TelegramChannel, stand_in: StandIn) -> None:
    (part,) = fit(Say("नई स्थिति"), TELEGRAM)
    await channel.send(TO, part, "42", replaces="77:77")
    await channel.close()
    assert [call.method for call in stand_in.sent()] == ["sendMessage"]


async def test_a_tap_is_answered(channel: TelegramChannel, stand_in: StandIn) -> None:
    await channel.acknowledge('{"callback_query": {"id": "4382bfdwdsb323b2d9"}}')
    await channel.close()
    assert stand_in.other("answerCallbackQuery")[0].body == {"callback_query_id": "4382bfdwdsb323b2d9"}


async def test_typing(channel: TelegramChannel, stand_in: StandIn) -> None:
    await channel.typing(
        '{"update_id": 1, "message": {"from": {"id": 77}, "chat": {"id": 77, "type": "private"}}}'
    )
    await channel.close()
    (call,) = stand_in.other("sendChatAction")
    assert call.body == {"chat_id": "77", "action": "typing"}
