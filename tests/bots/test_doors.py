"""Long polling, the terminal and the month's bill."""

import asyncio
from datetime import date

import pytest
from pydantic import SecretStr

import settings as settings_module
from bots import service
from bots.billing import reckon
from bots.outbound import Option, Say
from bots.service import assemble
from bots.telegram import polling
from bots.telegram.channel import TelegramChannel
from bots.telegram.polling import poll
from bots.telegram.setup import set_up
from bots.terminal import NAME, Terminal
from models.messages import Counter, Inbound
from settings import Settings
from tests.bots.conftest import Echo, Rig
from tests.story.system import until
from tests.vendors.citizens import TelegramCitizen


@pytest.fixture
def database_url(sqlite_database_url: str) -> str:
    """One database is enough here: no claim of this file hangs on which."""
    return sqlite_database_url


async def test_polling_takes_the_same_road_as_the_webhook(rig: Rig) -> None:
    citizen = TelegramCitizen()
    telegram = rig.service.channels["telegram"]
    assert isinstance(telegram, TelegramChannel)
    for text in ("एक", "दो"):
        rig.stand_in.push_update(citizen.says(text))
    stop = asyncio.Event()
    kept: list[bytes] = []

    async def keep(body: bytes) -> bool:
        kept.append(body)
        if len(kept) == 2:
            stop.set()
        return await rig.service.receiver.keep("telegram", body)

    await asyncio.wait_for(poll(lambda: telegram, keep, stop), 10)
    await rig.idle()
    assert rig.stand_in.texts() == ["echo एक", "echo दो"]
    assert await Inbound.all().count() == 2


async def test_polling_with_a_refused_token_raises_one_alarm_and_takes_up_the_new_one(
    rig: Rig, channel_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "NEEDS_A_HAND_S", 0.01)
    good = rig.service.channels["telegram"]
    old = channel_settings.telegram.model_copy(update={"token": SecretStr("123456:old")})
    bad = TelegramChannel(old, rig.service.storage.get)
    assert isinstance(good, TelegramChannel)
    rig.stand_in.push_update(TelegramCitizen().says("एक"))
    stop, tokens = asyncio.Event(), iter([bad, bad])

    async def keep(body: bytes) -> bool:
        stop.set()
        return True

    await asyncio.wait_for(poll(lambda: next(tokens, good), keep, stop), 10)
    await bad.close()
    assert (await Counter.get(name="alarm:deaf")).value == 2


async def test_a_webhook_that_telegram_did_not_take_is_told_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AGAIN_S", 0.01)
    good, rig.stand_in.bot_token = rig.stand_in.bot_token, "123456:other"
    introducing = asyncio.create_task(rig.service.introduce())
    await until(lambda: rig.stand_in.refused, "the refusal")
    rig.stand_in.bot_token = good
    await asyncio.wait_for(introducing, 10)
    assert len(rig.stand_in.other("setWebhook")) == 1


async def test_telegram_is_told_our_commands_in_both_languages(rig: Rig, channel_settings: Settings) -> None:
    telegram = rig.service.channels["telegram"]
    assert isinstance(telegram, TelegramChannel)
    done = await set_up(telegram, channel_settings.telegram, "https://samvad.example.org")
    assert done[-1] == "webhook set: https://samvad.example.org/webhooks/telegram"
    assert [call.body.get("language_code") for call in rig.stand_in.other("setMyCommands")] == [
        None,
        "hi",
        "en",
    ]
    assert rig.stand_in.other("setChatMenuButton")[0].body["menu_button"] == {"type": "commands"}
    assert rig.stand_in.other("setWebhook")[0].body["secret_token"] == "hook-secret"


async def test_a_token_that_changes_in_its_file_is_taken_over(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 27: resumes after the token is changed, without a restart."""
    before = settings_module.current()
    telegram = before.telegram.model_copy(update={"token": SecretStr("123456:renewed")})
    monkeypatch.setattr(settings_module, "load", lambda: before.model_copy(update={"telegram": telegram}))
    assert await rig.service.renew() == ["telegram"]
    rig.stand_in.bot_token = "123456:renewed"
    await rig.telegram(TelegramCitizen().says("hi"))
    await rig.idle()
    assert rig.stand_in.texts() == ["echo hi"]


async def test_a_worker_without_rounds_takes_it_over_too(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    current, old = settings_module.current(), rig.service.channels["whatsapp"].credential
    renewed = current.whatsapp.model_copy(update={"token": SecretStr("renewed")})
    monkeypatch.setattr(settings_module, "load", lambda: current.model_copy(update={"whatsapp": renewed}))
    rig.service.watch_changes()
    async with asyncio.timeout(10):
        while rig.service.channels["whatsapp"].credential == old:  # noqa: ASYNC110  (a thread makes it true)
            await asyncio.sleep(0)


async def test_a_terminal_is_a_channel_too(rig: Rig, channel_settings: Settings) -> None:
    shown: list[str] = []
    terminal = Terminal(shown.append)
    echo = Echo(answer=lambda _: [Say("ठीक?", (Option("y", "हाँ"), Option("n", "नहीं")))])
    service = assemble(channel_settings, echo, more={NAME: terminal})
    await service.receiver.keep(NAME, terminal.line("someone", "नमस्ते"))
    await service.inbox.idle()
    await service.close()
    assert shown == ["ठीक?\n\n1. हाँ\n2. नहीं"]


def test_the_bill_counts_what_is_beyond_the_free_thousand() -> None:
    delivered = {"regular:service": 1500, "regular:utility": 40, "free_customer_service:service": 90}
    bill = reckon("2026-11", delivered, date(2026, 11, 15))
    assert (bill.billable, bill.forecast) == (540, 2000 + 80)
