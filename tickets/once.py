"""Looks a thing up once for a whole transaction or batch of work: departments, calendar, who is away."""

from collections.abc import Awaitable, Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

Found = TypeVar("Found")

_known: ContextVar[dict[Hashable, object] | None] = ContextVar("known", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """What `once` finds inside stands until the end of the outermost of these: for a second or so."""
    if _known.get() is not None:
        yield
        return
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


async def once(key: Hashable, look: Callable[[], Awaitable[Found]]) -> Found:
    """The answer that is remembered under this key, else a fresh one."""
    known = _known.get()
    if known is None:
        return await look()
    if key not in known:
        known[key] = await look()
    return cast("Found", known[key])


def forget(key: Hashable) -> None:
    """What was looked up under this key has just been changed."""
    known = _known.get()
    if known is not None:
        known.pop(key, None)
