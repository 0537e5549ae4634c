"""Departments and the categories of work they answer for, with their limits in working days."""

from tortoise import fields
from tortoise.models import Model


class Department(Model):
    id = fields.BigIntField(primary_key=True)
    code = fields.CharField(max_length=40, unique=True)
    name_hi = fields.CharField(max_length=160)
    name_en = fields.CharField(max_length=160)
    name_hne = fields.CharField(max_length=160, default="")
    short_hi = fields.CharField(max_length=24)
    short_en = fields.CharField(max_length=24)
    icon = fields.CharField(max_length=16, default="")
    position = fields.IntField(default=0)
    active = fields.BooleanField(default=True)

    class Meta:
        table = "department"

    def name(self, language: str) -> str:
        """The full name in the reader's language; Chhattisgarhi falls back to Hindi."""
        return {"en": self.name_en, "hne": self.name_hne or self.name_hi}.get(language, self.name_hi)

    def short(self, language: str) -> str:
        """Pictogram and short name, as it stands on a card."""
        name = {"en": self.short_en, "hne": self.name_hne or self.short_hi}.get(language, self.short_hi)
        return f"{self.icon} {name}".strip()


class Category(Model):
    """One kind of work of a department; the `days_*` are working days on the office calendar."""

    id = fields.BigIntField(primary_key=True)
    department: fields.ForeignKeyRelation[Department] = fields.ForeignKeyField(
        "models.Department", related_name="categories", on_delete=fields.RESTRICT
    )
    code = fields.CharField(max_length=60, unique=True)
    name_hi = fields.CharField(max_length=80)
    name_en = fields.CharField(max_length=80)
    name_hne = fields.CharField(max_length=80, default="")
    days_problem = fields.IntField(default=7)
    days_demand = fields.IntField(default=21)
    days_suggestion = fields.IntField(default=21)
    days_urgent = fields.IntField(default=1)
    photo_required = fields.BooleanField(default=False)
    service = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    active = fields.BooleanField(default=True)

    department_id: int

    class Meta:
        table = "category"

    def name(self, language: str) -> str:
        """The name in the reader's language; Chhattisgarhi falls back to Hindi."""
        return {"en": self.name_en, "hne": self.name_hne or self.name_hi}.get(language, self.name_hi)
