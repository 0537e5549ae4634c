"""Figures that many watch: computed once for a while by whoever asks first, the others wait for the same."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import clock
from tickets.actor import Actor

Value = TypeVar("Value")
MOST = 300
COUNTS_S, SLOW_S = 10, 300
"""How old counts of the present, and figures of whole weeks, may be."""


@dataclass(slots=True)
class _Entry:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    value: Any = None
    at: float | None = None

    def is_fresh(self, seconds: float) -> bool:
        return self.at is not None and 0 <= clock.now().timestamp() - self.at < seconds


_entries: dict[Hashable, _Entry] = {}


async def kept(key: Hashable, seconds: float, compute: Callable[[], Awaitable[Value]]) -> Value:
    """The value under this key, computed anew when it is older than so many seconds."""
    entry = _entries.get(key)
    if entry is None:
        while len(_entries) >= MOST:
            del _entries[next(iter(_entries))]
        entry = _entries[key] = _Entry()
    if not entry.is_fresh(seconds):
        async with entry.lock:
            if not entry.is_fresh(seconds):
                entry.value = await compute()
                entry.at = clock.now().timestamp()
    found: Value = entry.value
    return found


def forget(officer_id: int | None = None) -> None:
    """Compute everything anew next time; or what one officer sees, because they have just changed it."""
    for key in [key for key in _entries if officer_id is None or _is_of(key, officer_id)]:
        del _entries[key]


def _is_of(key: Hashable, officer_id: int) -> bool:
    return isinstance(key, tuple) and any(isinstance(part, Actor) and part.id == officer_id for part in key)
