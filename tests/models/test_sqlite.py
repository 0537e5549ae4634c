"""Several processes writing one SQLite file: everybody gets their turn, nobody is refused."""

import asyncio
import functools
import subprocess
import sys
from collections.abc import Awaitable
from pathlib import Path

import pytest

from models import database, migrate
from models.messages import Counter
from tickets.transaction import after_commit, transaction

WRITER = """
import asyncio, sys
from models import database
from models.messages import Counter
from tickets.transaction import transaction

async def main():
    await database.connect(sys.argv[1])
    for _ in range(int(sys.argv[2])):
        async with transaction():
            row = await Counter.get(name="turns")
            row.value += 1
            await row.save()
    await database.close()

asyncio.run(main())
"""


@pytest.fixture
async def url(tmp_path: Path) -> str:
    address = f"sqlite://{tmp_path}/busy.db"
    await migrate.migrate(address)
    return address


async def test_no_increment_of_four_processes_is_lost_or_refused(url: str) -> None:
    await database.connect(url)
    await Counter.create(name="turns", period="all")
    await database.close()
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", WRITER, url, "50"]
    start = functools.partial(asyncio.create_subprocess_exec, *command, cwd=root, stderr=subprocess.PIPE)
    writers = [await start() for _ in range(4)]
    async with asyncio.timeout(60):
        failures = [(await writer.communicate())[1].decode() for writer in writers]
    assert failures == ["", "", "", ""]
    await database.connect(url)
    counted = await Counter.get(name="turns")
    await database.close()
    assert counted.value == 200


async def _fail(first: Awaitable[object]) -> None:
    async with transaction():
        await first
        raise ZeroDivisionError


async def test_a_failed_transaction_gives_the_lock_back(url: str) -> None:
    await database.connect(url)
    try:
        with pytest.raises(ZeroDivisionError):
            await _fail(Counter.create(name="lost", period="all"))
        async with asyncio.timeout(5), transaction():
            assert await Counter.filter(name="lost").count() == 0
    finally:
        await database.close()


async def test_nothing_happens_before_the_commit_and_nothing_after_a_rollback(url: str) -> None:
    await database.connect(url)
    done: list[str] = []

    async def note() -> None:
        done.append("sent")

    try:
        async with transaction():
            async with transaction():
                await after_commit(note)
            assert done == []
        assert done == ["sent"]
        with pytest.raises(ZeroDivisionError):
            await _fail(after_commit(note))
        assert done == ["sent"]
    finally:
        await database.close()
