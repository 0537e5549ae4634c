"""Webhook → inbox → conversation → outbox → vendor, for both vendors on both databases."""

from models.messages import Inbound, InboundState, Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen


async def test_a_whatsapp_message_is_answered(rig: Rig) -> None:
    citizen = WhatsAppCitizen()
    assert await rig.whatsapp(citizen.says("नमस्ते")) == 200
    await rig.idle()
    assert rig.stand_in.texts("whatsapp") == ["echo नमस्ते"]
    row = await Outbound.get()
    assert (row.state, row.channel, row.vendor_id) == (OutboundState.SENT, "whatsapp", "wamid.1")
    identity = await Identity.get()
    assert (identity.external_id, identity.phone) == ("IN.2081978709342942", "+919876543210")


async def test_a_telegram_message_is_answered(rig: Rig) -> None:
    assert await rig.telegram(TelegramCitizen().says("hi")) == 200
    await rig.idle()
    assert rig.stand_in.texts("telegram") == ["echo hi"]
    assert (await Outbound.get()).vendor_id == "6543210987:1"


async def test_the_same_webhook_twice_is_answered_once(rig: Rig) -> None:
    body = WhatsAppCitizen().says("hi")
    assert [await rig.whatsapp(body), await rig.whatsapp(body)] == [200, 200]
    await rig.idle()
    assert len(rig.stand_in.sent()) == 1


async def test_a_poisoned_message_is_parked_and_the_next_one_works(rig: Rig) -> None:
    citizen = TelegramCitizen()
    await rig.telegram(citizen.says("poison"))
    await rig.telegram(citizen.says("fine"))
    await rig.idle()
    assert rig.stand_in.texts() == ["echo fine"]
    parked = await Inbound.get(state=InboundState.PARKED)
    assert (parked.attempts, "the conversation broke" in parked.error) == (3, True)
