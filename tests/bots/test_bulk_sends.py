"""A broadcast on its last yards: at which hour, to whom still, by which template, and how to end it."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

import clock
import settings as settings_module
from bots import broadcasts, bulk, deeds, standing
from bots.capabilities import TELEGRAM, WEBCHAT, WHATSAPP
from bots.dialog.effects import Remember
from bots.fit import Shape, fit
from bots.fit.limits import Unit
from bots.fit.measure import size
from bots.templates import fill
from bots.templates.choice import pick
from bots.templates.registry import load
from bots.whatsapp import templates as registered
from models.areas import Area, AreaKind
from models.broadcasts import Broadcast, BroadcastState
from models.departments import Department
from models.messages import Lane, Outbound, OutboundState
from models.people import Identity, Person
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, notice
from tests.vendors.citizens import TelegramCitizen, WhatsAppCitizen
from texts import LANGUAGES
from tickets.addressing import LONGEST

CARDS = [card for card in load() if card.purpose == "broadcast"]
WORDS = "कल सुबह 10 बजे पानी की टंकी साफ होगी।\nघर में पानी भर लीजिए।"


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=True):
        yield


async def queued(identity: Identity) -> Broadcast:
    """One broadcast in the outbox, for this person alone."""
    area = await Area.create(code="chhura", kind=AreaKind.BLOCK, name_hi="छुरा", name_en="Chhura", path="1.")
    await Person.filter(id=identity.person_id).update(area_id=area.id)
    row = await Broadcast.create(
        words_hi=WORDS,
        area=area,
        area_path="1.",
        made_by=1,
        made_at=clock.now(),
        state=BroadcastState.SENDING,
    )
    row = await Broadcast.get(id=row.id).select_related("area", "department")
    until = clock.now() + timedelta(days=1)
    assert await bulk.queue_part(row, 0, identity.person_id, until) == 1
    return row


async def state() -> OutboundState:
    return (await Outbound.get(purpose="broadcast")).state


async def test_it_arrives_with_its_button(rig: Rig) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    await queued(identity)
    await rig.service.outbox.sweep()
    assert rig.stand_in.texts()[-1] == (
        f'📢 <b>छुरा के लिए सूचना</b>\n{WORDS}\n\n🔕 ऐसी सूचनाएँ न चाहिए हों तो "सूचनाएँ बंद" लिखिए।'
    )
    assert await state() is OutboundState.SENT


async def test_what_is_still_waiting_at_nine_in_the_evening_waits_for_the_morning(rig: Rig) -> None:
    """The vendors' limits may hold it up for hours; replies and notices go as always."""
    identity = await citizen_of(rig, TelegramCitizen())
    await queued(identity)
    with time_machine.travel("2026-11-23T15:31:00+00:00", tick=True):
        urgent = await notice(identity.person_id, key="urgent", urgent=True)
        await rig.service.outbox.sweep()
        assert await state() is OutboundState.QUEUED
        assert (await Outbound.get(id=urgent)).state is OutboundState.SENT
    with time_machine.travel("2026-11-24T02:31:00+00:00", tick=True):
        await rig.service.outbox.sweep()
        assert await state() is OutboundState.SENT


@pytest.mark.parametrize("why", ["stopped_at", "broadcasts_off_at", "erased_at", "cancelled"])
async def test_the_last_look_before_it_leaves(rig: Rig, why: str) -> None:
    """A row that another process held while it was called off does not leave afterwards."""
    identity = await citizen_of(rig, TelegramCitizen())
    row = await queued(identity)
    if why == "cancelled":
        await Broadcast.filter(id=row.id).update(state=BroadcastState.CANCELLED)
    else:
        await Person.filter(id=identity.person_id).update(**{why: clock.now()})
    before = len(rig.stand_in.texts())
    await rig.service.outbox.sweep()
    assert (await state(), len(rig.stand_in.texts())) == (OutboundState.CANCELLED, before)


@pytest.mark.parametrize("wish", [Remember(broadcasts=False), Remember(stopped=True)])
async def test_who_ends_it_does_not_get_what_waits(rig: Rig, wish: Remember) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    await queued(identity)
    plain = await notice(identity.person_id, key="plain")
    who = await standing.of(identity)
    await deeds.do(wish, identity, who)
    assert await state() is OutboundState.CANCELLED
    assert (await Outbound.get(id=plain)).state is OutboundState.QUEUED
    person = await Person.get(id=identity.person_id)
    assert (person.broadcasts_off_at is None) == (wish.broadcasts is None)
    await deeds.do(Remember(broadcasts=True), identity, who)
    assert (await Person.get(id=identity.person_id)).broadcasts_off_at is None


async def test_the_election_switch_holds_it_at_the_last_moment(
    rig: Rig, channel_settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = await citizen_of(rig, TelegramCitizen())
    await queued(identity)
    strict = channel_settings.elections.model_copy(update={"code_of_conduct": True})
    changed = channel_settings.model_copy(update={"elections": strict})
    monkeypatch.setattr(settings_module, "current", lambda: changed)
    assert not await bulk.is_wanted((await Outbound.get(purpose="broadcast")).id)
    await rig.service.outbox.sweep()
    assert await state() is OutboundState.CANCELLED


# Outside WhatsApp's window


async def approve(rig: Rig, *purposes: str) -> None:
    for wording in load():
        if wording.purpose in purposes:
            await registered.keep(wording, "approved")
            rig.stand_in.templates[wording.name] = "APPROVED"


async def test_outside_the_window_it_goes_by_its_own_template(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "broadcast", "news")
    await Identity.all().update(last_inbound_at=clock.now() - timedelta(hours=25))
    await queued(identity)
    await rig.service.outbox.sweep()
    sent = rig.stand_in.sent()[-1].body["template"]
    assert sent["name"] == "samvad_broadcast_v1"
    assert sent["components"] == [
        {"type": "body", "parameters": [{"type": "text", "text": WORDS.replace("\n", " ")}]},
        {
            "type": "button",
            "sub_type": "quick_reply",
            "index": "0",
            "parameters": [{"type": "payload", "payload": "m:quiet"}],
        },
    ]


async def test_never_by_the_template_for_news_of_a_ticket(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await approve(rig, "news")
    await Identity.all().update(last_inbound_at=clock.now() - timedelta(hours=25))
    await queued(identity)
    before = len(rig.stand_in.sent())
    await rig.service.outbox.sweep()
    assert await state() is OutboundState.UNREACHABLE
    assert len(rig.stand_in.sent()) == before


async def test_who_stopped_marketing_in_whatsapp_gets_none(rig: Rig) -> None:
    identity = await citizen_of(rig, WhatsAppCitizen())
    await queued(identity)
    await Identity.all().update(marketing_stopped_at=clock.now())
    await rig.service.outbox.sweep()
    assert await state() is OutboundState.UNREACHABLE


def test_it_is_registered_as_what_nobody_asked_for() -> None:
    assert {card.language for card in CARDS} == set(LANGUAGES)
    assert {card.category for card in CARDS} == {"MARKETING"}
    assert {card.category for card in load() if card not in CARDS} == {"UTILITY", "AUTHENTICATION"}
    assert pick([card for card in load() if card.purpose == "news"], "broadcast", "hi") is None


async def test_the_longest_words_fit_whole_into_every_template_and_into_one_message(database: str) -> None:
    words = ("सूचना " * LONGEST)[:LONGEST].strip()
    for card in CARDS:
        assert fill.fill(card.body, card.variables, {"text": words}) == (words,)
    area = await Area.create(code="a", kind=AreaKind.BLOCK, name_hi="क" * 40, name_en="K" * 40, path="1.")
    names = {"name_hi": "क" * 60, "name_en": "K" * 60, "short_hi": "क", "short_en": "K"}
    department = await Department.create(code="d", **names)
    row = Broadcast(words_hi=words, area=area, department=department)
    for language in LANGUAGES:
        for can in (WHATSAPP, TELEGRAM, WEBCHAT):
            (part,) = fit(broadcasts.say(row, language), can)
            assert part.shape is Shape.BUTTONS
            assert words in part.text
            assert size(part.options[0].label, Unit.CHARACTERS) <= 20


async def test_of_a_crash_in_the_middle_of_sending_it_is_not_repeated(rig: Rig) -> None:
    """Fault 8."""
    identity = await citizen_of(rig, TelegramCitizen())
    await queued(identity)
    later = clock.now() - timedelta(seconds=1)
    await Outbound.filter(lane=Lane.BULK).update(state=OutboundState.SENDING, claimed_until=later)
    await rig.service.outbox.sweep()
    assert await state() is OutboundState.UNKNOWN
