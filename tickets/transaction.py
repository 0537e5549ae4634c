"""One database transaction, with what must happen only after its commit."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from tickets.once import remembering

_after: ContextVar[list[Callable[[], Awaitable[None]]] | None] = ContextVar("after_commit", default=None)


@asynccontextmanager
async def transaction() -> AsyncIterator[BaseDBAsyncClient]:
    """Open a transaction, or a savepoint inside one; `after_commit` waits for the outermost commit."""
    if _after.get() is not None:
        async with in_transaction() as connection:
            yield connection
        return
    callbacks: list[Callable[[], Awaitable[None]]] = []
    token = _after.set(callbacks)
    try:
        with remembering():
            async with in_transaction() as connection:
                yield connection
    finally:
        _after.reset(token)
    for callback in callbacks:
        await callback()


async def after_commit(callback: Callable[[], Awaitable[None]]) -> None:
    """Run `callback` once the surrounding transaction has committed; at once when there is none."""
    callbacks = _after.get()
    if callbacks is None:
        await callback()
    else:
        callbacks.append(callback)
