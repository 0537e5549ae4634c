"""Queueing one message in the transactional outbox; it leaves after the commit of whoever called."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import clock
import settings
from bots import hot
from bots.outbound import Say
from bots.quiet import leaves_at
from models.messages import Lane, OutboundState

# Renewed while its process lives (bots.holding): so long the dead hold up what they had in hand.
LEASE = timedelta(seconds=15)
_LAST = 2**62

_INSERT = """
INSERT INTO outbound (key, person_id, identity_id, channel, lane, purpose, ticket_id, event_id, body, urgent,
  attempts, next_attempt_at, claimed_until, expires_at, created_at, error_code, error, card, sent_parts,
  state)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, NULL, $13, '', '', $14, 0,
  CASE WHEN $15 = 'sending' AND EXISTS (
      SELECT 1 FROM outbound WHERE person_id = $2 AND lane = '0reply' AND state IN ('queued',
        'sending') AND id < $16)
    THEN 'queued' ELSE $15 END)
ON CONFLICT (key) DO NOTHING RETURNING id, state
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


@dataclass(slots=True)
class Turn:
    """What one turn of a conversation has queued; set by the inbox around the handler."""

    channel: str
    identity_id: int
    replies: list[Fresh] = field(default_factory=list)


turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


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
    """Put one message in the outbox and give its row id; None when this key was queued before.

    Quiet hours hold it back unless it is a reply, `answers` the person or is `urgent`. Under the
    election switch
    bulk is recorded as cancelled.
    """
    now = clock.now()
    office = settings.current().office
    due = max(now, not_before) if not_before else now
    if not (urgent or answers or lane is Lane.REPLY):
        due = leaves_at(due, office.quiet_from, office.quiet_to, office.zone)
    here = turn.get()
    own = here is not None and identity_id == here.identity_id
    at_once = own and lane is Lane.REPLY and due <= now
    state = OutboundState.SENDING if at_once else OutboundState.QUEUED
    if lane is Lane.BULK and settings.current().elections.code_of_conduct:
        state = OutboundState.CANCELLED
    before = here.replies[0].id if here and here.replies else _LAST
    channel = here.channel if here and own else ""
    found = await hot.rows(
        _INSERT, key[:160], person_id, identity_id, channel, lane.value, purpose, ticket_id, event_id,
          say.to_json(),
        urgent or answers, due, now + LEASE if at_once else None, now, say.card[:80], state.value, before,
    )  # fmt: skip
    if not found:
        return None
    row_id = int(found[0]["id"])
    if at_once and here is not None and identity_id is not None:
        here.replies.append(
            Fresh(row_id, identity_id, person_id, key, say, str(found[0]["state"]), purpose, now)
        )
    return row_id
