"""A broker that goes away: said once, and worked with again within seconds of its return."""

import asyncio
import signal
import threading
from functools import partial
from pathlib import Path

import pytest

from models import database
from models.states import Status
from models.tickets import Ticket
from tests import servers
from tests.tickets.world import build, filed
from tests.workers.machine_room import until
from tests.workers.test_processes import process
from workers.broker import Outage, PatientConnection

AWAY_S = 12
BACK_WITHIN_S = 15
"""A second between tries, two for a beat, and the work itself on a busy machine."""


@pytest.mark.slow
async def test_worker_and_beat_wait_for_redis_and_say_so_once(
    sqlite_database_url: str, tmp_path: Path
) -> None:
    await database.connect(sqlite_database_url)
    try:
        await build_and_lose(sqlite_database_url, tmp_path)
    finally:
        await database.close()
        await asyncio.sleep(0)
    for name in ("worker", "beat"):
        log = (tmp_path / f"{name}.log").read_text()
        assert "Traceback" not in log, log[-3000:]
        assert log.count("broker away") == 1, log[-3000:]
        assert log.count("broker back") == 1, log[-3000:]


async def build_and_lose(url: str, folder: Path) -> None:
    world = await build()
    with (
        servers.redis() as redis,
        process("worker", folder, url, redis.url),
        process("beat", folder, url, redis.url),
    ):
        first = await filed(world)
        await until(lambda: _is_assigned(first), "the first ticket is assigned", 60)
        redis.flush()
        redis.stop(signal.SIGKILL)
        second = await filed(world)
        # Longer than Celery's first pauses together: only then do the tries themselves tell.
        await asyncio.sleep(AWAY_S)
        redis.start()
        await until(lambda: _is_assigned(second), "the second ticket is assigned", BACK_WITHIN_S)
        for name in ("worker", "beat"):
            await until(
                partial(_says, folder / f"{name}.log", "broker back"), f"{name} is back", BACK_WITHIN_S
            )


async def _says(log: Path, words: str) -> bool:
    return words in await asyncio.to_thread(log.read_text)


async def _is_assigned(ticket: Ticket) -> bool:
    return (await Ticket.get(id=ticket.id)).status is Status.ASSIGNED


def test_a_channel_that_is_closed_while_it_is_used_is_a_lost_connection() -> None:
    """Kombu's own fails with an error that ends the worker for good."""
    transport = PatientConnection("redis://127.0.0.1:1/0").get_transport_cls()
    closed = object.__new__(transport.Channel)
    closed.connection = None
    with pytest.raises(ConnectionError):
        closed.pool  # noqa: B018


def test_threads_that_notice_at_once_say_it_once(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    outage = Outage()
    start = threading.Barrier(8)

    def notice() -> None:
        start.wait()
        outage.noticed(ConnectionError())

    threads = [threading.Thread(target=notice) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outage.over()
    outage.over()
    # Wherever the logs of this process go by now.
    printed = capsys.readouterr()
    told = printed.out + printed.err + " ".join(str(record.msg) for record in caplog.records)
    assert (told.count("broker away"), told.count("broker back")) == (1, 1)
