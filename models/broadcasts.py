"""Messages to the citizens of an area or a department: who wrote one, who approved it, how far it went."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.areas import Area
from models.departments import Department


class BroadcastState(StrEnum):
    """`sending` begins with the approval and ends when nothing of it waits any more."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"


class Broadcast(Model):
    """One message to many; only the Hindi words must be there, readers of other languages get those too.

    `made_for`, `approved_for` and `ended_for` name the account on leave in whose place somebody acted.
    `version` counts the changes of its words, so that nobody approves what they have not seen. `cursor` is
    the last person that was looked at, `last_person` where it ends; `people` and `left_out` are what was
    counted when it was written, `reached` and `skipped` what came of it.
    """

    id = fields.BigIntField(primary_key=True)
    words_hi = fields.TextField()
    words_hne = fields.TextField(default="")
    words_en = fields.TextField(default="")
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name=None, on_delete=fields.RESTRICT
    )
    area_path = fields.CharField(max_length=160)
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "models.Department", null=True, related_name=None, on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(BroadcastState, max_length=10, default=BroadcastState.DRAFT)
    reason = fields.CharField(max_length=300, default="")
    version = fields.IntField(default=1)
    not_before = fields.DatetimeField(null=True)
    made_by = fields.BigIntField()
    made_for = fields.BigIntField(null=True)
    made_at = fields.DatetimeField()
    approved_by = fields.BigIntField(null=True)
    approved_for = fields.BigIntField(null=True)
    approved_at = fields.DatetimeField(null=True)
    ended_by = fields.BigIntField(null=True)
    ended_for = fields.BigIntField(null=True)
    ended_at = fields.DatetimeField(null=True)
    people = fields.IntField(default=0)
    left_out = fields.IntField(default=0)
    cursor = fields.BigIntField(default=0)
    last_person = fields.BigIntField(default=0)
    reached = fields.IntField(default=0)
    skipped = fields.IntField(default=0)

    area_id: int
    department_id: int | None

    class Meta:
        table = "broadcast"

    def words(self, language: str) -> str:
        """What a reader of this language gets."""
        own = {"hne": self.words_hne, "en": self.words_en}.get(language, "")
        return own or self.words_hi
