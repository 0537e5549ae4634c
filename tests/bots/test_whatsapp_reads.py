"""Real vendor JSON in → what it means, WhatsApp."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bots.channel import EventLane
from bots.inbound import (
    AccountNotice,
    Choice,
    Contact,
    Content,
    DeliveryStatus,
    IdentityChange,
    Ignored,
    Media,
    MediaKind,
    Message,
    Pin,
    Reaction,
    Text,
    Unsupported,
)
from bots.raw import phone
from bots.whatsapp.parse import parse
from bots.whatsapp.split import split
from settings import ROOT
from tests.vendors.citizens import PHONE_ID

FOLDER = ROOT / "tests" / "payloads" / "whatsapp"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def read(name: str) -> list[Any]:
    body = (FOLDER / f"{name}.json").read_bytes()
    return [arrival for event in split(body) for arrival in parse(event.body, NOW, PHONE_ID)]


CONTENTS: list[tuple[str, Content | None]] = [
    ("x-number", None),
    ("x-emoji-only", Text("👍")),
    ("x-text-null", Unsupported("empty")),
    ("x-location-gariaband", Pin(20.6345, 82.0609)),
    ("x-location-strings", Pin(20.6345, 82.0609)),
    ("x-location-null-island", Pin(0.0, 0.0)),
    ("x-nan", Unsupported("location")),
    ("x-image-file-url", Unsupported("broken media")),
    ("x-interactive-empty", Unsupported("interactive")),
    ("x-unknown-type", Unsupported("hologram")),
    ("x-unsupported-poll", Unsupported("poll")),
    ("x-contacts-share", Contact("+919876500000", "सरपंच जी", own=False)),
]


@pytest.mark.parametrize(("name", "expected"), CONTENTS, ids=[row[0] for row in CONTENTS])
def test_content(name: str, expected: Content | None) -> None:
    [arrival] = read(name)
    if expected is None:
        assert isinstance(arrival, Ignored)
    else:
        assert arrival.content == expected


KINDS: list[tuple[str, type]] = [
    ("x-group-message", Ignored),
    ("x-from-is-us", Ignored),
    ("x-standby-field", Ignored),
    ("x-entry-empty", Ignored),
    ("x-value-null", Ignored),
    ("x-value-errors", AccountNotice),
    ("x-system-number-change", IdentityChange),
    ("x-system-user-changed-user-id", IdentityChange),
    ("x-status-played", DeliveryStatus),
    ("x-status-failed-131026", DeliveryStatus),
]


@pytest.mark.parametrize(("name", "expected"), KINDS, ids=[row[0] for row in KINDS])
def test_kind_of_arrival(name: str, expected: type) -> None:
    assert [type(arrival) for arrival in read(name)] == [expected]


def test_everything_of_a_batch_is_kept() -> None:
    assert [
        len(read(name)) for name in ("x-batch-2-changes", "x-batch-2-entries", "x-batch-msg-and-status")
    ] == [2, 2, 2]


def test_a_voice_note() -> None:
    [arrival] = read("x-voice-hi")
    assert (arrival.content.kind, arrival.content.mime) == (MediaKind.VOICE, "audio/ogg; codecs=opus")


def test_a_button_tap_names_what_it_answers() -> None:
    [arrival] = read("x-button-id-tampered")
    assert isinstance(arrival.content, Choice)


def test_the_sender_has_both_names() -> None:
    [arrival] = read("x-hi-plain")
    sender = arrival.sender
    assert (sender.external_id, sender.phone, sender.key) == (
        "IN.2081978709342942",
        "+919876543210",
        "IN.2081978709342942",
    )


@pytest.mark.parametrize("value", ["IN.134912086", "wa 919876543210", "९८७६५४३२१०", "", None])
def test_what_only_has_digits_in_it_is_no_number(value: str | None) -> None:
    assert phone(value) is None


def test_a_legacy_sender_is_known_by_number() -> None:
    [arrival] = read("x-no-user-id-legacy")
    assert (arrival.sender.external_id, arrival.sender.key) == (None, "+919876543210")


def test_a_removed_reaction_is_empty() -> None:
    assert [
        arrival.content.emoji for name in ("x-reaction-thumbs", "x-reaction-remove") for arrival in read(name)
    ] == ["👍🏽", ""]
    assert isinstance(read("x-reaction-thumbs")[0].content, Reaction)


def test_a_time_from_the_future_is_ours() -> None:
    assert [read(name)[0].at for name in ("x-timestamp-future", "x-no-timestamp")] == [NOW, NOW]


def test_played_counts_as_read_and_failed_names_its_code() -> None:
    assert read("x-status-played")[0].status == "read"
    failed = read("x-status-failed-131026")[0]
    assert (failed.status, failed.error_code) == ("failed", "131026")


def test_a_new_id_names_the_old() -> None:
    change = read("x-system-user-changed-user-id")[0]
    assert (change.old.external_id, change.new.external_id) == ("IN.PREVIOUSBSUID", "IN.CURRENTBSUID")


def test_a_message_without_id_has_the_same_key_each_time() -> None:
    body = (FOLDER / "x-no-id.json").read_bytes()
    assert split(body)[0].vendor_key == split(json.dumps(json.loads(body)).encode())[0].vendor_key


def test_another_number_of_ours_is_not_ours() -> None:
    """Fault 21."""
    body = (FOLDER / "x-hi-plain.json").read_bytes()
    [event] = split(body)
    assert parse(event.body, NOW, "999") == (Ignored("other number"),)


@pytest.mark.parametrize("name", ["x-deep-nesting"])
def test_what_is_no_json_is_kept_as_unreadable(name: str) -> None:
    assert [event.lane for event in split((FOLDER / f"{name}.json").read_bytes())] == [EventLane.UNREADABLE]


def test_a_stored_body_is_pure_ascii_and_holds_no_aadhaar() -> None:
    message = {
        "id": "wamid.1",
        "from": "919876543210",
        "type": "text",
        "text": {"body": "मेरा आधार 9999 4105 7058"},
    }
    value = {"metadata": {"phone_number_id": PHONE_ID}, "messages": [message]}
    body = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]}).encode()
    [event] = split(body)
    assert event.body.isascii()
    [arrival] = parse(event.body, NOW, PHONE_ID)
    assert isinstance(arrival, Message)
    assert (arrival.content, arrival.sender.phone) == (Text("मेरा आधार XXXX XXXX 7058"), "+919876543210")


def test_a_photo_that_came_as_a_document_is_a_photo() -> None:
    from bots.whatsapp.content import read_content

    content, _ = read_content({"type": "document", "document": {"id": "1", "mime_type": "image/jpeg"}})
    assert isinstance(content, Media)
    assert content.kind is MediaKind.PHOTO
