"""What was taken is handled once, in the vendor's order, whatever happens meanwhile."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

import clock
from bots import inbox, raw
from bots.channel import Channel, EventLane, RawEvent
from bots.inbound import Album, Edited, Media, Text
from bots.inbox import reprocess
from bots.store import store
from models.messages import Inbound, InboundState, Outbound
from models.people import Identity, Person
from models.tickets import Attachment
from settings import ROOT
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, as_bytes, whatsapp


def heard_texts(rig: Rig) -> list[str]:
    return [message.content.text for message in rig.echo.heard if isinstance(message.content, Text)]


async def store_unhandled(rig: Rig, channel: str, body: dict[str, Any]) -> None:
    """As a process that died right after its 200 leaves it."""
    made: Channel = rig.service.channels[channel]
    await store(channel, made.split(as_bytes(body)), clock.now() - timedelta(minutes=1))


async def test_what_a_dead_process_left_is_found(rig: Rig) -> None:
    """Fault 6."""
    await store_unhandled(rig, "telegram", TelegramCitizen().says("left"))
    assert await rig.service.inbox.sweep() == 1
    await rig.idle()
    assert rig.stand_in.texts() == ["echo left"]


async def test_stored_messages_are_handled_in_the_vendors_order(rig: Rig) -> None:
    """Fault 12: the second was stored before the first."""
    citizen = TelegramCitizen()
    for update_id, text in ((703, "तीन"), (701, "एक"), (702, "दो")):
        await store_unhandled(rig, "telegram", citizen.says(text, update_id))
    await rig.service.inbox.sweep()
    await rig.idle()
    assert heard_texts(rig) == ["एक", "दो", "तीन"]


async def test_a_message_older_than_one_already_handled_is_marked_late(rig: Rig) -> None:
    """Fault 12."""
    citizen = TelegramCitizen()
    sent = int(clock.now().timestamp())
    await rig.telegram(citizen.sends(702, text="second", date=sent))
    await rig.idle()
    await rig.telegram(citizen.sends(701, text="first", date=sent - 1))
    await rig.idle()
    assert [message.late for message in rig.echo.heard] == [False, True]


async def test_a_burst_of_one_person_is_handled_one_by_one(rig: Rig) -> None:
    """Fault 13."""
    citizen = WhatsAppCitizen()
    bodies = [citizen.says(str(number), at=1_795_400_000 + number) for number in range(5)]
    await asyncio.gather(*(rig.whatsapp(body) for body in bodies))
    await rig.idle()
    assert sorted(heard_texts(rig)) == ["0", "1", "2", "3", "4"]
    assert await Person.all().count() == 1


async def test_many_people_at_once(rig: Rig) -> None:
    people = [TelegramCitizen(id=1000 + number) for number in range(30)]
    await asyncio.gather(*(rig.telegram(person.says(f"hi {person.id}")) for person in people))
    await rig.idle()
    assert len(rig.stand_in.sent("telegram")) == 30
    assert {call.body["text"] for call in rig.stand_in.sent()} == {
        f"echo hi {person.id}" for person in people
    }


async def test_one_poisoned_message_of_a_batch_harms_no_other(rig: Rig) -> None:
    """Fault 19."""
    people = [WhatsAppCitizen(number=f"9198765{number:05}", user_id=f"IN.{number}") for number in range(20)]
    messages = [
        person.message("text", {"body": "poison" if number == 7 else f"m{number}"})
        for number, person in enumerate(people)
    ]
    await rig.whatsapp(whatsapp(*messages, contacts=[person.contact() for person in people]))
    await rig.idle()
    assert len(rig.stand_in.sent()) == 19
    assert await Inbound.filter(state=InboundState.PARKED).count() == 1


async def test_parked_messages_are_handled_again_after_a_fix(rig: Rig) -> None:
    await rig.telegram(TelegramCitizen().says("poison"))
    await rig.idle()
    parked = await Inbound.get(state=InboundState.PARKED)
    body = json.loads(parked.body)
    body["message"]["text"] = "cured"
    await Inbound.filter(id=parked.id).update(
        body=json.dumps(body), received_at=clock.now() - timedelta(minutes=1)
    )
    assert await reprocess() == 1
    await rig.service.inbox.sweep()
    await rig.idle()
    assert rig.stand_in.texts() == ["echo cured"]


async def test_album_parts_become_one_message(rig: Rig) -> None:
    citizen = TelegramCitizen()
    for number in range(3):
        photo = [{"file_id": f"p{number}", "file_unique_id": f"u{number}", "width": 10, "height": 10}]
        await rig.telegram(
            citizen.sends(media_group_id="77", photo=photo, caption="गड्ढा" if number == 0 else "")
        )
    await rig.idle()
    [message] = rig.echo.heard
    assert isinstance(message.content, Album)
    assert [(item.ref, item.caption) for item in message.content.items] == [
        ("p0", "गड्ढा"),
        ("p1", ""),
        ("p2", ""),
    ]
    assert await Attachment.filter(state="waiting").count() == 3
    assert len(rig.stand_in.sent()) == 1


async def test_whatsapp_photos_sent_together_are_one_message_and_later_ones_are_not(rig: Rig) -> None:
    citizen = WhatsAppCitizen()
    for number in range(2):
        await rig.whatsapp(citizen.sends("image", {"id": f"m{number}", "mime_type": "image/jpeg"}))
    await rig.idle()
    await rig.whatsapp(citizen.sends("image", {"id": "m9", "mime_type": "image/jpeg"}))
    await rig.idle()
    assert [type(message.content) for message in rig.echo.heard] == [Album, Media]


async def test_a_voice_note_waits_for_nothing_and_is_an_attachment(rig: Rig) -> None:
    await rig.whatsapp(
        WhatsAppCitizen().sends("audio", {"id": "v1", "mime_type": "audio/ogg", "voice": True})
    )
    await rig.idle()
    [message] = rig.echo.heard
    attachment = await Attachment.get()
    assert isinstance(message.content, Media)
    assert (message.content.attachment_id, attachment.vendor_ref, attachment.kind) == (
        attachment.id,
        "v1",
        "voice",
    )


async def test_an_edit_reaches_the_conversation_with_what_it_changes(rig: Rig) -> None:
    """Fault 23."""
    citizen = TelegramCitizen()
    message = citizen.says("मैनपुर")["message"]
    await rig.telegram(citizen.update("message", message))
    for words in ("देवभोग", "छुरा"):
        changed = message | {"text": words, "edit_date": message["date"] + 5}
        await rig.telegram(citizen.update("edited_message", changed))
    await rig.idle()
    first, *edits = rig.echo.heard
    assert [edit.content for edit in edits] == [
        Edited(first.vendor_key, "देवभोग", "मैनपुर"),
        Edited(first.vendor_key, "छुरा", "देवभोग"),
    ]


async def test_blocking_and_writing_again(rig: Rig) -> None:
    citizen = TelegramCitizen()
    await rig.telegram(citizen.says("hi"))
    await rig.idle()
    await rig.telegram(citizen.blocks())
    await rig.idle()
    assert (await Identity.get()).blocked_at is not None
    await rig.telegram(citizen.says("again"))
    await rig.idle()
    assert ((await Identity.get()).blocked_at, len(rig.echo.heard)) == (None, 2)


async def test_a_replayed_webhook_of_last_week_is_kept_and_not_acted_on(rig: Rig) -> None:
    """Fault 15."""
    old = int((clock.now() - timedelta(days=9)).timestamp())
    await rig.whatsapp(WhatsAppCitizen().says("old", at=old))
    await rig.idle()
    assert (rig.echo.heard, (await Inbound.get()).state) == ([], InboundState.IGNORED)


async def test_a_legacy_row_by_number_learns_its_user_id(rig: Rig) -> None:
    legacy = ROOT / "tests" / "payloads" / "whatsapp" / "x-no-user-id-legacy.json"
    await rig.whatsapp(legacy.read_bytes())
    await rig.idle()
    await rig.whatsapp(WhatsAppCitizen().says("hi"))
    await rig.idle()
    identity = await Identity.get()
    assert (identity.external_id, identity.phone) == ("IN.2081978709342942", "+919876543210")


async def test_a_new_owner_of_a_number_is_a_new_person(rig: Rig) -> None:
    await rig.whatsapp(WhatsAppCitizen(user_id="IN.OLD").says("hi"))
    await rig.idle()
    await rig.whatsapp(WhatsAppCitizen(user_id="IN.NEW").says("hi"))
    await rig.idle()
    rows = {row.external_id: row for row in await Identity.all()}
    assert (rows["IN.OLD"].phone, rows["IN.NEW"].phone) == (None, "+919876543210")
    assert rows["IN.OLD"].person_id != rows["IN.NEW"].person_id


async def test_a_changed_number_and_a_changed_id_stay_the_same_person(rig: Rig) -> None:
    await rig.whatsapp(WhatsAppCitizen().says("hi"))
    await rig.idle()
    person = (await Identity.get()).person_id
    for name in ("x-system-number-change", "x-system-user-changed-user-id"):
        body = json.loads((ROOT / "tests" / "payloads" / "whatsapp" / f"{name}.json").read_text("utf-8"))
        message = body["entry"][0]["changes"][0]["value"]["messages"][0]
        message["from_user_id"] = "IN.2081978709342942"
        message["system"].pop("previous_user_id", None)
        await rig.whatsapp(body)
        await rig.idle()
    identity = await Identity.get()
    assert (identity.person_id, identity.external_id, identity.phone) == (
        person,
        "IN.CURRENTBSUID",
        "+919999999999",
    )


async def test_a_turn_costs_few_statements(rig: Rig, monkeypatch: Any) -> None:
    citizen = TelegramCitizen()
    await rig.telegram(citizen.says("first"))
    await rig.idle()
    statements = await counted(rig, citizen, monkeypatch)
    # Inbox and outbox alone; the conversation's own come on top, within the ten of product.md §13.
    assert len(statements) <= 6, statements


async def counted(rig: Rig, citizen: TelegramCitizen, monkeypatch: Any) -> list[str]:
    from bots import hot

    seen: list[str] = []
    original = hot.rows

    async def counting(sql: str, *values: object) -> list[hot.Row]:
        seen.append(" ".join(sql.split())[:80])
        return await original(sql, *values)

    monkeypatch.setattr(hot, "rows", counting)
    await rig.telegram(citizen.says("second"))
    await rig.idle()
    assert await Outbound.all().count() == 2
    return seen


async def test_what_was_no_json_to_us_is_read_again_by_the_same_command(rig: Rig) -> None:
    """After a fix: here a body that the version before could not read, and one that nobody ever can."""
    good = as_bytes(WhatsAppCitizen().says("अब पढ़ा गया"))
    for number, body in enumerate((good, b'\xff\x00"cut \\ off')):
        lost = RawEvent(EventLane.UNREADABLE, f"old:{number}", raw.shown(body))
        await store("whatsapp", [lost], clock.now() - timedelta(minutes=1))
    assert await Inbound.filter(state=InboundState.PARKED).count() == 2
    assert await reprocess() == 1
    await rig.service.inbox.sweep()
    await rig.idle()
    assert rig.stand_in.texts() == ["echo अब पढ़ा गया"]
    assert (await Inbound.get(vendor_key="old:0")).state is InboundState.DONE
    left = await Inbound.get(vendor_key="old:1")
    assert (left.state, raw.unshown(left.body)) == (InboundState.PARKED, b'\xff\x00"cut \\ off')
    assert await reprocess([left.id]) == 0


async def test_whoever_waits_longer_than_a_moment_sees_that_we_type(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here behind a crowd: every place for a turn is taken."""
    monkeypatch.setattr(inbox, "TYPING_S", 0.0)
    crowd = asyncio.Semaphore(0)
    monkeypatch.setattr(rig.service.inbox, "_room", crowd)
    await rig.whatsapp(WhatsAppCitizen().says("hi"))
    async with asyncio.timeout(10):
        while not rig.stand_in.other("read"):  # noqa: ASYNC110  (the stand-in makes it true)
            await asyncio.sleep(0)
    crowd.release()
    await rig.idle()
    assert rig.stand_in.other("read")[0].body["typing_indicator"] == {"type": "text"}
    assert rig.stand_in.texts() == ["echo hi"]
