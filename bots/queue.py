"""Queueing one message in the transactional outbox; it leaves after the commit of whoever called."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import clock
import settings
from bots import hot
from bots.moment import Reply, moment
from bots.outbound import Say
from bots.quiet import leaves_at
from models.messages import Lane, OutboundState

# Renewed while its process lives (bots.holding): so long the dead hold up what they had in hand.
LEASE = timedelta(seconds=15)

_INSERT = """
INSERT INTO outbound (key, person_id, identity_id, channel, lane, purpose, ticket_id, event_id, body, urgent,
  attempts, next_attempt_at, created_at, error_code, error, card, sent_parts, state)
VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, $9, 0, $10, $11, '', '', $12, 0, $13)
ON CONFLICT (key) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Fresh:
    """A reply just queued by this very turn, already claimed for the process that will send it."""

    id: int
    identity_id: int
    person_id: int
    key: str
    say: Say
    state: str
    purpose: str
    created_at: datetime


async def queue(
    say: Say,
    *,
    person_id: int,
    identity_id: int | None = None,
    lane: Lane,
    purpose: str,
    key: str,
    ticket_id: int | None = None,
    event_id: int | None = None,
    urgent: bool = False,
    not_before: datetime | None = None,
    answers: bool = False,
) -> int | None:
    """Put one message in the outbox and give its row id.

    None when this key was queued before, and for a reply of the turn that runs: it is stored as that ends.
    Quiet hours hold a message back unless it is a reply, `answers` the person or is `urgent`. Under the
    election switch bulk is recorded as cancelled.
    """
    now = clock.now()
    office = settings.current().office
    due = max(now, not_before) if not_before else now
    if not (urgent or answers or lane is Lane.REPLY):
        due = leaves_at(due, office.quiet_from, office.quiet_to, office.zone)
    here = moment.get()
    if here is not None:
        if here.is_of(identity_id) and lane is Lane.REPLY and due <= now:
            here.replies.append(Reply(key[:160], purpose, say, urgent or answers))
            return None
        await here.begin()
    state = OutboundState.QUEUED
    if lane is Lane.BULK and settings.current().elections.code_of_conduct:
        state = OutboundState.CANCELLED
    found = await hot.rows(
        _INSERT, key[:160], person_id, identity_id, lane.value, purpose, ticket_id, event_id, say.to_json(),
        urgent or answers, due, now, say.card[:80], state.value,
    )  # fmt: skip
    return int(found[0]["id"]) if found else None
