"""Outgoing webhooks: which systems are told of events, and every call that was made or still waits."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.departments import Department


class CallState(StrEnum):
    """`failed` is tried again, `gave_up` only by hand."""

    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"
    GAVE_UP = "gave_up"


WAITING = (CallState.QUEUED, CallState.SENDING, CallState.FAILED)


class Hook(Model):
    """One address that is told; without `events` of all there are, without a department of all.

    `failures` counts those since the last success: from the third on nothing is sent before `paused_until`.
    `served_until` is the lease of the process that sends to it, so that one at a time does.
    """

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=80, unique=True)
    url = fields.CharField(max_length=500)
    secret = fields.CharField(max_length=64)
    events: list[str] = fields.JSONField(default=list)
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "models.Department", null=True, related_name="hooks", on_delete=fields.RESTRICT
    )
    active = fields.BooleanField(default=True)
    disabled_reason = fields.CharField(max_length=12, default="")
    failures = fields.IntField(default=0)
    failing_since = fields.DatetimeField(null=True)
    paused_until = fields.DatetimeField(null=True)
    served_until = fields.DatetimeField(null=True)
    created_by = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()

    department_id: int | None

    class Meta:
        table = "hook"


class HookCall(Model):
    """One event told to one hook, the same at every try; a test call has no event.

    `created_at` is the moment it is about. `next_at` orders what waits; while a call is being sent it is the
    end of its lease.
    """

    id = fields.BigIntField(primary_key=True)
    hook: fields.ForeignKeyRelation[Hook] = fields.ForeignKeyField(
        "models.Hook", related_name="calls", on_delete=fields.CASCADE
    )
    event_id = fields.BigIntField(null=True)
    delivery = fields.CharField(max_length=36)
    event = fields.CharField(max_length=30)
    body = fields.TextField()
    state = fields.CharEnumField(CallState, max_length=10, default=CallState.QUEUED)
    attempts = fields.SmallIntField(default=0)
    next_at = fields.DatetimeField()
    status = fields.SmallIntField(null=True)
    error = fields.CharField(max_length=12, default="")
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    hook_id: int

    class Meta:
        table = "hook_call"
        unique_together = (("hook", "event_id"),)
