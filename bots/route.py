"""By which of a person's addresses a message goes: pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bots.channel import Address

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
MAX_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One identity of a person as sending sees it."""

    address: Address
    last_inbound_at: datetime | None
    blocked: bool = False
    failures: int = 0
    no_marketing: bool = False


def choose(ways: Sequence[Way], configured: Collection[str], tried: Collection[int] = ()) -> Way | None:
    """The usable address that the person used last; None when no channel reaches them."""
    usable = [
        way
        for way in ways
        if way.address.channel in configured
        and not way.blocked
        and way.failures < MAX_FAILURES
        and way.address.identity_id not in tried
    ]
    return max(
        usable, key=lambda way: (way.last_inbound_at or LONG_AGO, way.address.identity_id), default=None
    )


def is_open(way: Way, window: timedelta | None, now: datetime) -> bool:
    """Whether free words are allowed: the vendor has no window, or the person wrote within it."""
    if window is None:
        return True
    return way.last_inbound_at is not None and now - way.last_inbound_at < window
