"""The real worker and beat, on a real Redis: an event committed elsewhere is reacted to."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import clock
from models import database
from models.messages import Counter
from models.states import Status
from models.tickets import Ticket
from runner import children
from settings import ROOT
from tests.tickets.world import build, filed
from tests.workers.machine_room import until


@contextmanager
def process(name: str, folder: Path, database_url: str, redis_url: str) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "SAMVAD__DATA__DIR": str(folder / "var"),
        "SAMVAD__DATABASE__URL": database_url,
        "SAMVAD__REDIS__URL": redis_url,
    }
    with (folder / f"{name}.log").open("ab") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "cli", name],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield running
    finally:
        running.terminate()
        children.make_stop(running, 20)


@pytest.mark.slow
async def test_worker_and_beat_react_to_what_others_commit(
    sqlite_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    await database.connect(sqlite_database_url)
    try:
        world = await build()
        ticket = await filed(world)
        with (
            process("worker", tmp_path, sqlite_database_url, redis_url) as worker,
            process("beat", tmp_path, sqlite_database_url, redis_url),
        ):

            async def assigned() -> bool:
                return (await Ticket.get(id=ticket.id)).status is Status.ASSIGNED

            await until(assigned, "the ticket is assigned", 60)
            worker.kill()
            second = await filed(world)
            with process("worker", tmp_path, sqlite_database_url, redis_url):

                async def assigned_too() -> bool:
                    return (await Ticket.get(id=second.id)).status is Status.ASSIGNED

                await until(assigned_too, "the second ticket is assigned", 60)
            row = await Counter.get_or_none(name="beat-seen", period="all")
            assert row is None or abs(row.value - clock.now().timestamp()) < 120
        log = (tmp_path / "worker.log").read_text()
        assert "Traceback" not in log, log[-3000:]
    finally:
        await database.close()
        await asyncio.sleep(0)
