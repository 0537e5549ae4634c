"""Waiting no longer than so long, also for what does not let itself be stopped."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")
_left: set[asyncio.Task[Any]] = set()


async def within(seconds: float, work: Coroutine[Any, Any, Result]) -> Result:
    """What the work gives, or TimeoutError by then.

    The driver of the database, told to stop, first waits for the server's word; a server that stands still
    would hold whoever waits for that. The work is told to stop and left to it.
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.wait({task}, timeout=seconds)
    finally:
        if not task.done():
            task.cancel()
            _left.add(task)
            task.add_done_callback(_forget)
    if not task.done():
        raise TimeoutError
    return task.result()


def _forget(task: asyncio.Task[Any]) -> None:
    """Nobody waits any more: what became of it is looked at, and no warning is written."""
    _left.discard(task)
    if not task.cancelled():
        task.exception()
