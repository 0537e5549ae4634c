"""Outbox rows as work: claimed under a lease, given back, recorded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import clock
from bots import hot
from bots.channel import Address
from bots.outbound import Say
from bots.queue import LEASE, Fresh
from bots.route import Way
from models.messages import Lane, OutboundState

_COLUMNS = """id, key, person_id, identity_id, channel, lane, purpose, ticket_id, body, attempts,
  sent_parts, card,
  created_at, expires_at, urgent, error_code"""
# An older message of the same person and lane goes first, unless it only waits for its hour.
_OLDER = """
SELECT 1 FROM outbound e WHERE e.person_id = outbound.person_id AND e.lane = outbound.lane
  AND e.id < outbound.id
  AND e.state IN ('queued', 'sending')
  AND (e.state = 'sending' OR e.next_attempt_at <= $1 OR e.error_code <> '')
"""
_CLAIM_IDS = f"""
UPDATE outbound SET state = 'sending', claimed_until = $2, attempts = attempts + 1
WHERE state = 'queued' AND next_attempt_at <= $1 AND id IN ({{ids}}) AND NOT EXISTS ({_OLDER}
  AND e.id NOT IN ({{ids}}))
RETURNING {_COLUMNS}
"""  # noqa: S608  (our own constants)
_CLAIM_DUE = f"""
UPDATE outbound SET state = 'sending', claimed_until = $2, attempts = attempts + 1
WHERE state = 'queued' AND id IN (
  SELECT id FROM outbound WHERE state = 'queued' AND next_attempt_at <= $1 {{more}} AND NOT EXISTS ({_OLDER})
  ORDER BY lane, next_attempt_at, id LIMIT {{limit}} FOR UPDATE SKIP LOCKED)
RETURNING {_COLUMNS}
"""  # noqa: S608  (our own constants)
_SENT = """
WITH taken (id, vendor_id, at, identity_id, channel, parts) AS (VALUES {rows})
UPDATE outbound SET state = CASE WHEN state IN ('queued', 'sending', 'unknown') THEN 'sent' ELSE state END,
  vendor_id = COALESCE(taken.vendor_id, outbound.vendor_id), sent_at = COALESCE(sent_at, taken.at),
  identity_id = taken.identity_id, channel = taken.channel, sent_parts = taken.parts, claimed_until = NULL,
  error_code = '', error = '' FROM taken WHERE outbound.id = taken.id
"""
_TYPES = ("bigint", "text", "timestamptz", "bigint", "text", "smallint")
_GIVE_BACK = """
UPDATE outbound SET state = $2, next_attempt_at = COALESCE($3, next_attempt_at), attempts = $4,
  sent_parts = $5,
  error_code = $6, error = $7, claimed_until = NULL, identity_id = COALESCE($8, identity_id), channel = $9
WHERE id = $1 AND state IN ('queued', 'sending', 'unknown', 'sent')
"""
_WAYS = """
SELECT id, channel, external_id, phone, last_inbound_at, blocked_at, failures, marketing_stopped_at
  FROM identity WHERE person_id = $1
"""


@dataclass(slots=True)
class Job:
    """One claimed row.

    `attempts` counts this try; `sent_parts` are the parts the vendor already took; `after` is the code of
    what went wrong before.
    """

    id: int
    key: str
    person_id: int
    identity_id: int | None
    channel: str
    lane: Lane
    purpose: str
    ticket_id: int | None
    say: Say
    attempts: int
    sent_parts: int
    card: str
    created_at: datetime
    expires_at: datetime | None = None
    urgent: bool = False
    after: str = ""

    @property
    def is_reply(self) -> bool:
        """Whether a person waits for it right now."""
        return self.lane is Lane.REPLY


def _job(row: hot.Row) -> Job:
    return Job(
        id=int(row["id"]),
        key=str(row["key"]),
        person_id=int(row["person_id"]),
        identity_id=row["identity_id"],
        channel=str(row["channel"]),
        lane=Lane(row["lane"]),
        purpose=str(row["purpose"]),
        ticket_id=row["ticket_id"],
        say=Say.from_json(str(row["body"])),
        attempts=int(row["attempts"]),
        sent_parts=int(row["sent_parts"]),
        card=str(row["card"]),
        created_at=hot.when(row["created_at"]) or clock.now(),
        expires_at=hot.when(row["expires_at"]),
        urgent=bool(row["urgent"]),
        after=str(row["error_code"]),
    )


def of_fresh(fresh: Fresh, channel: str) -> Job:
    """A reply just queued, without reading it back."""
    return Job(
        fresh.id, fresh.key, fresh.person_id, fresh.identity_id, channel, Lane.REPLY, fresh.purpose,
          None, fresh.say,
        attempts=1, sent_parts=0, card=fresh.say.card, created_at=fresh.created_at,
    )  # fmt: skip


async def claim(ids: Collection[int]) -> list[Job]:
    """Take these rows for sending, those that are due and have no older one before them; in order."""
    if not ids:
        return []
    now = clock.now()
    listed = ", ".join(str(int(row_id)) for row_id in ids)
    rows = await hot.rows(_CLAIM_IDS.format(ids=listed), now, now + LEASE)
    return sorted(map(_job, rows), key=lambda job: job.id)


async def claim_due(limit: int, *, lanes: Sequence[Lane] = (), stopped: Collection[str] = ()) -> list[Job]:
    """Take what is due, replies before notices before bulk, one message of a person at a time."""
    now = clock.now()
    more = ""
    if lanes:
        more += f" AND lane IN ({', '.join(repr(lane.value) for lane in lanes)})"
    if stopped:
        more += f" AND channel NOT IN ({', '.join(repr(name) for name in sorted(stopped))})"
    rows = await hot.rows(_CLAIM_DUE.format(more=more, limit=int(limit)), now, now + LEASE)
    return sorted(map(_job, rows), key=lambda job: (job.lane, job.id))


@dataclass(frozen=True, slots=True)
class Gone:
    """A message that a vendor has taken whole: under which id, and for which address."""

    job: Job
    vendor_id: str | None
    to: Address


async def sent(gone: Sequence[Gone]) -> Sequence[None]:
    """The vendor has taken all of each; a status that came first is not lowered."""
    now, rows, values = clock.now(), [], list[object]()
    # In one order everywhere: statuses of the same messages may be recorded at this moment.
    for one in sorted(gone, key=lambda one: one.job.id):
        marks = (f"${len(values) + at}::{kind}" for at, kind in enumerate(_TYPES, 1))
        rows.append(f"({', '.join(marks)})")
        values += [one.job.id, one.vendor_id, now, one.to.identity_id, one.to.channel, one.job.sent_parts]
    await hot.rows(_SENT.format(rows=", ".join(rows)), *values)
    return [None] * len(gone)


async def give_back(
    job: Job,
    state: OutboundState,
    *,
    at: datetime | None = None,
    code: str = "",
    error: str = "",
    identity_id: int | None = None,
    attempts: int | None = None,
) -> None:
    """Put the row back with its next state; what became of it meanwhile through a status stays."""
    tries = job.attempts if attempts is None else attempts
    text = error.replace("\0", "")[:400]
    await hot.rows(
        _GIVE_BACK,
        job.id,
        state.value,
        at,
        max(0, tries),
        job.sent_parts,
        code[:40],
        text,
        identity_id,
        job.channel,
    )


async def ways(person_id: int) -> list[Way]:
    """Every address of a person."""
    return [
        Way(
            Address(int(row["id"]), str(row["channel"]), row["external_id"], row["phone"]),
            hot.when(row["last_inbound_at"]),
            row["blocked_at"] is not None,
            int(row["failures"]),
            row["marketing_stopped_at"] is not None,
        )
        for row in await hot.rows(_WAYS, person_id)
    ]


async def language(person_id: int) -> str:
    """The language a person is spoken to in."""
    rows = await hot.rows("SELECT language FROM person WHERE id = $1", person_id)
    return str(rows[0]["language"] or "hi") if rows else "hi"


async def previous_card(job: Job, channel: str) -> str | None:
    """The vendor's id of the newest message with the same card, to edit it."""
    found = await hot.rows(
        """SELECT vendor_id FROM outbound WHERE person_id = $1 AND card = $2 AND id < $3 AND channel = $4
             AND card <> '' AND vendor_id IS NOT NULL ORDER BY id DESC LIMIT 1""",
        job.person_id,
        job.card,
        job.id,
        channel,
    )
    return str(found[0]["vendor_id"]) if found else None


async def load(row_id: int, vendor_id: str) -> tuple[Job, OutboundState] | None:
    """A row by our id or the vendor's, with its state."""
    rows = await hot.rows(
        f"SELECT {_COLUMNS}, state FROM outbound WHERE id = $1 OR vendor_id = $2 LIMIT 1",  # noqa: S608  (constant)
        row_id,
        vendor_id,
    )
    return (_job(rows[0]), OutboundState(rows[0]["state"])) if rows else None


async def release_expired() -> int:
    """Rows whose sender died: bulk is left as "maybe sent", the rest goes again.

    Unknown outcomes come due here.
    """
    now = clock.now()
    maybe = await hot.rows(
        """UPDATE outbound SET state = 'unknown', claimed_until = NULL, error = 'maybe sent'
           WHERE state = 'sending' AND lane = $2 AND claimed_until < $1 RETURNING id""",
        now,
        Lane.BULK.value,
    )
    again = await hot.rows(
        """UPDATE outbound SET state = 'queued', claimed_until = NULL, next_attempt_at = $1
           WHERE (state = 'sending' AND claimed_until < $1)
              OR (state = 'unknown' AND lane <> $2 AND next_attempt_at <= $1) RETURNING id""",
        now,
        Lane.BULK.value,
    )
    return len(maybe) + len(again)


async def expire() -> int:
    """Cancel what is too late to be of use."""
    now = clock.now()
    gone = await hot.rows(
        """UPDATE outbound SET state = 'cancelled', error = 'expired'
           WHERE state = 'queued' AND expires_at < $1 RETURNING id""",
        now,
    )
    return len(gone)


async def cancel_bulk() -> int:
    """The election switch is on: nothing to the public leaves any more."""
    gone = await hot.rows(
        """UPDATE outbound SET state = 'cancelled', error = 'code of conduct'
           WHERE state = 'queued' AND lane = $1 RETURNING id""",
        Lane.BULK.value,
    )
    return len(gone)
