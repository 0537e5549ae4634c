"""Days on which the office is closed."""

from tortoise import fields
from tortoise.models import Model


class Holiday(Model):
    id = fields.BigIntField(primary_key=True)
    date = fields.DateField(unique=True)
    name_hi = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)

    class Meta:
        table = "holiday"


class OfficeHours(Model):
    """The office calendar's rules, one row a version; the newest is in force."""

    id = fields.BigIntField(primary_key=True)
    rules: dict[str, object] = fields.JSONField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "office_hours"
