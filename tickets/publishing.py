"""Tells whoever listens in this process that an event was committed; nobody listening loses nothing.

Unreacted event rows are swept by the workers, so this is only the quick way.
"""

from collections.abc import Awaitable, Callable

Publisher = Callable[[int], Awaitable[None]]


class _Listening:
    publisher: Publisher | None = None


def set_publisher(publisher: Publisher | None) -> None:
    """Hear of events committed in this process from now on."""
    _Listening.publisher = publisher


async def publish(event_id: int) -> None:
    """Announce a committed event."""
    if _Listening.publisher is not None:
        await _Listening.publisher(event_id)
