"""What to do about a vendor's error: the vocabulary that the channels' tables are written in."""

from dataclasses import dataclass
from enum import StrEnum


class Do(StrEnum):
    """From harmless to final.

    `elsewhere`: not this message on this channel, but the address is good; `opted_out`: no marketing there.
    """

    IGNORE = "ignore"
    RETRY = "retry"
    SLOW_PERSON = "slow_person"
    SLOW_CHANNEL = "slow_channel"
    STOP_CHANNEL = "stop_channel"
    STOP_NOTICES = "stop_notices"
    TEMPLATE = "template"
    SPARE_TEMPLATE = "spare_template"
    SHORTEN = "shorten"
    PLAIN = "plain"
    NO_FORM = "no_form"
    NO_FILE = "no_file"
    NEW_MESSAGE = "new_message"
    MOVED = "moved"
    ELSEWHERE = "elsewhere"
    OPTED_OUT = "opted_out"
    OTHER_CHANNEL = "other_channel"
    UNREACHABLE = "unreachable"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One row of a channel's table.

    `waits` are the seconds before each further try, the last one repeated; `tries` bounds them (0: for
    `hours`).
    `probe_s`: after that long one message tries a stopped channel again; 0 waits for a new token.
    `spreads`: the same from many people at once is about the whole channel. `switch`: who has another channel
    is told there meanwhile.
    """

    do: Do
    waits: tuple[float, ...] = ()
    tries: int = 0
    hours: int = 24
    alarm: bool = False
    probe_s: float = 0
    spreads: bool = False
    switch: bool = False

    def wait(self, attempt: int) -> float:
        """Seconds to wait after the given attempt (1 is the first) failed."""
        return self.waits[min(attempt, len(self.waits)) - 1] if self.waits else 0.0

    def is_spent(self, attempt: int) -> bool:
        """Whether no further try is due after this attempt."""
        return 0 < self.tries <= attempt


DOUBLING = (5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 600.0)
