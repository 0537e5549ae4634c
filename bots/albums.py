"""Photos sent together count as one message.

Which stored parts belong together, and whether to wait for more.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bots.inbound import Album, Media, Message

SETTLE = timedelta(seconds=1.5)
APART = timedelta(seconds=4)


def together(first: Message, others: Sequence[Message]) -> list[Message]:
    """The run of messages directly after `first` that belong to its album."""
    run = [first]
    for other in others:
        if (
            other.album != first.album
            or abs(other.at - run[-1].at) > APART
            or not isinstance(other.content, Media)
        ):
            break
        run.append(other)
    return run


def wait(received: Sequence[datetime], now: datetime) -> float:
    """Seconds until the album may be taken as complete; 0 when it may be now."""
    return max(0.0, (max(received) + SETTLE - now).total_seconds())


def joined(parts: Sequence[Message]) -> Message:
    """One message for all parts: the first one's place in the order, every caption kept."""
    if len(parts) == 1:
        return parts[0]
    media = tuple(part.content for part in parts if isinstance(part.content, Media))
    return replace(parts[0], content=Album(media), at=parts[-1].at, order=parts[-1].order)
