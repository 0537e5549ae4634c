"""Webhook → inbox → conversation → outbox → vendor, for both vendors on both databases."""

import texts
from bots.dialog.said import read
from bots.inbound import LOST, Message, Unsupported
from bots.outbound import Say
from bots.queue import queue
from models.messages import Inbound, InboundState, Lane, Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, whatsapp


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
    """Fault 9."""
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


async def test_whoever_is_known_is_told_that_a_message_was_set_aside_and_a_tap_is_answered(rig: Rig) -> None:
    citizen = TelegramCitizen()
    await rig.telegram(citizen.says("hi"))
    await rig.idle()

    def broken(message: Message) -> list[Say]:
        raise RuntimeError("the conversation broke")

    rig.echo.answer = broken
    await rig.telegram(citizen.taps("v1:yes"))
    rig.service.inbox.wake("telegram", [str(citizen.id)])
    await rig.idle()
    await rig.service.outbox.sweep()
    assert rig.stand_in.texts()[-1] == texts.say("hi", "message-set-aside")
    assert len(rig.stand_in.other("answerCallbackQuery")) == 1


async def test_a_person_without_a_number_is_answered_found_again_and_followed_to_a_new_id(rig: Rig) -> None:
    """Whoever has a username shows no number: the user id alone carries all of it."""
    hidden = WhatsAppCitizen(number="", user_id="IN.77")
    await rig.whatsapp(hidden.says("hi"))
    await rig.idle()
    (call,) = rig.stand_in.sent("whatsapp")
    assert (call.body.get("to"), call.body["recipient"]) == (None, "IN.77")
    identity = await Identity.get()
    assert (identity.external_id, identity.phone) == ("IN.77", None)
    change = {"type": "user_changed_user_id", "previous_user_id": "IN.77", "user_id": "IN.78"}
    await rig.whatsapp(whatsapp(hidden.message("system", change)))
    await rig.idle()
    await queue(
        Say("news"), person_id=identity.person_id, lane=Lane.NOTICE, purpose="x", key="n", urgent=True
    )
    await rig.service.outbox.sweep()
    await rig.whatsapp(WhatsAppCitizen(number="", user_id="IN.78").says("वही मैं"))
    await rig.idle()
    assert [sent.to for sent in rig.stand_in.sent("whatsapp")] == ["IN.77", "IN.78", "IN.78"]
    assert await Identity.all().count() == 1


async def test_a_file_that_meta_lost_is_asked_for_again(rig: Rig) -> None:
    errors = [{"code": 131052, "title": "Media download error"}]
    await rig.whatsapp(WhatsAppCitizen().sends("video", {"mime_type": "video/mp4"}, errors=errors))
    await rig.idle()
    assert [message.content for message in rig.echo.heard] == [Unsupported(LOST)]
    assert read(rig.echo.heard[0]).odd == "lost"
