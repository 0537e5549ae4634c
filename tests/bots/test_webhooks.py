"""The two webhooks: only the genuine, all of the genuine, whatever the database does."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest

from bots import webhooks
from bots.store import store_all
from models.messages import Counter, Inbound
from tests.bots.conftest import HOOK, SECRET, Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, as_bytes, signature


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


FORGED: list[tuple[str, str, dict[str, str]]] = [
    ("no signature", "whatsapp", {}),
    ("a wrong signature", "whatsapp", {"X-Hub-Signature-256": "sha256=" + "0" * 64}),
    ("an old signature", "whatsapp", {"X-Hub-Signature": "sha1=" + "0" * 40}),
    (
        "a signature of another secret",
        "whatsapp",
        signature("other", as_bytes(WhatsAppCitizen().says("x", at=1))),
    ),
    ("an empty secret", "telegram", {"X-Telegram-Bot-Api-Secret-Token": ""}),
    ("no secret", "telegram", {}),
    (
        "a secret that is no ASCII",
        "telegram",
        {"X-Telegram-Bot-Api-Secret-Token": "गुप्त".encode().decode("latin-1")},
    ),
]


@pytest.mark.parametrize(("name", "channel", "headers"), FORGED, ids=[row[0] for row in FORGED])
async def test_a_forged_webhook_is_refused_and_counted(
    rig: Rig, name: str, channel: str, headers: dict[str, str]
) -> None:
    """Fault 14."""
    answer = await rig.client.post(
        f"/webhooks/{channel}", data=as_bytes(WhatsAppCitizen().says("x")), headers=headers
    )
    assert answer.status == 403
    assert await Inbound.all().count() == 0
    assert (await Counter.get(name=f"forged:{channel}")).value == 1


async def test_a_signature_over_other_bytes_of_the_same_json_is_refused(rig: Rig) -> None:
    """Fault 14."""
    body = WhatsAppCitizen().says("नमस्ते")
    raw = as_bytes(body)
    other = raw.decode("unicode_escape").encode("utf-8", "surrogatepass")
    answer = await rig.client.post("/webhooks/whatsapp", data=other, headers=signature(SECRET, raw))
    assert answer.status == 403


async def test_the_handshake_echoes_only_for_our_token_and_as_plain_text(rig: Rig) -> None:
    """Fault 16."""
    query = {"hub.mode": "subscribe", "hub.challenge": "<b>1158</b>", "hub.verify_token": "verify"}
    answer = await rig.client.get("/webhooks/whatsapp", params=query)
    assert (answer.status, await answer.text(), answer.content_type) == (200, "<b>1158</b>", "text/plain")
    wrong = await rig.client.get("/webhooks/whatsapp", params=query | {"hub.verify_token": "guess"})
    assert wrong.status == 403


async def test_a_huge_body_is_refused(rig: Rig) -> None:
    """Fault 18."""
    answer = await rig.client.post("/webhooks/whatsapp", data=io.BytesIO(b"1" * (4 * 1024 * 1024)))
    assert answer.status == 413


async def test_a_body_that_never_ends_is_given_up(rig: Rig, monkeypatch: Any) -> None:
    """Fault 18."""
    monkeypatch.setattr(webhooks, "BODY_S", 0.2)

    async def drip() -> Any:
        for _ in range(100):
            yield b"{"
            await asyncio.sleep(0.05)

    answer = await rig.client.post(
        "/webhooks/telegram", data=drip(), headers={"X-Telegram-Bot-Api-Secret-Token": HOOK}
    )
    assert answer.status == 408


async def test_while_the_database_is_away_bodies_wait_on_disk(rig: Rig, monkeypatch: Any) -> None:
    """Faults 1 and 2."""
    genuine = store_all

    async def away(*_: Any) -> Any:
        raise ConnectionRefusedError("database")

    monkeypatch.setattr(webhooks, "store_all", away)
    citizen = TelegramCitizen()
    for number in range(3):
        assert await rig.telegram(citizen.says(f"m{number}")) == 200
    assert rig.echo.heard == []
    monkeypatch.setattr(webhooks, "store_all", genuine)
    assert await rig.telegram(citizen.says("m3")) == 200
    assert await rig.service.receiver.flush() == 4
    await rig.idle()
    assert rig.stand_in.texts() == ["echo m0", "echo m1", "echo m2", "echo m3"]


async def test_a_slow_database_does_not_hold_the_answer(rig: Rig, monkeypatch: Any) -> None:
    """Fault 2."""

    async def slow(*_: Any) -> Any:
        await asyncio.sleep(60)

    monkeypatch.setattr(webhooks, "store_all", slow)
    monkeypatch.setattr(webhooks, "STORE_S", 0.1)
    assert await rig.whatsapp(WhatsAppCitizen().says("hi")) == 200


async def test_when_neither_database_nor_disk_takes_it_the_vendor_keeps_it(
    rig: Rig, monkeypatch: Any
) -> None:
    """Fault 44."""

    async def away(*_: Any) -> Any:
        raise ConnectionRefusedError("database")

    monkeypatch.setattr(webhooks, "store_all", away)

    def full(*_: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    assert await rig.telegram(TelegramCitizen().says("hi")) == 503


async def test_a_thousand_events_in_one_body(rig: Rig) -> None:
    """Fault 19."""
    from tests.vendors.citizens import whatsapp

    people = [WhatsAppCitizen(number=f"9170000{number:05}", user_id=f"IN.{number}") for number in range(1000)]
    messages = [person.message("text", {"body": "x"}, group_id="g") for person in people]
    assert await rig.whatsapp(whatsapp(*messages)) == 200
    assert await Inbound.all().count() == 1000
