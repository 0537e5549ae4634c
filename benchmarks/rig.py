"""PostgreSQL, Redis, the demo district, the stand-in and real processes, as long as a measurement lasts."""

import contextlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import asyncpg

from models.migrate import migrate
from tests import servers
from tests.story.conftest import fill
from tests.story.phones import Delivery
from tests.story.screens import Screens, stand_in
from tests.story.system import System

FAST = {"WHATSAPP__PER_SECOND": "100000", "TELEGRAM__PER_SECOND": "100000", "LOGS__LEVEL": "error"}


@dataclass(slots=True)
class Rig:
    """What a measurement works with."""

    system: System
    delivery: Delivery
    screens: Screens


@contextlib.asynccontextmanager
async def rig(*, latency_s: float = 0.0, worker: bool = True) -> AsyncIterator[Rig]:
    """One web process and, unless told otherwise, one worker with its beat, ready to take messages."""
    screens = Screens()
    vendors = stand_in(screens)
    vendors.latency_s = latency_s
    await vendors.start()
    with (
        servers.postgres(durable=True) as postgres,
        servers.redis() as redis,
        tempfile.TemporaryDirectory() as folder,
    ):
        await migrate(postgres.url)
        await fill(postgres.url)
        system = System(Path(folder), postgres.url, redis.url, vendors, extra=dict(FAST))
        connector = aiohttp.TCPConnector(limit=300)
        try:
            if worker:
                system.start("worker")
                system.start("beat")
            await system.serve()
            async with aiohttp.ClientSession(connector=connector) as session:
                yield Rig(system, Delivery(system, session), screens)
        finally:
            system.kill_all()
            await vendors.stop()


async def execute(url: str, statement: str) -> None:
    """One statement of preparation, however long it takes."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement, timeout=300)
    finally:
        await connection.close()
