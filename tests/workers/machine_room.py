"""Waiting for what other processes do."""

import asyncio
import time
from collections.abc import Awaitable, Callable


async def until(claim: Callable[[], Awaitable[bool]], what: str, seconds: float) -> None:
    """Return as soon as the claim holds, or fail by name."""
    end = time.monotonic() + seconds
    while not await claim():
        assert time.monotonic() < end, f"{what} not within {seconds} s"
        await asyncio.sleep(0.1)
