"""Messages in and out: the durable inbox and the transactional outbox."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.people import Identity, Person


class InboundState(StrEnum):
    NEW = "new"
    DONE = "done"
    PARKED = "parked"
    IGNORED = "ignored"


class Inbound(Model):
    """One single event of a webhook, stored before the webhook is answered; unique by the vendor's id.

    `lane` is what it is (message, status, account, unreadable); `sender` orders one person's messages, by
    the vendor's time (`vendor_at`) and sequence (`vendor_order`).
    """

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=12)
    vendor_key = fields.CharField(max_length=240)
    lane = fields.CharField(max_length=10)
    sender = fields.CharField(max_length=160, default="")
    body = fields.TextField()
    vendor_at = fields.DatetimeField(null=True)
    vendor_order = fields.BigIntField(default=0)
    received_at = fields.DatetimeField()
    state = fields.CharEnumField(InboundState, max_length=8, default=InboundState.NEW)
    attempts = fields.SmallIntField(default=0)
    next_attempt_at = fields.DatetimeField(null=True)
    error = fields.CharField(max_length=400, default="")
    handled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "inbound"
        unique_together = (("channel", "vendor_key"),)


class OutboundState(StrEnum):
    """`unknown`: the vendor may have taken it (time-out); settled by a status or a later, harmless repeat."""

    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNREACHABLE = "unreachable"
    CANCELLED = "cancelled"


class Lane(StrEnum):
    """Replies overtake notifications, notifications overtake bulk."""

    REPLY = "0reply"
    NOTICE = "1notice"
    BULK = "2bulk"


class Outbound(Model):
    """A message that must leave once; `key` says what caused it and keeps it from being queued twice.

    `body` is the channel-independent `Say`; `identity` is chosen at sending time when it is empty.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=160, unique=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="messages", on_delete=fields.RESTRICT
    )
    identity: fields.ForeignKeyNullableRelation[Identity] = fields.ForeignKeyField(
        "models.Identity", null=True, related_name="messages", on_delete=fields.RESTRICT
    )
    channel = fields.CharField(max_length=12, default="")
    lane = fields.CharEnumField(Lane, max_length=8)
    purpose = fields.CharField(max_length=40)
    ticket_id = fields.BigIntField(null=True, db_index=True)
    event_id = fields.BigIntField(null=True)
    broadcast_id = fields.BigIntField(null=True)
    body = fields.TextField()
    state = fields.CharEnumField(OutboundState, max_length=12, default=OutboundState.QUEUED)
    urgent = fields.BooleanField(default=False)
    attempts = fields.SmallIntField(default=0)
    next_attempt_at = fields.DatetimeField()
    claimed_until = fields.DatetimeField(null=True)
    card = fields.CharField(max_length=80, default="")
    sent_parts = fields.SmallIntField(default=0)
    flagged_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    vendor_id = fields.CharField(max_length=200, null=True, db_index=True)
    error_code = fields.CharField(max_length=40, default="")
    error = fields.CharField(max_length=400, default="")
    created_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    delivered_at = fields.DatetimeField(null=True)
    read_at = fields.DatetimeField(null=True)

    person_id: int
    identity_id: int | None

    class Meta:
        table = "outbound"


class Initiated(Model):
    """Somebody to whom a channel wrote first, and when last: a vendor allows so many in a day."""

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=12)
    identity_id = fields.BigIntField()
    at = fields.DatetimeField()

    class Meta:
        table = "initiated"
        unique_together = (("channel", "identity_id"),)


class Alert(Model):
    """One line of an officer's next bundle: what happened to which ticket; the bundle is one message."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=160, unique=True)
    officer_id = fields.BigIntField()
    ticket_id = fields.BigIntField()
    event_id = fields.BigIntField()
    text_id = fields.CharField(max_length=60)
    due_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)

    class Meta:
        table = "alert"


class Template(Model):
    """A WhatsApp template as data, with the state Meta gave it."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120)
    language = fields.CharField(max_length=8)
    purpose = fields.CharField(max_length=40)
    spare = fields.BooleanField(default=False)
    category = fields.CharField(max_length=20, default="UTILITY")
    body = fields.TextField()
    variables: list[str] = fields.JSONField(default=list)
    version = fields.IntField(default=1)
    state = fields.CharField(max_length=20, default="local")
    reason = fields.CharField(max_length=200, default="")
    vendor_id = fields.CharField(max_length=60, default="")
    updated_at = fields.DatetimeField()

    class Meta:
        table = "template"
        unique_together = (("name", "language"),)


class Circuit(Model):
    """A channel whose sending is stopped (token, payment, restriction), since when and why."""

    id = fields.BigIntField(primary_key=True)
    channel = fields.CharField(max_length=12)
    scope = fields.CharField(max_length=40, default="")
    open = fields.BooleanField(default=False)
    code = fields.CharField(max_length=40, default="")
    reason = fields.CharField(max_length=300, default="")
    credential = fields.CharField(max_length=64, default="")
    until = fields.DatetimeField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        table = "circuit"
        unique_together = (("channel", "scope"),)


class Counter(Model):
    """A number that is counted by day or month (billable messages, deflections, ignored webhooks)."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=60)
    period = fields.CharField(max_length=10)
    value = fields.BigIntField(default=0)

    class Meta:
        table = "counter"
        unique_together = (("name", "period"),)
