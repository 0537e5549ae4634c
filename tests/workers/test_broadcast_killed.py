"""A worker dies in the middle of a broadcast: the next one goes on, and nobody gets it twice (fault 34)."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.broadcasts import Broadcast
from tests.tickets.world import World, set_clock
from tests.workers.test_broadcasting import NOON, approved, crowd, told
from tickets.transaction import transaction
from workers import broadcasting

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _noon() -> None:
    set_clock(NOON)


class Killed(Exception):
    pass


async def _dies_before_the_commit(before: int) -> None:
    async with transaction():
        await broadcasting.send_due()
        assert len(await told()) > before
        raise Killed


async def test_a_worker_killed_in_the_middle_of_a_range_is_followed_by_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 34: what was not committed is not there, what was is not done again."""
    monkeypatch.setattr(broadcasting, "RANGE", 4)
    monkeypatch.setattr(broadcasting, "RANGES", 4)
    everybody = sorted([*await crowd(world, 12), world.citizen.id, world.neighbour.id])
    row = await approved(world)
    await broadcasting.send_due()
    part = await told()
    with pytest.raises(Killed):
        await _dies_before_the_commit(len(part))
    assert await told() == part
    for _ in range(5):
        await broadcasting.send_due()
    assert await told() == everybody
    # Even a cursor that was lost sends nothing twice.
    await Broadcast.filter(id=row.id).update(cursor=0)
    assert await broadcasting.send_due() == 0
    assert await told() == everybody


WORKER = """
import asyncio, sys
import clock, settings
from models import database
from workers import broadcasting

async def main() -> None:
    clock.configure(int(sys.argv[1]))
    broadcasting.RANGE, broadcasting.RANGES = 3, 1
    await database.connect(settings.current().database.url)
    for _ in range(200):
        await broadcasting.send_due()
        print("a range is done", flush=True)

asyncio.run(main())
"""


@pytest.mark.crash
async def test_kill_9_in_the_middle(world: World, database: str, tmp_path: Path) -> None:
    """Fault 34."""
    everybody = sorted([*await crowd(world, 120), world.citizen.id, world.neighbour.id])
    row = await approved(world)
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        str(int((NOON - datetime.now(UTC)).total_seconds())),
        cwd=ROOT,
        env={**os.environ, "SAMVAD__DATABASE__URL": database, "SAMVAD__DATA__DIR": str(tmp_path / "var")},
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdout is not None
    for _ in range(15):
        await asyncio.wait_for(worker.stdout.readline(), 60)
    worker.send_signal(signal.SIGKILL)
    await worker.wait()
    assert 0 < len(await told()) < len(everybody)
    await broadcasting.send_due()
    assert await told() == everybody
    assert (await Broadcast.get(id=row.id)).reached == len(everybody)
