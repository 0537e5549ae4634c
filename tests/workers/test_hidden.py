"""What is confidential stays with those above: whoever stands in."""

from datetime import date

from models.messages import Outbound
from models.officers import Leave, Officer
from tests.tickets.world import World, filed
from tests.workers.test_reactions import settle
from tickets import verbs

ALWAYS = {"starts": date(2020, 1, 1), "ends": date(2099, 1, 1)}


async def told(officer: Officer) -> int:
    return await Outbound.filter(person_id=officer.person_id).count()


async def test_a_substitute_from_the_department_hears_nothing_confidential(world: World) -> None:
    await Officer.all().update(alerts="at_once")
    hidden = await filed(world, confidential=True)
    await settle()
    await Leave.create(officer=world.adm, substitute=world.head, **ALWAYS)
    await verbs.perform("add", hidden.id, world.sita, {"text": "रिश्वत का एक और सबूत"})
    await settle()
    assert await told(world.head) == 0
    assert await told(world.collector) == 1
