"""The Monday meeting: its frozen agenda, the orders given in it, and who was there."""

from tortoise import fields
from tortoise.models import Model


class Meeting(Model):
    """One meeting of one jurisdiction on one day; `key` keeps it from being frozen twice.

    When it is closed its minutes are stored once, with their hash, and nothing of it changes any more.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=240, unique=True)
    officer_id = fields.BigIntField()
    department_id = fields.BigIntField(null=True)
    area_path = fields.CharField(max_length=160)
    held_on = fields.DateField()
    week = fields.CharField(max_length=8)
    state = fields.CharField(max_length=10, default="frozen")
    frozen_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    minutes_key = fields.CharField(max_length=200, default="")
    minutes_sha256 = fields.CharField(max_length=64, default="")

    class Meta:
        table = "meeting"

    @property
    def closed(self) -> bool:
        """Whether it has ended (its minutes may still be in the making)."""
        return self.state != "frozen"


class MeetingItem(Model):
    """One point of the agenda: a ticket, why it is there, and its facts as they were at the freeze."""

    id = fields.BigIntField(primary_key=True)
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "models.Meeting", related_name="items", on_delete=fields.RESTRICT
    )
    position = fields.IntField()
    ticket_id = fields.BigIntField()
    reason = fields.CharField(max_length=20)
    facts: dict[str, object] = fields.JSONField(default=dict)
    order_id = fields.BigIntField(null=True)

    meeting_id: int

    class Meta:
        table = "meeting_item"
        unique_together = (("meeting", "position"), ("meeting", "ticket_id"))


class MeetingOrder(Model):
    """What a supervisor ordered, to whom and by when; `key` keeps a second tap from a second order."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=80, unique=True)
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "models.Meeting", related_name="orders", on_delete=fields.RESTRICT
    )
    item_id = fields.BigIntField()
    ticket_id = fields.BigIntField()
    text = fields.TextField()
    due_at = fields.DatetimeField(null=True)
    officer_id = fields.BigIntField(null=True)
    given_by = fields.BigIntField()
    given_at = fields.DatetimeField()

    meeting_id: int

    class Meta:
        table = "meeting_order"


class Attendance(Model):
    """Whether an officer of the jurisdiction came."""

    id = fields.BigIntField(primary_key=True)
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "models.Meeting", related_name="attendance", on_delete=fields.RESTRICT
    )
    officer_id = fields.BigIntField()
    present = fields.BooleanField()

    meeting_id: int

    class Meta:
        table = "attendance"
        unique_together = (("meeting", "officer_id"),)
