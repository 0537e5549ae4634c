"""Programs of others that file for people: their keys, for whom each files, and what was filed through it."""

from tortoise import fields
from tortoise.models import Model

from models.people import Person
from models.tickets import Ticket


class ApiKey(Model):
    """A program's key: `prefix` is the part that may be shown, of the rest only the hash is kept."""

    id = fields.BigIntField(primary_key=True)
    name = fields.CharField(max_length=120)
    prefix = fields.CharField(max_length=12, unique=True)
    hash = fields.CharField(max_length=64)
    made_by = fields.BigIntField(null=True)
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_key"


class ApiFiler(Model):
    """Somebody for whom a key files; `handle` is the hash of what the program knows them by."""

    id = fields.BigIntField(primary_key=True)
    key: fields.ForeignKeyRelation[ApiKey] = fields.ForeignKeyField(
        "models.ApiKey", related_name=None, on_delete=fields.RESTRICT
    )
    handle = fields.CharField(max_length=64)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", null=True, related_name=None, on_delete=fields.RESTRICT
    )

    key_id: int
    person_id: int | None

    class Meta:
        table = "api_filer"
        unique_together = (("key", "handle"),)


class ApiRequest(Model):
    """A ticket that came through a key; `content` is the digest of what was sent, which knows a repeat."""

    id = fields.BigIntField(primary_key=True)
    key: fields.ForeignKeyRelation[ApiKey] = fields.ForeignKeyField(
        "models.ApiKey", related_name=None, on_delete=fields.RESTRICT
    )
    ticket: fields.OneToOneRelation[Ticket] = fields.OneToOneField(
        "models.Ticket", related_name=None, on_delete=fields.RESTRICT
    )
    service_code = fields.CharField(max_length=60)
    content = fields.CharField(max_length=64, default="")
    at = fields.DatetimeField()

    key_id: int
    ticket_id: int

    class Meta:
        table = "api_request"
