"""What officers keep for themselves: lists they come back to, and replies they write often."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model


class SavedKind(StrEnum):
    VIEW = "view"
    REPLY = "reply"


class Saved(Model):
    """A named list (body: the inbox's address) or a reply (body: its words) of one officer."""

    id = fields.BigIntField(primary_key=True)
    officer_id = fields.BigIntField(db_index=True)
    kind = fields.CharEnumField(SavedKind, max_length=8)
    name = fields.CharField(max_length=60)
    body = fields.TextField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "saved"
