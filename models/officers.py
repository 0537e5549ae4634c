"""Those who work on tickets or watch over them, their leave, and what they looked at."""

from enum import StrEnum

from tortoise import fields
from tortoise.models import Model

from models.areas import Area
from models.departments import Department
from models.people import Person


class Role(StrEnum):
    OFFICER = "officer"
    DEPARTMENT_HEAD = "department_head"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class Officer(Model):
    """An account with a jurisdiction: department (or all) × subtree of `area`."""

    id = fields.BigIntField(primary_key=True)
    username = fields.CharField(max_length=60, unique=True)
    name_hi = fields.CharField(max_length=120)
    name_en = fields.CharField(max_length=120)
    role = fields.CharEnumField(Role, max_length=20)
    level = fields.CharField(max_length=12, default="")
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "models.Department", null=True, related_name="officers", on_delete=fields.RESTRICT
    )
    area: fields.ForeignKeyRelation[Area] = fields.ForeignKeyField(
        "models.Area", related_name="officers", on_delete=fields.RESTRICT
    )
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", null=True, related_name="officers", on_delete=fields.SET_NULL
    )
    phone = fields.CharField(max_length=20, null=True)
    language = fields.CharField(max_length=8, default="hi")
    alerts = fields.CharField(max_length=10, default="bundle")
    password_hash = fields.CharField(max_length=200, default="")
    session_epoch = fields.IntField(default=0)
    active = fields.BooleanField(default=True)
    demo = fields.BooleanField(default=False)
    created_at = fields.DatetimeField()

    department_id: int | None
    area_id: int
    person_id: int | None

    class Meta:
        table = "officer"

    def name(self, language: str) -> str:
        """The name in Latin letters for `en`, in Devanagari otherwise."""
        return self.name_en if language == "en" else self.name_hi


class Leave(Model):
    """Days (inclusive, local dates) on which a substitute gets everything of an officer."""

    id = fields.BigIntField(primary_key=True)
    officer: fields.ForeignKeyRelation[Officer] = fields.ForeignKeyField(
        "models.Officer", related_name="leaves", on_delete=fields.CASCADE
    )
    substitute: fields.ForeignKeyNullableRelation[Officer] = fields.ForeignKeyField(
        "models.Officer", null=True, related_name="substitutions", on_delete=fields.SET_NULL
    )
    starts = fields.DateField()
    ends = fields.DateField()

    officer_id: int
    substitute_id: int | None

    class Meta:
        table = "leave"


class AccessLog(Model):
    """Who did what that leaves no ticket event: sign-ins, opened records, exports, changed settings."""

    id = fields.BigIntField(primary_key=True)
    officer_id = fields.BigIntField(null=True)
    action = fields.CharField(max_length=40)
    subject = fields.CharField(max_length=120, default="")
    detail = fields.CharField(max_length=300, default="")
    address = fields.CharField(max_length=45, default="")
    at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "access_log"
