"""What supervisors watch: daily snapshots, digests sent, meetings, orders, the operator's call list."""

from tortoise import fields
from tortoise.models import Model


class DailySnapshot(Model):
    """Counts of one local day for one department × area × kind, so that history never changes."""

    id = fields.BigIntField(primary_key=True)
    day = fields.DateField()
    department_id = fields.BigIntField(default=0)
    area_id = fields.BigIntField(default=0)
    area_path = fields.CharField(max_length=160, default="")
    kind = fields.CharField(max_length=12)
    counts: dict[str, int] = fields.JSONField(default=dict)

    class Meta:
        table = "daily_snapshot"
        unique_together = (("day", "department_id", "area_id", "kind"),)


class DigestSent(Model):
    """One digest of one ISO week for one officer, so that nobody gets it twice.

    All rows of a week are written at once when it falls due (`waiting`); `done` goes with the queued
    message in one commit. What was sent is kept: history does not change when tickets do.
    """

    id = fields.BigIntField(primary_key=True)
    week = fields.CharField(max_length=8)
    officer_id = fields.BigIntField()
    at = fields.DatetimeField()
    state = fields.CharField(max_length=10, default="done")
    claimed_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    text = fields.TextField(default="")
    files: list[dict[str, str]] = fields.JSONField(default=list)

    class Meta:
        table = "digest_sent"
        unique_together = (("week", "officer_id"),)


class Seal(Model):
    """The hash over a stretch of event rows (ids up to `upto`, `events` of them) and the seal before it."""

    id = fields.BigIntField(primary_key=True)
    upto = fields.BigIntField()
    events = fields.IntField()
    previous = fields.CharField(max_length=64, unique=True)
    hash = fields.CharField(max_length=64, unique=True)
    at = fields.DatetimeField()

    class Meta:
        table = "seal"


class CallListEntry(Model):
    """A person no channel reaches: the operator phones.

    `callee_id` is the account to phone where it is an officer who has no chat; `person_id` is 0 then.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=160, unique=True)
    person_id = fields.BigIntField(db_index=True)
    callee_id = fields.BigIntField(null=True)
    ticket_id = fields.BigIntField(null=True)
    reason = fields.CharField(max_length=40)
    text = fields.TextField(default="")
    state = fields.CharField(max_length=10, default="open")
    outcome = fields.CharField(max_length=300, default="")
    officer_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "call_list"
