"""kill -9 in the middle of the crowd: what was taken is handled once, and every dialog ends in one ticket."""

import asyncio
import signal
from collections.abc import AsyncIterator

import pytest

from bots.outbox import AT_ONCE
from models.migrate import migrate
from tests import servers
from tests.conftest import run
from tests.story.conftest import fill
from tests.story.crowd import Crowd, check
from tests.story.system import System, until

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(280)]


@pytest.fixture
async def durable() -> AsyncIterator[servers.Postgres]:
    """A PostgreSQL server that keeps what it said it kept, with the district in it."""
    with servers.postgres(durable=True) as server:
        run(migrate(server.url))
        run(fill(server.url))
        yield server


async def crash_through(system: System, crowd: Crowd, kills: int) -> None:
    """Let the crowd file; meanwhile web processes and the worker are killed in turn and started again."""
    filing = asyncio.create_task(crowd.file())
    victims = ["serve", "worker", "serve", "serve", "worker", "serve"]
    for n, name in enumerate(victims[:kills], 1):
        step = len(crowd.citizens) * n // (kills + 2)
        await until(lambda step=step: crowd.filed >= step or filing.done(), f"{step} filed", 120)
        victim = next(one for one in system.running if one.name == name)
        victim.kill()
        system.running.remove(victim)
        again = system.start(name)
        if name == "serve":
            await system.ready(again)
    await filing


@pytest.mark.parametrize(("kind", "count", "webs", "kills"), [("postgres", 200, 2, 5), ("sqlite", 60, 2, 3)])
async def test_kill_9_loses_nothing_and_files_nothing_twice(
    kind, count, webs, kills, request, redis_url, new_system, screens, line
):
    url = request.getfixturevalue(f"{kind}_district_url")
    fast = {"WHATSAPP__PER_SECOND": "1000", "TELEGRAM__PER_SECOND": "1000"}
    system = new_system(url, redis_url, extra=fast)
    for _ in range(webs):
        system.start("serve")
    system.start("worker")
    system.start("beat")
    for web in system.webs:
        await system.ready(web)
    delivery = line(system)
    crowd = Crowd.gather(count, delivery, screens)
    await crash_through(system, crowd, kills)
    await settled(url)
    await check(url, crowd, delivery)
    assert screens.repeats <= kills * AT_ONCE
    await system.stop()
    print(
        f"{kind}: {len(delivery.taken)} taken, {delivery.refused} tries not answered, {screens.repeats} repeats"
    )


async def settled(url: str) -> None:
    """Wait until nothing is in hand any more: a lease that a dead process held runs out after a minute."""
    from tests.story.rows import one

    async with asyncio.timeout(120):
        while await one(
            url,
            "SELECT (SELECT count(*) FROM inbound WHERE state = 'new' AND lane = 'message') + "
            "(SELECT count(*) FROM outbound WHERE lane = '0reply' AND state IN ('queued', 'sending'))",
        ):
            await asyncio.sleep(0.3)


async def test_the_database_is_down_when_the_webhook_comes(durable, redis_url, new_system, screens, line):
    """Fault 1: spooled or refused, but handled once and in order as soon as the database is back."""
    system = new_system(durable.url, redis_url)
    await system.serve()
    delivery = line(system)
    crowd = Crowd.gather(10, delivery, screens)
    for me in crowd.citizens:
        await me.phone.say("hi")
        await me.phone.next()
    durable.stop(signal.SIGQUIT)
    began = asyncio.get_running_loop().time()
    for me in crowd.citizens:
        await me.phone.say("English")
        await me.phone.say(me.matter.name)
        await me.phone.say(me.matter.place)
    assert max(delivery.seconds[-30:]) < 2.5, "the webhook is answered though the database is away"
    assert asyncio.get_running_loop().time() - began < 60
    durable.start()
    for me in crowd.citizens:
        crowd.numbers[me.matter.name] = await me.carry_on()
    await settled(durable.url)
    await check(durable.url, crowd, delivery)
