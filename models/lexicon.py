"""Words that the district's administration taught the router, beside those it is shipped with."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.departments import Department


class Strength(StrEnum):
    """How much a word says: `against` speaks for anybody but this department."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"
    AGAINST = "against"


class RoutingTerm(Model):
    """Words (joined by " + " where all must occur) that point to a department, perhaps to a category."""

    id = fields.BigIntField(primary_key=True)
    words = fields.CharField(max_length=120, unique=True)
    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="routing_terms", on_delete=fields.RESTRICT
    )
    category_code = fields.CharField(max_length=60, default="")
    strength = fields.CharEnumField(Strength, max_length=8, default=Strength.STRONG)
    active = fields.BooleanField(default=True)

    department_id: int

    class Meta:
        table = "routing_term"
