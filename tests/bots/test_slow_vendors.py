"""A vendor that is slow, or does not answer at all, is a matter of its own people alone."""

import asyncio
from typing import Any

from bots import outbox
from bots.channel import SendFailed
from bots.reactions import Do, Reaction
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen


async def test_a_vendor_that_hangs_holds_up_no_other_channel(rig: Rig, monkeypatch: Any) -> None:
    """Fault 24."""
    answered = asyncio.Event()

    async def hang(*_: Any, **__: Any) -> Any:
        await answered.wait()
        raise SendFailed("network", "cut", Reaction(Do.UNKNOWN, waits=(60,)))

    monkeypatch.setattr(outbox, "AT_ONCE", 1)
    monkeypatch.setattr(rig.service.channels["whatsapp"], "send", hang)
    for number in range(3):
        citizen = WhatsAppCitizen(number=f"91700000000{number}", user_id=f"IN.{number}")
        assert await rig.whatsapp(citizen.says("hi")) == 200
    await rig.telegram(TelegramCitizen().says("hi"))
    async with asyncio.timeout(10):
        while not rig.stand_in.texts("telegram"):  # noqa: ASYNC110  (the vendor's side sets no event)
            await asyncio.sleep(0.01)
    assert not answered.is_set()
    answered.set()
    await rig.idle()
