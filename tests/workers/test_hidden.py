"""What is confidential stays with those above: whoever stands in, whatever already waits to be sent."""

from datetime import date

import pytest

from models.messages import Alert, Outbound, OutboundState
from models.officers import Leave, Officer
from models.supervision import CallListEntry
from tests.tickets.world import World, actor, assigned, filed
from tests.workers.test_reactions import settle
from tickets import verbs
from workers import bundles, housekeeping

ALWAYS = {"starts": date(2020, 1, 1), "ends": date(2099, 1, 1)}


async def told(officer: Officer) -> int:
    return await Outbound.filter(person_id=officer.person_id).exclude(state=OutboundState.CANCELLED).count()


async def test_a_substitute_from_the_department_hears_nothing_confidential(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    hidden = await filed(world, confidential=True)
    await settle()
    await Leave.create(officer=world.adm, substitute=world.head, **ALWAYS)
    await verbs.perform("add", hidden.id, world.sita, {"text": "रिश्वत का एक और सबूत"})
    await settle()
    assert await told(world.head) == 0
    assert await told(world.collector) == 1


@pytest.mark.parametrize("bundled", [True, False])
async def test_the_desk_says_that_there_is_news_and_not_what(world: World, bundled: bool) -> None:
    hidden = await filed(world, confidential=True)
    if bundled:
        await settle()
    await Officer.all().update(person_id=None)
    await settle()
    await Alert.all().update(due_at=hidden.submitted_at)
    await bundles.send_due()
    (entry,) = await CallListEntry.all()
    assert (entry.callee_id, entry.ticket_id) == (world.adm.id, None)
    assert hidden.number not in entry.text


async def test_a_bundle_with_something_confidential_stays_above(world: World) -> None:
    hidden = await filed(world, confidential=True)
    await settle()
    await Leave.create(officer=world.adm, substitute=world.head, **ALWAYS)
    await Alert.all().update(due_at=hidden.submitted_at)
    await bundles.send_due()
    assert (await told(world.head), await told(world.adm)) == (0, 1)


async def test_an_alert_that_waits_is_called_back(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    ticket = await assigned(world)
    await settle()
    assert await told(world.officer) == 1
    await verbs.perform("mark_confidential", ticket.id, await actor(world.collector), {})
    await settle()
    assert await told(world.officer) == 0
    assert await told(world.adm) == 1


async def test_what_went_to_another_department_is_not_news_here(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    ticket = await assigned(world)
    await settle()
    moved = {"department": "pwd", "reason": "यह सड़क का काम है"}
    await verbs.perform("transfer", ticket.id, await actor(world.officer), moved)
    await settle()
    assert (await told(world.officer), await told(world.pwd_officer)) == (0, 1)


async def test_who_left_hears_nothing_more(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    await assigned(world)
    await settle()
    await Officer.filter(id=world.officer.id).update(active=False)
    await housekeeping.adopt_orphans()
    await settle()
    assert await told(world.officer) == 0
    assert await told(world.head) == 1
