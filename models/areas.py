"""The area tree: state, district, block or urban body, panchayat or ward, village."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model


class AreaKind(StrEnum):
    STATE = "state"
    DISTRICT = "district"
    BLOCK = "block"
    URBAN_BODY = "urban_body"
    PANCHAYAT = "panchayat"
    WARD = "ward"
    VILLAGE = "village"


class Area(Model):
    """One node of the tree; `path` holds the ids from the root down ("1.4.17."), so a subtree is a prefix."""

    id = fields.BigIntField(primary_key=True)
    parent: fields.ForeignKeyNullableRelation["Area"] = fields.ForeignKeyField(
        "models.Area", null=True, related_name="children", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=80, unique=True)
    kind = fields.CharEnumField(AreaKind, max_length=12)
    name_hi = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    aliases: list[str] = fields.JSONField(default=list)
    lgd_code = fields.IntField(null=True)
    path = fields.CharField(max_length=160, db_index=True, default="")
    lat = fields.FloatField(null=True)
    lon = fields.FloatField(null=True)
    active = fields.BooleanField(default=True)

    parent_id: int | None

    class Meta:
        table = "area"

    def name(self, language: str) -> str:
        """The name in Latin letters for `en`, in Devanagari otherwise."""
        return self.name_en if language == "en" else self.name_hi
