"""What became of a message: unknown outcomes, statuses in any order, failures told late."""

from collections import Counter as Counted
from datetime import timedelta
from typing import Any

import pytest
import time_machine

import clock
from bots import jobs
from bots.channel import Rates
from bots.outbound import File, Option, Say
from bots.queue import queue
from bots.templates.registry import load
from bots.whatsapp import templates as registered
from models.messages import Counter, Inbound, Lane, Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, due, notice, state
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, whatsapp
from tests.vendors.faults import Fault

PIXEL = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.fixture(autouse=True)
def noon() -> Any:
    """Half past twelve in the office: no quiet hours. Time goes on from there."""
    with time_machine.travel(NOON, tick=True):
        yield


UNKNOWN = [
    ("a cut connection", "whatsapp", Fault(how="cut")),
    ("taken, but no answer", "whatsapp", Fault(how="half")),
    ("an empty success", "whatsapp", Fault(200, {})),
    ("a gateway's page", "whatsapp", Fault(502, "<html>502</html>")),
    ("a cut success", "telegram", Fault(200, '{"ok": tr')),
]


@pytest.mark.parametrize(("name", "channel", "fault"), UNKNOWN, ids=[row[0] for row in UNKNOWN])
async def test_an_unknown_outcome_waits_before_it_is_repeated(
    rig: Rig, name: str, channel: str, fault: Fault
) -> None:
    """Faults 8 and 26."""
    identity = await citizen_of(rig, WhatsAppCitizen() if channel == "whatsapp" else TelegramCitizen())
    faults = rig.stand_in.whatsapp_faults if channel == "whatsapp" else rig.stand_in.telegram_faults
    row = await notice(identity.person_id)
    faults.queued.append(fault)
    await rig.service.outbox.sweep()
    assert (await state(row))[0] is OutboundState.UNKNOWN
    await jobs.release_expired()
    assert (await state(row))[0] is OutboundState.UNKNOWN
    await due(row)
    await jobs.release_expired()
    await rig.service.outbox.sweep()
    assert (await state(row))[0] is OutboundState.SENT


async def test_what_must_be_left_out_is_logged(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    eleven = tuple(Option(f"o|{number}", f"गाँव {number}") for number in range(11))
    await queue(
        Say("कौन सा?", eleven), person_id=identity.person_id, lane=Lane.REPLY, purpose="reply", key="long"
    )
    await rig.service.outbox.sweep()
    assert "11. गाँव 10" in rig.stand_in.texts()[-1]
    assert any("left out" in record.message for record in caplog.records)


async def test_bulk_of_unknown_outcome_is_never_repeated(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id, lane=Lane.BULK)
    rig.stand_in.whatsapp_faults.queued.append(Fault(how="cut"))
    await rig.service.outbox.sweep()
    await due(row)
    await jobs.release_expired()
    assert (await state(row))[0] is OutboundState.UNKNOWN


def status_of(row: int, name: str, **more: Any) -> dict[str, Any]:
    status = {
        "id": "wamid.x",
        "status": name,
        "timestamp": "1795400000",
        "biz_opaque_callback_data": str(row),
    }
    return whatsapp(statuses=[status | more])


async def test_our_own_key_settles_an_unknown_outcome(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    rig.stand_in.whatsapp_faults.queued.append(Fault(how="half"))
    await rig.service.outbox.sweep()
    await rig.whatsapp(status_of(row, "delivered"))
    await rig.idle()
    assert (await state(row))[0] is OutboundState.DELIVERED


@pytest.mark.parametrize(
    "order", [("sent", "delivered", "read"), ("read", "delivered", "sent"), ("delivered", "read", "sent")]
)
async def test_statuses_only_rise(rig: Rig, order: tuple[str, ...]) -> None:
    """Fault 20."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    pricing = {"type": "regular", "category": "service"}
    for name in order:
        await rig.whatsapp(status_of(row, name, pricing=pricing))
        await rig.idle()
    assert (await state(row))[0] is OutboundState.READ
    assert (await Counter.get(name="whatsapp:regular:service")).value == 1


@pytest.mark.parametrize("order", [("delivered", "read"), ("read", "delivered")])
async def test_each_piece_of_a_long_message_is_counted_once(rig: Rig, order: tuple[str, ...]) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id, "क " * 4000)
    await rig.service.outbox.sweep()
    for name in order:
        for vendor_id, key in (("wamid.first", f"{row}-0"), ("wamid.last", f"{row}")):
            pricing = {"type": "regular", "category": "service"}
            more = {"id": vendor_id, "biz_opaque_callback_data": key, "pricing": pricing}
            await rig.whatsapp(status_of(row, name, **more))
            await rig.idle()
    assert (await Counter.get(name="whatsapp:regular:service")).value == 2


async def test_a_status_before_its_message_waits_for_it(rig: Rig) -> None:
    """Fault 20."""
    await rig.whatsapp(
        whatsapp(statuses=[{"id": "wamid.early", "status": "delivered", "timestamp": "1795400000"}])
    )
    await rig.idle()
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    await Outbound.filter(id=row).update(vendor_id="wamid.early")
    await Inbound.filter(lane="status").update(next_attempt_at=clock.now() - timedelta(seconds=1))
    await rig.service.inbox.sweep()
    await rig.idle()
    assert (await state(row))[0] is OutboundState.DELIVERED


async def test_a_failed_status_falls_back_like_a_failed_send(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    errors = [{"code": 131026, "title": "undeliverable"}]
    await rig.whatsapp(status_of(row, "failed", errors=errors))
    await rig.idle()
    assert (await state(row)) == (OutboundState.UNREACHABLE, "131026")
    assert (await Identity.get()).failures == 1


PHOTO = File("photo", "k")
LATE = [
    ("the window had closed", "131047", Say("खबर"), [("text", 1), ("template", 1)]),
    (
        "the file was no good",
        "131053",
        Say("पावती", files=(File("photo", "k"),)),
        [("image", 1), ("text", 1)],
    ),
]


@pytest.mark.parametrize(("name", "code", "say", "kinds"), LATE, ids=[row[0] for row in LATE])
async def test_a_refusal_that_comes_with_a_status_is_remedied_like_one_at_once(
    rig: Rig, name: str, code: str, say: Say, kinds: list[tuple[str, int]]
) -> None:
    for wording in load():
        await registered.keep(wording, "approved")
        rig.stand_in.templates[wording.name] = "APPROVED"
    identity = await citizen_of(rig, WhatsAppCitizen())
    await rig.service.storage.put("k", PIXEL)
    rig.stand_in.calls.clear()
    row = await queue(
        say, person_id=identity.person_id, lane=Lane.NOTICE, purpose="started", key="n1", answers=True
    )
    assert row is not None
    await rig.service.outbox.sweep()
    for times in range(3):
        # Meta may go on refusing: then it ends.
        await rig.whatsapp(status_of(row, "failed", id=f"wamid.late{times}", errors=[{"code": int(code)}]))
        await rig.idle()
        if not times:
            await rig.service.outbox.sweep()
            sent = Counted(str(call.body["type"]) for call in rig.stand_in.sent("whatsapp"))
            assert sorted(sent.items()) == sorted(kinds)
            assert (await state(row))[0] is OutboundState.SENT
            # Who is told of a file and gets none is told that too.
            said = [str(call.body) for call in rig.stand_in.sent("whatsapp") if call.body["type"] == "text"]
            assert all(("साथ की फ़ाइल इस बार नहीं जा सकी" in words) == bool(say.files) for words in said)
        await rig.service.outbox.sweep()
    assert (await state(row)) == (OutboundState.UNREACHABLE, code)


async def test_what_is_remedied_stays_so_while_the_limits_leave_no_room(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await rig.service.storage.put("k", PIXEL)
    say = Say("पावती", files=(PHOTO,))
    row = await queue(
        say, person_id=identity.person_id, lane=Lane.NOTICE, purpose="started", key="n1", answers=True
    )
    await Outbound.filter(id=row).update(error_code="131053")
    rig.service.channels["whatsapp"].rates = Rates(1000, person_every_s=60, person_burst=0, notice_burst=0)
    await rig.service.outbox.sweep()
    assert await state(row or 0) == (OutboundState.QUEUED, "131053")


async def test_a_failure_told_before_the_send_is_recorded_waits_for_that(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    await Outbound.filter(id=row).update(state=OutboundState.SENDING)
    await rig.whatsapp(status_of(row, "failed", errors=[{"code": 131026}]))
    await rig.idle()
    assert (await Inbound.get(lane="status")).state == "new"
