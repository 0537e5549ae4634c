"""Wakes an open chat page when something was said to it, from whichever process said it."""

import asyncio
from collections import defaultdict

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bots.webchat import TOPIC

RETRY_S = 2.0

log = structlog.get_logger()


class Waker:
    """One subscription of this process, shared by all its open pages."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    async def wait(self, address: str, seconds: float) -> None:
        """Return when the address is woken, at the latest after `seconds`."""
        event = asyncio.Event()
        self._waiting[address].add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[address].discard(event)
            if not self._waiting[address]:
                del self._waiting[address]

    async def listen(self, redis: Redis) -> None:
        """Run for the life of the process; survives a Redis that goes and comes back."""
        while True:
            try:
                async with redis.pubsub() as subscription:
                    await subscription.subscribe(TOPIC)
                    async for message in subscription.listen():
                        if message["type"] == "message":
                            self._set(message["data"])
            except (RedisError, OSError) as error:
                log.warning("webchat.waker", error=type(error).__name__)
                await asyncio.sleep(RETRY_S)

    def _set(self, address: str | bytes) -> None:
        name = address.decode() if isinstance(address, bytes) else address
        for event in self._waiting.get(name, ()):
            event.set()
