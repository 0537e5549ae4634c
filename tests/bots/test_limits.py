"""The vendors' rates, shared through Redis, and kept alone while Redis is away."""

import asyncio

from bots.channel import Rates
from bots.limits import Bucket, Limits, Local
from models.messages import Lane

RATES = Rates(per_second=40, person_every_s=1, person_burst=3)


def client(url: str) -> str:
    return url.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")


async def passed(limits: Limits, tries: int, lane: Lane = Lane.REPLY, person: str = "") -> int:
    waits = [await limits.take("telegram", person or f"p{number}", lane, RATES) for number in range(tries)]
    return sum(wait == 0 for wait in waits)


async def test_two_processes_share_one_rate(redis_url: str) -> None:
    first, second = Limits(client(redis_url)), Limits(client(redis_url))
    counts = await asyncio.gather(passed(first, 30), passed(second, 30))
    await first.close()
    await second.close()
    # A quarter of a second's messages may go at once, a few more while the test runs.
    assert 10 <= sum(counts) <= 25


async def test_a_person_gets_a_burst_and_then_one_a_second(redis_url: str) -> None:
    limits = Limits(client(redis_url))
    assert await passed(limits, 6, person="one") == 3
    wait = await limits.take("telegram", "one", Lane.REPLY, RATES)
    await limits.close()
    assert 0 < wait <= 1


async def test_replies_overtake_when_notices_have_used_their_share(redis_url: str) -> None:
    """Fault 31."""
    limits = Limits(client(redis_url))
    sent = await passed(limits, 30, Lane.BULK)
    assert await limits.take("telegram", "waiting", Lane.BULK, RATES) > 0
    assert await limits.take("telegram", "waiting", Lane.REPLY, RATES) == 0
    await limits.close()
    assert sent < 12


async def test_a_pause_of_one_chat_holds_in_every_process_and_nobody_else(redis_url: str) -> None:
    first, second = Limits(client(redis_url)), Limits(client(redis_url))
    await first.pause("telegram", "slow", 35)
    slow = await second.take("telegram", "slow", Lane.REPLY, RATES)
    quick = await second.take("telegram", "quick", Lane.REPLY, RATES)
    await first.close()
    await second.close()
    assert (34 < slow <= 35, quick) == (True, 0)


async def test_many_chats_told_to_wait_at_one_moment_are_the_whole_bot() -> None:
    limits = Limits("")
    waits = []
    for number in range(5):
        await limits.pause("telegram", str(number), 30, spreads=True)
        waits.append(await limits.take("telegram", f"another{number}", Lane.REPLY, RATES))
    assert (waits[:4], 29 < waits[4] <= 30) == ([0, 0, 0, 0], True)


async def test_without_redis_the_process_keeps_the_rates_alone() -> None:
    """Fault 3."""
    limits = Limits("redis://127.0.0.1:1/0")
    count = await passed(limits, 30)
    await limits.close()
    assert 10 <= count <= 14


async def test_a_redis_that_takes_no_more_clients_is_as_good_as_none() -> None:
    """Fault 4: no send fails for it, and none waits longer than for a Redis that is away."""

    async def full(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"-ERR max number of clients reached\r\n")
        writer.close()

    async with await asyncio.start_server(full, "127.0.0.1", 0) as server:
        limits = Limits(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
        count = await passed(limits, 30)
        await limits.close()
    assert 10 <= count <= 14


def test_while_redis_is_away_the_people_of_this_morning_are_forgotten() -> None:
    """Fault 46: memory stays flat."""
    local = Local()
    for number in range(50_200):
        local.take([Bucket(f"person-{number}", 1)], now_ms=number * 10)
    assert len(local.empty_at) < 50_000


def test_a_refused_message_costs_nothing() -> None:
    local = Local()
    full, empty = Bucket("full", 1000), Bucket("empty", 1000)
    assert local.take([full], 0) == 0
    assert local.take([full, empty], 1) > 0
    assert local.take([empty], 2) == 0
