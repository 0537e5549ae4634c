"""What becomes of an outbox row after a failed try: pure."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.channel import SendFailed
from bots.reactions import Do
from models.messages import Lane, OutboundState

JITTER = 0.2
MAX_REPEATS = 6
# How often a row may be changed and sent again at once (shortened, without form, as template …).
MAX_REMEDIES = 4
REMEDIES = frozenset(
    {Do.TEMPLATE, Do.SPARE_TEMPLATE, Do.SHORTEN, Do.PLAIN, Do.NO_FORM, Do.NO_FILE, Do.NEW_MESSAGE, Do.MOVED}
)
# Those that need no word on what exactly was refused: they help too when a status brings the refusal.
LATE = frozenset({Do.TEMPLATE, Do.SHORTEN, Do.PLAIN, Do.NO_FORM, Do.NO_FILE})
MAX_LATE = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """The row's next state.

    `pause_s` holds back the person or the channel, `fall_back` tries another address.
    """

    state: OutboundState
    at: datetime | None = None
    pause_person_s: float = 0
    pause_channel_s: float = 0
    fall_back: bool = False
    block: bool = False
    count_failure: bool = False
    no_marketing: bool = False


NOT_HERE = {
    Do.ELSEWHERE: Outcome(OutboundState.FAILED, fall_back=True),
    Do.OPTED_OUT: Outcome(OutboundState.FAILED, fall_back=True, no_marketing=True),
    Do.OTHER_CHANNEL: Outcome(OutboundState.FAILED, fall_back=True, count_failure=True),
    Do.UNREACHABLE: Outcome(OutboundState.FAILED, fall_back=True, block=True),
}


def jittered(seconds: float) -> float:
    """A little longer, so that what failed together does not come back together."""
    return seconds * (1 + random.random() * JITTER)


def decide(
    failure: SendFailed, lane: Lane, attempt: int, age: timedelta, *, now: datetime, late: bool = False
) -> Outcome:
    """From the reaction table's row to what happens to this message, which is so old.

    Remedies are the caller's, before this; but for a refusal that comes `late`, with a status: then the
    message goes once more, changed by the code that stands in its row.
    """
    reaction = failure.reaction
    wait = failure.retry_after if failure.retry_after is not None else reaction.wait(attempt)
    later = now + timedelta(seconds=jittered(wait))
    spent = reaction.is_spent(attempt) or age > timedelta(hours=reaction.hours)
    match reaction.do:
        case Do.IGNORE:
            return Outcome(OutboundState.SENT)
        case Do.STOP_CHANNEL | Do.STOP_NOTICES:
            return Outcome(
                OutboundState.QUEUED,
                now + timedelta(seconds=10),
                fall_back=reaction.switch and lane != Lane.REPLY,
            )
        case Do.SLOW_PERSON if not spent:
            return Outcome(OutboundState.QUEUED, later, pause_person_s=wait)
        case Do.SLOW_CHANNEL if not spent:
            return Outcome(OutboundState.QUEUED, later, pause_channel_s=wait)
        case Do.RETRY | Do.ELSEWHERE if reaction.waits and not spent:
            # Elsewhere: on another channel now, or here when the vendor allows it again.
            return Outcome(OutboundState.QUEUED, later, fall_back=reaction.do is Do.ELSEWHERE)
        case Do.UNKNOWN:
            return _unknown(lane, attempt, later)
    if late and reaction.do in LATE and attempt < MAX_LATE:
        return Outcome(OutboundState.QUEUED, now)
    return NOT_HERE.get(reaction.do, Outcome(OutboundState.FAILED, fall_back=reaction.do in REMEDIES))


def _unknown(lane: Lane, attempt: int, later: datetime) -> Outcome:
    """A repeat of bulk would reach thousands twice.

    Of a reply it is a small nuisance, so it is tried again.
    """
    if lane is Lane.BULK:
        return Outcome(OutboundState.UNKNOWN)
    if attempt >= MAX_REPEATS:
        return Outcome(OutboundState.FAILED, fall_back=True, count_failure=True)
    return Outcome(OutboundState.UNKNOWN, later)
