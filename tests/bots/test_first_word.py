"""Whom we may write to first: so many a day, by need; and no marketing to those who want none."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

import clock
import settings as settings_module
from bots import quota
from bots.templates.registry import load
from bots.whatsapp import templates as registered
from bots.whatsapp import tier
from models.messages import Counter, Initiated, Lane, Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, due, notice, state
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen, whatsapp
from tests.vendors.faults import Fault


@pytest.fixture(autouse=True)
def at() -> Any:
    """Half past twelve in the office; time moves when the test says so."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def limited(channel_settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that may write to ten people a day."""
    changed = channel_settings.whatsapp.model_copy(update={"daily_limit": 10})
    made = channel_settings.model_copy(update={"whatsapp": changed})
    monkeypatch.setattr(settings_module, "current", lambda: made)


async def taken(first: int, count: int, lane: Lane, **more: Any) -> int:
    """How many of so many people may be written to now."""
    waits = [await quota.take("whatsapp", number, lane, **more) for number in range(first, first + count)]
    return sum(wait == 0 for wait in waits)


async def test_bulk_waits_before_notices_and_notices_before_what_is_urgent(
    limited: None, database: str
) -> None:
    assert await taken(0, 12, Lane.BULK) == 7
    assert await taken(100, 12, Lane.NOTICE) == 2
    assert await taken(200, 12, Lane.NOTICE, urgent=True) == 1
    assert await taken(300, 1, Lane.REPLY) == 0
    assert await Initiated.all().count() == 10
    assert (await Counter.get(name="alarm:daily-limit")).value > 0


async def test_the_same_person_counts_once_and_a_day_later_no_more(
    limited: None, database: str, at: Any
) -> None:
    assert await taken(0, 10, Lane.REPLY) == 10
    assert await taken(0, 10, Lane.BULK) == 10
    at.shift(timedelta(hours=23))
    wait = await quota.take("whatsapp", 77, Lane.REPLY)
    assert wait == quota.LONGEST_S
    at.shift(timedelta(minutes=59, seconds=50))
    assert await quota.take("whatsapp", 77, Lane.REPLY) == 10
    at.shift(timedelta(seconds=11))
    assert await quota.forget_old() == 10
    assert await taken(0, 10, Lane.REPLY) == 10


async def test_until_meta_says_more_it_is_what_every_account_begins_with(
    channel_settings: Any, database: str
) -> None:
    assert await taken(0, 251, Lane.REPLY) == 250
    await quota.learn("whatsapp", 2000)
    assert await taken(300, 10, Lane.REPLY) == 10
    await quota.learn("whatsapp", quota.UNLIMITED)
    assert await taken(400, 10, Lane.BULK) == 10


WORDS = [
    ("TIER_250", 250),
    ("TIER_2K", 2000),
    ("TIER_100K", 100_000),
    ("TIER_UNLIMITED", quota.UNLIMITED),
    ("-1", quota.UNLIMITED),
    (1000, 1000),
    ("TIER_NOT_SET", None),
    (None, None),
    ("0", None),
]


@pytest.mark.parametrize(("word", "people"), WORDS, ids=[str(row[0]) for row in WORDS])
def test_the_limit_in_all_of_metas_words(word: Any, people: int | None) -> None:
    assert tier.people(word) == people


CHANGES = [
    ("business_capability_update", {"max_daily_conversation_per_phone": 10_000}, 10_000),
    ("business_capability_update", {"max_daily_conversations_per_business": "TIER_2K"}, 2000),
    ("phone_number_quality_update", {"event": "DOWNGRADE", "current_limit": "TIER_1K"}, 1000),
]


@pytest.mark.parametrize(("name", "value", "people"), CHANGES, ids=["phone", "business", "quality"])
async def test_webhooks_change_the_limit(rig: Rig, name: str, value: dict[str, Any], people: int) -> None:
    change = {"field": name, "value": value}
    await rig.whatsapp({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]})
    await rig.idle()
    assert (await Counter.get(name="people-a-day:whatsapp")).value == people


async def test_at_its_start_a_process_asks_meta(rig: Rig) -> None:
    rig.stand_in.tier = "TIER_10K"
    await rig.service.learn_account()
    assert (await Counter.get(name="people-a-day:whatsapp")).value == 10_000


async def outside(rig: Rig, who: WhatsAppCitizen) -> Identity:
    """Somebody whose window is closed."""
    identity = await citizen_of(rig, who)
    await Identity.filter(id=identity.id).update(last_inbound_at=None)
    await registered.keep(load()[0], "approved")
    return identity


async def test_beyond_the_limit_a_notice_waits_in_the_queue_and_answers_go_on(
    rig: Rig, limited: None
) -> None:
    identity = await outside(rig, WhatsAppCitizen())
    await taken(1000, 10, Lane.REPLY)
    row = await notice(identity.person_id)
    before = len(rig.stand_in.sent())
    await rig.service.outbox.sweep()
    found = await Outbound.get(id=row)
    assert (found.state, found.error_code, found.attempts) == (OutboundState.QUEUED, "daily-limit", 0)
    assert len(rig.stand_in.sent()) == before
    await Identity.filter(id=identity.id).update(last_inbound_at=clock.now())
    await due(row)
    await rig.service.outbox.sweep()
    assert (await state(row))[0] is OutboundState.SENT, "inside the window nothing is counted"


# Marketing


def preference(who: WhatsAppCitizen, value: str) -> dict[str, Any]:
    told = {"wa_id": who.number, "user_id": who.user_id, "category": "marketing_messages", "value": value}
    change = {"field": "user_preferences", "value": {"user_preferences": [told]}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


async def test_who_stopped_marketing_gets_no_bulk_until_they_want_it_again(rig: Rig) -> None:
    who = WhatsAppCitizen()
    identity = await citizen_of(rig, who)
    await rig.whatsapp(preference(who, "stop"))
    await rig.idle()
    bulk = await notice(identity.person_id, key="b", lane=Lane.BULK)
    plain = await notice(identity.person_id, key="p")
    await rig.service.outbox.sweep()
    assert [await state(row) for row in (bulk, plain)] == [
        (OutboundState.UNREACHABLE, "opted-out"),
        (OutboundState.SENT, ""),
    ]
    await rig.whatsapp(preference(who, "resume"))
    await rig.idle()
    again = await notice(identity.person_id, key="again", lane=Lane.BULK)
    await rig.service.outbox.sweep()
    assert (await state(again))[0] is OutboundState.SENT


async def test_131050_is_remembered_and_the_other_channel_is_used(rig: Rig) -> None:
    other = await citizen_of(rig, TelegramCitizen())
    identity = await citizen_of(rig, WhatsAppCitizen())
    await Identity.filter(id=other.id).update(
        person_id=identity.person_id, last_inbound_at=clock.now() - timedelta(days=1)
    )
    row = await notice(identity.person_id)
    rig.stand_in.whatsapp_faults.queued.append(Fault(400, {"error": {"code": 131050}}))
    await rig.service.outbox.sweep()
    await due(row)
    await rig.service.outbox.sweep()
    found = await Identity.get(id=identity.id)
    assert (found.marketing_stopped_at, found.failures) == (clock.now(), 0)
    assert ((await Outbound.get(id=row)).channel, (await state(row))[0]) == ("telegram", OutboundState.SENT)


async def test_a_template_that_meta_filed_as_marketing_is_passed_over_for_them(rig: Rig) -> None:
    identity = await outside(rig, WhatsAppCitizen())
    await Identity.filter(id=identity.id).update(marketing_stopped_at=clock.now())
    main, spare = load()[:2]
    await registered.keep(main, "approved", category="MARKETING")
    await registered.keep(spare, "approved")
    for wording in (main, spare):
        rig.stand_in.templates[wording.name] = "APPROVED"
    row = await notice(identity.person_id)
    await rig.service.outbox.sweep()
    assert (await state(row))[0] is OutboundState.SENT
    assert rig.stand_in.sent()[-1].body["template"]["name"] == spare.name


# Failures of an address


async def test_failures_count_once_a_day(rig: Rig, at: Any) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    errors = [{"code": 131026, "title": "undeliverable"}]
    for day, key in enumerate(("a", "b", "c")):
        await Identity.filter(id=identity.id).update(last_inbound_at=clock.now())
        row = await notice(identity.person_id, key=key)
        await rig.service.outbox.sweep()
        status = {"id": f"w{key}", "status": "failed", "timestamp": "1795400000", "errors": errors}
        await rig.whatsapp(whatsapp(statuses=[status | {"biz_opaque_callback_data": str(row)}]))
        await rig.idle()
        assert (await Identity.get(id=identity.id)).failures == max(1, day)
        at.shift(timedelta(hours=1 if day == 0 else 24))


async def test_the_limit_for_one_person_is_waited_for_a_day_where_there_is_no_other_channel(rig: Rig) -> None:
    """131049: Meta's own cap on marketing to one person."""
    identity = await citizen_of(rig, WhatsAppCitizen())
    row = await notice(identity.person_id)
    rig.stand_in.whatsapp_faults.queued.append(Fault(400, {"error": {"code": 131049}}))
    await rig.service.outbox.sweep()
    found = await Outbound.get(id=row)
    assert (found.state, found.next_attempt_at >= clock.now() + timedelta(days=1)) == (
        OutboundState.QUEUED,
        True,
    )
    assert (await Identity.get(id=identity.id)).failures == 0
