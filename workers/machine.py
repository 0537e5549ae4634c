"""The asyncio side of a worker process: one loop in a thread, with database and chat side opened on it.

Tasks are plain functions that hand a coroutine over and wait; so a task that takes too long is cancelled
itself instead of going on during the next one, and one connection pool serves every thread.
"""

import asyncio
import threading
from collections.abc import Coroutine
from functools import partial
from typing import Any, TypeVar

from redis.asyncio import Redis

import loops
import settings
from bots import conversation, district_facts
from bots.service import Service, assemble
from bots.storage import open_storage
from bots.webchat import NAME as WEBCHAT
from bots.webchat import WebChat, wake
from models import database
from tickets import publishing
from workers import relay
from workers.hooks import sending

Result = TypeVar("Result")
START_S = 60
CALLS_END_S = 3


class Machine:
    """What one process opens at its first task and closes at its end; a forked child opens its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._redis: Redis | None = None
        self._service: Service | None = None

    @property
    def service(self) -> Service:
        """The chat side of this process."""
        assert self._service is not None, "the machine is not open"
        return self._service

    def run(self, work: Coroutine[Any, Any, Result], limit_s: float) -> Result:
        """Run it on the loop and wait; after `limit_s` it is cancelled and TimeoutError is raised."""
        future = asyncio.run_coroutine_threadsafe(work, self._opened())
        try:
            return future.result(limit_s)
        except TimeoutError:
            future.cancel()
            raise

    def _opened(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                loop = loops.new()
                threading.Thread(target=loop.run_forever, name="samvad-loop", daemon=True).start()
                asyncio.run_coroutine_threadsafe(self._open(), loop).result(START_S)
                self._loop = loop
            return self._loop

    async def _open(self) -> None:
        config = settings.current()
        chosen = config.database
        await database.connect(
            chosen.url, pool_min=chosen.pool_min, pool_max=chosen.pool_max, synchronous=chosen.synchronous
        )
        self._redis = Redis.from_url(config.redis.client_url, socket_timeout=2, socket_connect_timeout=2)
        chat = WebChat(open_storage(config).get, partial(wake, self._redis))
        self._service = assemble(config, conversation.handle, more={WEBCHAT: chat})
        self._service.watch_changes()
        publishing.set_publisher(relay.publish)
        district_facts.forget()

    def close(self) -> None:
        """Finish what is in hand and close everything; safe to call when nothing was opened."""
        with self._lock:
            loop, self._loop = self._loop, None
        if loop is None:
            return
        asyncio.run_coroutine_threadsafe(self._close(), loop).result(START_S)
        loop.call_soon_threadsafe(loop.stop)

    async def _close(self) -> None:
        publishing.set_publisher(None)
        await sending.finish(CALLS_END_S)
        if self._service is not None:
            await self._service.close()
        if self._redis is not None:
            await self._redis.aclose()
        await database.close()


MACHINE = Machine()
