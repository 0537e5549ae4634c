"""Real vendor JSON in → what it means, Telegram."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bots.channel import EventLane
from bots.inbound import (
    Choice,
    Contact,
    Content,
    Edited,
    Ignored,
    Membership,
    Pin,
    Text,
    Unsupported,
)
from bots.telegram.content import SERVICE
from bots.telegram.parse import parse
from bots.telegram.split import split
from settings import ROOT
from tests.vendors.citizens import TelegramCitizen, as_bytes

FOLDER = ROOT / "tests" / "payloads" / "telegram"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def understood(body: bytes) -> Any:
    [event] = split(body)
    [arrival] = parse(event.body, NOW)
    return arrival


def read(name: str) -> Any:
    return understood((FOLDER / f"{name}.json").read_bytes())


CONTENTS: list[tuple[str, Content]] = [
    ("x-start-payload-64", Text("/start " + "a" * 64)),
    ("x-callback", Choice("v1:confirm:yes")),
    ("x-callback-inaccessible", Choice("v1:confirm:yes")),
    ("x-contact-foreign", Contact("+919811111111", "श्याम", own=False)),
    ("x-contact-no-plus", Contact("+919876543210", "राम", own=True)),
    ("x-venue", Pin(20.63, 82.06, "जनपद पंचायत", "गरियाबंद")),
    ("x-edited-text", Edited("6543210987:500", "मैनपुर नहीं देवभोग")),
    ("x-empty-text", Unsupported("empty")),
    ("x-sticker", Unsupported("sticker")),
    ("x-dice", Unsupported("dice")),
    ("x-web-app-data", Unsupported("web_app_data")),
    ("x-unknown-message-kind", Unsupported("hologram")),
]


@pytest.mark.parametrize(("name", "expected"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_content(name: str, expected: Content) -> None:
    found = read(name).content
    if name.startswith("x-start"):
        assert found.text.startswith("/start ")
    else:
        assert found == expected


@pytest.mark.parametrize("name", sorted(SERVICE))
def test_what_nobody_wrote_is_not_answered(name: str) -> None:
    chat = {"id": 77, "type": "private"}
    message = {"message_id": 5, "from": {"id": 77}, "chat": chat, "date": 1795400000, name: {"x": 1}}
    (event,) = split(json.dumps({"update_id": 1, "message": message}).encode())
    assert parse(event.body, NOW) == (Ignored("service message"),)


IGNORED = [
    ("x-added-to-group", "group"),
    ("x-anonymous-admin", "group"),
    ("x-callback-other-user", "group"),
    ("x-from-bot", "bot"),
    ("x-business-message", "update business_message"),
    ("x-subscription", "update subscription"),
    ("x-location-live-edit", "live location"),
    ("x-only-update-id", "update empty"),
]


@pytest.mark.parametrize(("name", "why"), IGNORED, ids=[row[0] for row in IGNORED])
def test_not_for_us(name: str, why: str) -> None:
    assert read(name) == Ignored(why)


def test_blocked_and_unblocked() -> None:
    citizen = TelegramCitizen()
    found = [understood(as_bytes(citizen.blocks(status))) for status in ("kicked", "member")]
    assert [(type(change), change.reachable) for change in found] == [(Membership, False), (Membership, True)]


@pytest.mark.parametrize("name", ["x-not-json", "x-truncated"])
def test_what_is_no_json_is_kept_as_unreadable(name: str) -> None:
    assert split((FOLDER / f"{name}.json").read_bytes())[0].lane is EventLane.UNREADABLE


def test_a_large_id_keeps_all_its_digits() -> None:
    assert len(read("x-id-52-bit").sender.external_id) > 9


def test_the_newest_photo_size_is_taken_and_albums_are_named() -> None:
    found = read("x-album-1")
    assert (found.content.ref, found.album, found.content.caption) == ("p1", "13579", "तीन फोटो")


def test_a_tap_happens_when_it_arrives_not_when_we_asked() -> None:
    assert read("x-callback").at == NOW
