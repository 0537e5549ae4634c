"""What is queued leaves once, within the vendors' rules; what cannot leave is told to somebody."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine

import clock
import settings as settings_module
from bots import jobs, undelivered
from bots.outbound import Say
from bots.queue import queue
from models.messages import Circuit, Counter, Lane, Outbound, OutboundState
from models.people import Identity, Person
from models.supervision import CallListEntry
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, due, notice, state
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen
from tests.vendors.faults import answer_file


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Half past twelve in the office: no quiet hours. Time goes on from there."""
    with time_machine.travel(NOON, tick=True):
        yield


def test_what_an_earlier_version_left_in_the_queue_is_still_read() -> None:
    body = json.loads(Say("x").to_json()) | {"answers_tap": False}
    assert Say.from_json(json.dumps(body)) == Say("x")


async def test_the_same_key_is_queued_once(rig: Rig) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    await notice(identity.person_id)
    assert (
        await queue(Say("x"), person_id=identity.person_id, lane=Lane.NOTICE, purpose="p", key="n1") is None
    )


async def test_a_sweep_sends_replies_before_notices_before_bulk(rig: Rig) -> None:
    """Fault 31."""
    identity = await citizen_of(rig, TelegramCitizen())
    for lane in (Lane.BULK, Lane.NOTICE, Lane.REPLY):
        await notice(identity.person_id, lane.value, key=lane.value, lane=lane)
    rig.stand_in.calls.clear()
    claimed = await jobs.claim_due(10)
    assert [job.lane for job in claimed] == [Lane.REPLY, Lane.NOTICE, Lane.BULK]


async def test_one_persons_messages_leave_in_order(rig: Rig) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    first, second = [await notice(identity.person_id, str(n), key=str(n)) for n in (1, 2)]
    rig.stand_in.telegram_faults.queued.append(answer_file("telegram", "api-500"))
    await rig.service.outbox.sweep()
    assert await rig.service.outbox.sweep() == 0
    await due(first)
    await rig.service.outbox.sweep()
    await due(first, second)
    await rig.service.outbox.sweep()
    assert rig.stand_in.texts()[-2:] == ["1", "2"]


async def test_retry_after_is_kept_exactly_and_only_for_that_chat(rig: Rig) -> None:
    """Fault 25."""
    slow = await citizen_of(rig, TelegramCitizen(id=1))
    quick = await citizen_of(rig, TelegramCitizen(id=2))
    held = await notice(slow.person_id, "slow", key="s")
    rig.stand_in.telegram_faults.queued.append(answer_file("telegram", "api-429"))
    await rig.service.outbox.sweep()
    row = await Outbound.get(id=held)
    wait = (row.next_attempt_at - clock.now()).total_seconds()
    assert (row.state, 33 < wait <= 35 * 1.2) == (OutboundState.QUEUED, True)
    await notice(quick.person_id, "quick", key="q")
    await due(held)
    await rig.service.outbox.sweep()
    # The pause of the chat holds even when the row comes due early.
    assert rig.stand_in.texts(to="2")[-1] == "quick"
    assert (await state(held)) == (OutboundState.QUEUED, "limit")


async def test_a_refused_token_stops_the_channel_once_and_keeps_the_queue(rig: Rig) -> None:
    """Fault 27."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    ids = [await notice(identity.person_id, str(n), key=str(n)) for n in range(3)]
    rig.stand_in.token = "another"
    before = rig.stand_in.unauthorised
    for _ in range(4):
        await due(*ids)
        await rig.service.outbox.sweep()
    assert rig.stand_in.unauthorised == before + 1
    assert {(await state(row))[0] for row in ids} == {OutboundState.QUEUED}
    circuit = await Circuit.get()
    assert (circuit.open, circuit.code) == (True, "190")
    assert (await Counter.get(name="alarm:stopped")).value == 1


async def test_a_new_token_opens_the_channel_again(rig: Rig, channel_settings: Any) -> None:
    from bots.service import assemble

    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    rig.stand_in.token = "renewed"
    await rig.service.outbox.sweep()
    renewed = channel_settings.whatsapp.model_copy(
        update={"token": type(channel_settings.whatsapp.token)("renewed")}
    )
    service = assemble(channel_settings.model_copy(update={"whatsapp": renewed}), rig.echo)
    await due(row)
    await service.outbox.sweep()
    await service.close()
    assert (await state(row))[0] is OutboundState.SENT
    assert not (await Circuit.get()).open


async def test_a_blocked_person_is_reached_on_the_other_channel(rig: Rig) -> None:
    """Fault 28."""
    telegram = await citizen_of(rig, TelegramCitizen())
    other = await citizen_of(rig, WhatsAppCitizen())
    await Identity.filter(id=other.id).update(
        person_id=telegram.person_id, last_inbound_at=clock.now() - timedelta(hours=1)
    )
    row = await notice(telegram.person_id, "important")
    rig.stand_in.telegram_faults.queued.append(answer_file("telegram", "api-403-blocked"))
    await rig.service.outbox.sweep()
    await rig.service.outbox.sweep()
    assert (await state(row))[0] is OutboundState.SENT
    assert rig.stand_in.texts("whatsapp")[-1] == "important"
    assert (await Identity.get(id=telegram.id)).blocked_at is not None


async def test_a_restricted_account_is_gone_round_but_not_amid_a_talk(rig: Rig) -> None:
    """368: it may last for days; whoever also has Telegram hears there."""
    whatsapp = await citizen_of(rig, WhatsAppCitizen())
    other = await citizen_of(rig, TelegramCitizen())
    await Identity.filter(id=other.id).update(
        person_id=whatsapp.person_id, last_inbound_at=clock.now() - timedelta(hours=1)
    )
    rows = [await notice(whatsapp.person_id, "news", key="first")]
    rig.stand_in.whatsapp_faults.queued.append(answer_file("whatsapp", "graph-error-368"))
    await rig.service.outbox.sweep()
    rows.append(await notice(whatsapp.person_id, "more news", key="second"))
    talk = await notice(whatsapp.person_id, "answer", key="talk", lane=Lane.REPLY)
    for _ in range(3):
        await rig.service.outbox.sweep()
    assert rig.stand_in.texts("telegram")[-2:] == ["news", "more news"]
    assert [await state(row) for row in (*rows, talk)] == [
        (OutboundState.SENT, ""),
        (OutboundState.SENT, ""),
        (OutboundState.QUEUED, "stopped"),
    ]


async def test_a_person_nobody_reaches_is_put_on_the_call_list(rig: Rig) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    row = await notice(identity.person_id, "important", ticket_id=7)
    rig.stand_in.telegram_faults.queued.append(answer_file("telegram", "api-403-deactivated"))
    await rig.service.outbox.sweep()
    entry = await CallListEntry.get()
    assert (await state(row)) == (OutboundState.UNREACHABLE, "403")
    assert (entry.person_id, entry.ticket_id, entry.text) == (identity.person_id, 7, "important")


async def test_without_an_approved_template_the_operator_is_told(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await Identity.all().update(last_inbound_at=None)
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    assert (await state(row)) == (OutboundState.UNREACHABLE, "no-template")
    assert await CallListEntry.all().count() == 1


async def test_a_crash_after_the_claim_sends_again_and_bulk_does_not(rig: Rig) -> None:
    """Faults 7 and 8."""
    identity = await citizen_of(rig, TelegramCitizen())
    plain = await notice(identity.person_id, key="plain")
    bulk = await notice(identity.person_id, key="bulk", lane=Lane.BULK)
    assert len(await jobs.claim_due(10)) == 2
    await Outbound.filter(id__in=[plain, bulk]).update(claimed_until=clock.now() - timedelta(seconds=1))
    await jobs.release_expired()
    assert [(await state(row))[0] for row in (plain, bulk)] == [OutboundState.QUEUED, OutboundState.UNKNOWN]


async def test_quiet_hours_hold_what_is_neither_urgent_nor_an_answer(rig: Rig) -> None:
    person = await Person.create(created_at=clock.now())
    with time_machine.travel("2026-11-23T18:00:00+00:00", tick=False):
        kinds: dict[str, dict[str, Any]] = {
            "plain": {},
            "urgent": {"urgent": True},
            "answer": {"answers": True},
        }
        ids = {name: await notice(person.id, key=name, **more) for name, more in kinds.items()}
        waits = {
            name: (await Outbound.get(id=row)).next_attempt_at - clock.now() for name, row in ids.items()
        }
    assert waits == {"plain": timedelta(hours=8, minutes=30), "urgent": timedelta(), "answer": timedelta()}


async def test_the_election_switch_cancels_bulk_only(
    rig: Rig, channel_settings: Any, monkeypatch: Any
) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    bulk = await notice(identity.person_id, key="bulk", lane=Lane.BULK)
    plain = await notice(identity.person_id, key="plain")
    strict = channel_settings.model_copy(
        update={"elections": channel_settings.elections.model_copy(update={"code_of_conduct": True})}
    )
    monkeypatch.setattr(settings_module, "current", lambda: strict)
    later = await notice(identity.person_id, key="later", lane=Lane.BULK)
    await rig.service.outbox.sweep()
    states = [(await state(row))[0] for row in (bulk, plain, later)]
    assert states == [OutboundState.CANCELLED, OutboundState.SENT, OutboundState.CANCELLED]


async def test_a_card_is_edited_where_the_channel_can(rig: Rig) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    for number in (1, 2):
        say = Say(f"card {number}", card="ticket:7")
        row = await queue(
            say, person_id=identity.person_id, lane=Lane.NOTICE, purpose="officer_alert", key=str(number)
        )
        await due(row or 0)
        await rig.service.outbox.sweep()
    methods = [call.method for call in rig.stand_in.sent() if "card" in call.body.get("text", "")]
    assert methods == ["sendMessage", "editMessageText"]


async def test_sent_but_never_delivered_is_flagged(rig: Rig) -> None:
    """Fault 30."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    await Outbound.filter(id=row).update(sent_at=clock.now() - timedelta(hours=7))
    await undelivered.look()
    assert (await Outbound.get(id=row)).flagged_at is not None
    assert await Counter.filter(name="alarm:undelivered").count() == 0


@pytest.mark.parametrize(("arrived", "alarms"), [(10, 0), (9, 1)])
async def test_an_alarm_when_most_is_not_delivered(rig: Rig, arrived: int, alarms: int) -> None:
    """An account without a payment method is answered with success, and nothing is delivered."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    ids = [await notice(identity.person_id, key=str(number)) for number in range(10 + arrived)]
    long_ago = {"channel": "whatsapp", "sent_at": clock.now() - timedelta(hours=7)}
    await Outbound.filter(id__in=ids[:10]).update(state=OutboundState.SENT, **long_ago)
    await Outbound.filter(id__in=ids[10:]).update(state=OutboundState.READ, **long_ago)
    assert await undelivered.look() == 10
    assert await Counter.filter(name="alarm:undelivered").count() == alarms


async def test_every_tap_is_answered(rig: Rig) -> None:
    await rig.telegram(TelegramCitizen().taps("v1:yes"))
    await rig.idle()
    assert len(rig.stand_in.other("answerCallbackQuery")) == 1


async def test_one_read_receipt_ticks_all_a_person_wrote(rig: Rig) -> None:
    sita, gita = WhatsAppCitizen(), WhatsAppCitizen("919000000001", "IN.2")
    last: dict[str, Any] = {}
    for body in (sita.says("hi"), gita.says("hi"), sita.says("नल सूखा है")):
        await rig.whatsapp(body)
        last = body
    await rig.idle()
    await rig.service.settle()
    await rig.service.settle()
    read = rig.stand_in.other("read")
    assert len(read) == 2
    assert {call.body["status"] for call in read} == {"read"}
    assert any(str(call.body["message_id"]) in str(last) for call in read)


async def test_a_long_reply_is_several_messages_and_one_row(rig: Rig) -> None:
    rig.echo.answer = lambda _: [Say("शब्द " * 2000)]
    await rig.telegram(TelegramCitizen().says("hi"))
    await rig.idle()
    assert len(rig.stand_in.sent()) == 3
    assert (await Outbound.get()).sent_parts == 3
