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
from tests.story.crowd import Crowd, check, settled
from tests.story.system import System, until
from tests.story.test_main_job import office_hours

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
    """Faults 6, 7 and 38."""
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
    print(f"{kind}: {len(delivery.taken)} taken, {delivery.refused} refused, {screens.repeats} repeats")


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


async def test_redis_down_and_empty_costs_no_message(postgres_district_url, new_system, screens, line):
    """Faults 3 and 5: dialogs go on without Redis; what waits for workers goes on when it is back."""
    with servers.redis() as redis:
        system = new_system(postgres_district_url, redis.url, shift_s=office_hours())
        system.start("worker")
        system.start("beat")
        await system.serve()
        delivery = line(system)
        crowd = Crowd.gather(6, delivery, screens)
        for me in crowd.citizens:
            await me.phone.say("hi")
            await me.phone.next()
            await me.phone.say("English")
        redis.flush()
        redis.stop(signal.SIGKILL)
        for me in crowd.citizens:
            crowd.numbers[me.matter.name] = await me.carry_on()
        redis.start()
        for me in crowd.citizens:
            number = crowd.numbers[me.matter.name]
            await me.phone.until(lambda b, number=number: number in b.text, "news of the assignment", 60)
        await settled(postgres_district_url)
        await check(postgres_district_url, crowd, delivery)
        await system.stop()


async def test_sigterm_under_load_loses_nothing(postgres_district_url, redis_url, new_system, screens, line):
    """Faults 41 and 42: each web process in turn is asked to stop while the crowd files."""
    system = new_system(postgres_district_url, redis_url)
    first, second = system.start("serve"), system.start("serve")
    for web in (first, second):
        await system.ready(web)
    delivery = line(system)
    crowd = Crowd.gather(40, delivery, screens)
    filing = asyncio.create_task(crowd.file())
    for n, web in enumerate((first, second), 1):
        step = 10 * n
        await until(lambda step=step: crowd.filed >= step or filing.done(), f"{step} filed", 120)
        system.running.remove(web)
        web.ask_to_stop()
        assert await web.ended(30) == 0
        await system.serve()
    await filing
    await settled(postgres_district_url)
    await check(postgres_district_url, crowd, delivery)
    assert screens.repeats == 0
    await system.stop()
