"""Citizens and everyone else who chats with us: a person and the channel identities they reach us by."""

from tortoise import fields
from tortoise.models import Model

from models.areas import Area


class Person(Model):
    """Someone who writes to us. The phone may be unknown (WhatsApp user names, Telegram).

    `stopped_at`: wants no news of any kind; `broadcasts_off_at`: no messages that go to a whole area.
    """

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=160, default="")
    language = fields.CharField(max_length=8, default="")
    phone = fields.CharField(max_length=20, null=True, db_index=True)
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", null=True, related_name=None, on_delete=fields.RESTRICT
    )
    address = fields.CharField(max_length=400, default="")
    consent_version = fields.CharField(max_length=20, default="")
    consent_at = fields.DatetimeField(null=True)
    stopped_at = fields.DatetimeField(null=True)
    broadcasts_off_at = fields.DatetimeField(null=True)
    erased_at = fields.DatetimeField(null=True)
    merged_into: fields.ForeignKeyNullableRelation["Person"] = fields.ForeignKeyField(
        "models.Person", null=True, related_name=None, on_delete=fields.RESTRICT
    )
    created_at = fields.DatetimeField()

    area_id: int | None
    merged_into_id: int | None

    class Meta:
        table = "person"


class Identity(Model):
    """One address of a person on one channel: Telegram id, WhatsApp BSUID and/or phone, web chat visitor.

    `last_inbound_at` is the vendor's time of the person's last message: WhatsApp's window counts from it.
    `marketing_stopped_at`: told WhatsApp itself that they want no marketing from us.
    """

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="identities", on_delete=fields.RESTRICT
    )
    channel = fields.CharField(max_length=12)
    external_id = fields.CharField(max_length=160, null=True)
    phone = fields.CharField(max_length=20, null=True)
    username = fields.CharField(max_length=80, null=True)
    display_name = fields.CharField(max_length=160, default="")
    last_inbound_at = fields.DatetimeField(null=True)
    last_seen_key = fields.BigIntField(default=0)
    turn = fields.BigIntField(default=0)
    blocked_at = fields.DatetimeField(null=True)
    failures = fields.IntField(default=0)
    failed_at = fields.DatetimeField(null=True)
    marketing_stopped_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    person_id: int

    class Meta:
        table = "identity"
        unique_together = (("channel", "external_id"), ("channel", "phone"))


class Session(Model):
    """Where the conversation on one identity stands; `state` is the dialog's own JSON."""

    identity: fields.OneToOneRelation[Identity] = fields.OneToOneField(
        "models.Identity", primary_key=True, related_name="session", on_delete=fields.CASCADE
    )
    state = fields.TextField(default="")
    updated_at = fields.DatetimeField()

    identity_id: int

    class Meta:
        table = "session"


class LinkCode(Model):
    """A one-time code shown in one place and typed in another: joins an officer or a second channel."""

    id = fields.BigIntField(primary_key=True)
    purpose = fields.CharField(max_length=20)
    code_hash = fields.CharField(max_length=64, unique=True)
    officer_id = fields.BigIntField(null=True)
    person_id = fields.BigIntField(null=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)

    class Meta:
        table = "link_code"
