"""A broadcast reaches whom it should, each once, whatever happens to the worker: on each database."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from tortoise.expressions import F

import clock
import settings
from bots.outbound import Say
from models.broadcasts import Broadcast, BroadcastState
from models.messages import Lane, Outbound, OutboundState
from models.officers import AccessLog
from models.people import Identity, Person
from models.tickets import Ticket
from tests.portal.conftest import counted
from tests.tickets.test_broadcasts import wanted
from tests.tickets.world import World, actor, filed, person, set_clock
from tickets import audience, broadcasts, erasure, people
from workers import broadcasting

NOON = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> None:
    set_clock(NOON)


async def approved(world: World, **more: object) -> Broadcast:
    author = await actor(world.adm)
    row = await broadcasts.write(author, wanted(world, **more))
    row = await broadcasts.submit(row.id, author)
    return await broadcasts.approve(row.id, await actor(world.collector), row.version)


async def told() -> list[int]:
    """The persons of all queued broadcast messages."""
    rows = (
        await Outbound.filter(purpose="broadcast").order_by("person_id").values_list("person_id", flat=True)
    )
    return [int(str(key)) for key in rows]


async def crowd(world: World, count: int) -> list[int]:
    return [(await person(f"नागरिक {number}", None, world.village)).id for number in range(count)]


async def test_it_goes_to_those_who_live_or_filed_there_and_says_so(world: World) -> None:
    elsewhere = await person("अमर परीक्षण", None, world.other_village)
    visitor = await person("उषा परीक्षण", None, world.other_village)
    nowhere = await person("राजू परीक्षण", None, None)
    for who in (visitor, visitor, nowhere, world.citizen):
        await filed(world, citizen_id=who.id)
    await Person.filter(id=visitor.id).update(language="hne")
    row = await approved(world)
    assert await broadcasting.send_due() == 4
    assert await told() == sorted([world.citizen.id, world.neighbour.id, visitor.id, nowhere.id])
    assert elsewhere.id not in await told()
    sent = await Outbound.get(person_id=visitor.id)
    say = Say.from_json(sent.body)
    assert (sent.key, sent.lane, sent.broadcast_id) == (f"broadcast:{row.id}:{visitor.id}", Lane.BULK, row.id)
    assert say.text.startswith("📢 *chhura बर सूचना*\nकल सुबह")
    assert say.text.endswith('"सूचना बंद" लिखव।')
    assert [option.id for option in say.options] == ["m:quiet"]
    assert say.template is not None
    assert (say.template.purpose, say.template.language) == ("broadcast", "hne")


async def test_of_a_department_only_those_with_its_tickets_there(world: World) -> None:
    await filed(world, department="phe")
    await filed(world, citizen_id=world.neighbour.id, department="pwd", category="pwd.road")
    farther = await person("अमर परीक्षण", None, world.village)
    await filed(world, citizen_id=farther.id, area_id=world.other_village.id)
    row = await approved(world, department_id=world.phe.id)
    assert row.people == 1
    await broadcasting.send_due()
    assert await told() == [world.citizen.id]
    assert "🏛️ पीएचई" in Say.from_json((await Outbound.get()).body).text


@pytest.mark.parametrize("of_department", [True, False])
async def test_a_confidential_ticket_leads_to_nobody(world: World, of_department: bool) -> None:
    secret = await person("राजू परीक्षण", None, None)
    ticket = await filed(world, citizen_id=secret.id)
    await Ticket.filter(id=ticket.id).update(confidential=True)
    await approved(world, department_id=world.phe.id if of_department else None)
    await broadcasting.send_due()
    assert secret.id not in await told()


async def test_who_wants_none_or_is_gone_or_holds_an_office_is_left_out(world: World) -> None:
    stopped, quiet, erased, gone, unreached, no_ads, blocked = await crowd(world, 7)
    now = clock.now()
    await Person.filter(id=stopped).update(stopped_at=now)
    await Person.filter(id=quiet).update(broadcasts_off_at=now)
    await Identity.filter(person_id=unreached).delete()
    await Identity.filter(person_id=no_ads).update(channel="whatsapp", marketing_stopped_at=now)
    await Identity.filter(person_id=blocked).update(blocked_at=now)
    await erasure.erase(erased)
    await people.merge(world.citizen.id, gone)
    await Person.filter(id=world.officer.person_id).update(area_id=world.village.id)
    row = await approved(world)
    assert (row.people, row.left_out) == (2, 5)
    await broadcasting.send_due()
    assert await told() == [world.citizen.id, world.neighbour.id]
    row = await Broadcast.get(id=row.id)
    assert (row.reached, row.skipped) == (2, 5)


async def test_two_channels_are_one_message(world: World) -> None:
    await Identity.create(
        person=world.citizen, channel="whatsapp", external_id="IN.1", created_at=clock.now()
    )
    await approved(world)
    await broadcasting.send_due()
    assert (await told()).count(world.citizen.id) == 1


async def test_run_five_times_at_once_each_gets_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 32."""
    monkeypatch.setattr(broadcasting, "RANGE", 3)
    everybody = sorted([*await crowd(world, 12), world.citizen.id, world.neighbour.id])
    row = await approved(world)
    await asyncio.gather(*(broadcasting.send_due() for _ in range(5)))
    await broadcasting.send_due()
    assert await told() == everybody
    assert (await Broadcast.get(id=row.id)).reached == len(everybody)


async def test_who_was_merged_on_the_way_gets_it_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "RANGES", 1)
    first, second = await crowd(world, 2)
    monkeypatch.setattr(broadcasting, "RANGE", first)
    await approved(world)
    await broadcasting.send_due()
    assert first in await told()
    await people.merge(second, first)
    await broadcasting.send_due()
    await broadcasting.send_due()
    assert (await told()).count(second) == 1
    assert first not in await told()


async def test_two_who_wait_for_it_and_become_one_get_it_once(world: World) -> None:
    await approved(world)
    await broadcasting.send_due()
    await people.merge(world.citizen.id, world.neighbour.id)
    waiting = Outbound.filter(person_id=world.citizen.id, state=OutboundState.QUEUED, purpose="broadcast")
    assert await waiting.count() == 1


@pytest.mark.parametrize("refused_by", ["keep", "gone"])
async def test_two_who_become_one_keep_the_refusal_of_either(world: World, refused_by: str) -> None:
    keep, gone = await crowd(world, 2)
    off = {"keep": keep, "gone": gone}[refused_by]
    await Person.filter(id=off).update(broadcasts_off_at=clock.now())
    await people.merge(keep, gone)
    await approved(world)
    await broadcasting.send_due()
    assert await told() == [world.citizen.id, world.neighbour.id]


async def test_at_night_nothing_is_queued(world: World) -> None:
    await approved(world)
    set_clock(NIGHT)
    assert await broadcasting.send_due() == 0
    set_clock(NIGHT + timedelta(hours=10, minutes=31))
    assert await broadcasting.send_due() == 2


async def test_it_waits_for_its_hour(world: World) -> None:
    await approved(world, not_before=NOON + timedelta(hours=2))
    assert await broadcasting.send_due() == 0
    set_clock(NOON + timedelta(hours=2, minutes=1))
    assert await broadcasting.send_due() == 2


async def test_an_election_ends_what_was_begun(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "RANGES", 1)
    monkeypatch.setattr(broadcasting, "RANGE", world.citizen.id)
    row = await approved(world)
    assert await broadcasting.send_due() == 1
    monkeypatch.setenv("SAMVAD__ELECTIONS__CODE_OF_CONDUCT", "true")
    settings.current.cache_clear()
    assert await broadcasting.send_due() == 0
    row = await Broadcast.get(id=row.id)
    assert (row.state, row.reason) == (BroadcastState.CANCELLED, "elections")
    assert (await Outbound.get(purpose="broadcast")).state is OutboundState.CANCELLED
    monkeypatch.delenv("SAMVAD__ELECTIONS__CODE_OF_CONDUCT")
    settings.current.cache_clear()
    assert await broadcasting.send_due() == 0


async def test_cancelled_in_the_middle_what_waits_does_not_leave(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "RANGES", 1)
    first, *_ = await crowd(world, 6)
    monkeypatch.setattr(broadcasting, "RANGE", first)
    row = await approved(world)
    await broadcasting.send_due()
    gone = await Outbound.filter(broadcast_id=row.id).order_by("id").first()
    assert gone is not None
    await Outbound.filter(id=gone.id).update(state=OutboundState.DELIVERED)
    await broadcasts.cancel(row.id, await actor(world.collector))
    assert await broadcasting.send_due() == 0
    states = await Outbound.filter(broadcast_id=row.id).order_by("id").values_list("state", flat=True)
    assert states == [OutboundState.DELIVERED, *[OutboundState.CANCELLED] * 2]


async def test_it_is_done_when_nothing_waits_any_more(world: World) -> None:
    row = await approved(world)
    await broadcasting.send_due()
    await broadcasting.send_due()
    assert (await Broadcast.get(id=row.id)).state is BroadcastState.SENDING
    await Outbound.filter(broadcast_id=row.id).update(state=OutboundState.SENT)
    await broadcasting.send_due()
    assert (await Broadcast.get(id=row.id)).state is BroadcastState.DONE
    assert await AccessLog.filter(action="broadcast-done", subject=f"broadcast:{row.id}").count() == 1


async def test_after_three_days_it_ends_wherever_it_is(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broadcasting, "RANGES", 1)
    monkeypatch.setattr(broadcasting, "RANGE", world.citizen.id)
    row = await approved(world, not_before=NOON + timedelta(hours=1))
    set_clock(NOON + timedelta(days=3))
    assert await broadcasting.send_due() == 1
    waiting = await Outbound.get(broadcast_id=row.id)
    assert waiting.expires_at == NOON + timedelta(days=3, hours=1)
    set_clock(NOON + timedelta(days=3, hours=1, minutes=1))
    assert await broadcasting.send_due() == 0
    row = await Broadcast.get(id=row.id)
    assert (row.state, row.reason, row.reached) == (BroadcastState.DONE, "late", 1)
    assert (await Outbound.get(broadcast_id=row.id)).state is OutboundState.CANCELLED


async def test_no_more_wait_in_the_outbox_than_it_takes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 31."""
    monkeypatch.setattr(broadcasting, "RANGE", 3)
    monkeypatch.setattr(broadcasting, "MOST_WAITING", 4)
    everybody = sorted([*await crowd(world, 20), world.citizen.id, world.neighbour.id])
    row = await approved(world)
    most = 0
    while len(await told()) < len(everybody):
        await broadcasting.send_due()
        waiting = Outbound.filter(broadcast_id=row.id, state=OutboundState.QUEUED)
        most = max(most, await waiting.count())
        await waiting.update(state=OutboundState.SENT)
    assert await told() == everybody
    assert most <= 4 + 3 - 1


async def test_a_range_costs_the_same_however_many_tickets_there_are(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broadcasting, "RANGES", 1)
    await crowd(world, 10)
    await filed(world)
    first = await approved(world)
    with counted() as few:
        await broadcasting.send_due()
    queued = await Outbound.filter(broadcast_id=first.id).count()
    await Broadcast.all().update(state=BroadcastState.DONE)
    for who in await crowd(world, 10):
        for number in range(3):
            await filed(world, citizen_id=who, description=f"अलग बात नंबर {number} {who}, सड़क पर गड्ढा है")
    second = await approved(world)
    with counted() as many:
        await broadcasting.send_due()
    assert await Outbound.filter(broadcast_id=second.id).count() > queued
    assert len(many) == len(few) <= 8


async def test_the_count_is_what_is_sent(world: World) -> None:
    await crowd(world, 5)
    await filed(world, citizen_id=(await person("राजू परीक्षण", None, None)).id)
    reach = await audience.count(world.block.path, None)
    await approved(world)
    assert await broadcasting.send_due() == reach.people
    assert await Broadcast.filter(people=F("reached")).count() == 1
