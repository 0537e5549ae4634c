"""A citizen's demand, problem or suggestion, and what belongs to it."""

from tortoise import fields
from tortoise.models import Model

from models.areas import Area
from models.departments import Category, Department
from models.officers import Officer
from models.people import Person
from models.states import Kind, Status

__all__ = [
    "Attachment",
    "Event",
    "Kind",
    "LabelledExample",
    "Status",
    "Ticket",
    "TicketNumber",
    "TicketSerial",
    "Timer",
]


class Ticket(Model):
    """The current state of a ticket; how it came to be is told by its events."""

    id = fields.BigIntField(primary_key=True)
    number = fields.CharField(max_length=24, unique=True)
    tail = fields.CharField(max_length=4, db_index=True)
    filing_key = fields.CharField(max_length=80, unique=True)
    citizen: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="tickets", on_delete=fields.RESTRICT
    )
    on_behalf_of = fields.CharField(max_length=160, default="")
    source = fields.CharField(max_length=12)
    language = fields.CharField(max_length=8, default="hi")
    kind = fields.CharEnumField(Kind, max_length=12)
    description = fields.TextField(default="")
    search_text = fields.TextField(default="")
    department: fields.ForeignKeyNullableRelation[Department] = fields.ForeignKeyField(
        "models.Department", null=True, related_name="tickets", on_delete=fields.RESTRICT
    )
    category: fields.ForeignKeyNullableRelation[Category] = fields.ForeignKeyField(
        "models.Category", null=True, related_name="tickets", on_delete=fields.RESTRICT
    )
    area: fields.ForeignKeyNullableRelation[Area] = fields.ForeignKeyField(
        "models.Area", null=True, related_name="tickets", on_delete=fields.RESTRICT
    )
    area_path = fields.CharField(max_length=160, default="")
    address = fields.CharField(max_length=400, default="")
    lat = fields.FloatField(null=True)
    lon = fields.FloatField(null=True)
    status = fields.CharEnumField(Status, max_length=20, default=Status.SUBMITTED)
    officer: fields.ForeignKeyNullableRelation[Officer] = fields.ForeignKeyField(
        "models.Officer", null=True, related_name="tickets", on_delete=fields.RESTRICT
    )
    urgent = fields.BooleanField(default=False)
    confidential = fields.BooleanField(default=False)
    incomplete = fields.BooleanField(default=False)
    frequent = fields.BooleanField(default=False)
    confidence = fields.FloatField(default=0)
    because = fields.CharField(max_length=400, default="")
    alternatives: list[list[object]] = fields.JSONField(default=list)
    submitted_at = fields.DatetimeField()
    assigned_at = fields.DatetimeField(null=True)
    first_viewed_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField(null=True)
    calendar_version = fields.BigIntField(null=True)
    paused_at = fields.DatetimeField(null=True)
    breached_at = fields.DatetimeField(null=True)
    resolved_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    last_nudged_at = fields.DatetimeField(null=True)
    resolution = fields.TextField(default="")
    verdict = fields.CharField(max_length=10, default="")
    rating = fields.SmallIntField(null=True)
    reopen_count = fields.SmallIntField(default=0)
    hop_count = fields.SmallIntField(default=0)
    extension_count = fields.SmallIntField(default=0)
    nudge_count = fields.SmallIntField(default=0)
    escalation_level = fields.SmallIntField(default=0)
    joined_count = fields.IntField(default=0)
    parent: fields.ForeignKeyNullableRelation["Ticket"] = fields.ForeignKeyField(
        "models.Ticket", null=True, related_name="merged", on_delete=fields.RESTRICT
    )
    pending: dict[str, object] = fields.JSONField(default=dict)
    version = fields.IntField(default=0)
    event_seq = fields.IntField(default=0)
    event_head = fields.CharField(max_length=64, default="")
    updated_at = fields.DatetimeField()

    citizen_id: int
    department_id: int | None
    category_id: int | None
    area_id: int | None
    officer_id: int | None
    parent_id: int | None

    class Meta:
        table = "ticket"


class TicketSerial(Model):
    """The last serial given out for a prefix and year on SQLite; PostgreSQL has a sequence for each."""

    id = fields.BigIntField(primary_key=True)
    prefix = fields.CharField(max_length=5)
    year = fields.SmallIntField()
    last_serial = fields.IntField(default=0)

    class Meta:
        table = "ticket_serial"
        unique_together = (("prefix", "year"),)


class TicketNumber(Model):
    """A number that was given out; one without its ticket shows that a ticket was removed whole."""

    number = fields.CharField(max_length=24, primary_key=True)
    given_at = fields.DatetimeField()

    class Meta:
        table = "ticket_number"


class Event(Model):
    """One change of one ticket: the audit row, and the only source of notifications and statistics.

    `hash` covers the row's facts and `previous`, so an altered or removed row breaks the ticket's chain.
    `reacted_at` is empty until workers have done what follows from the event.
    """

    id = fields.BigIntField(primary_key=True)
    ticket: fields.ForeignKeyRelation[Ticket] = fields.ForeignKeyField(
        "models.Ticket", related_name="events", on_delete=fields.RESTRICT
    )
    seq = fields.IntField()
    verb = fields.CharField(max_length=30)
    actor_kind = fields.CharField(max_length=20)
    actor_id = fields.BigIntField(null=True)
    before = fields.CharField(max_length=20, default="")
    after = fields.CharField(max_length=20)
    data: dict[str, object] = fields.JSONField(default=dict)
    at = fields.DatetimeField()
    previous = fields.CharField(max_length=64, default="")
    hash = fields.CharField(max_length=64)
    reacted_at = fields.DatetimeField(null=True)
    react_attempts = fields.SmallIntField(default=0)
    react_after = fields.DatetimeField(null=True)

    ticket_id: int

    class Meta:
        table = "event"
        unique_together = (("ticket", "seq"),)


class Attachment(Model):
    """A photo, voice note, video or document; a worker fetches it after the message is stored.

    `speech_state` is empty while a recording may still be transcribed, then heard, none or failed.
    """

    id = fields.BigIntField(primary_key=True)
    ticket: fields.ForeignKeyNullableRelation[Ticket] = fields.ForeignKeyField(
        "models.Ticket", null=True, related_name="attachments", on_delete=fields.RESTRICT
    )
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", null=True, related_name=None, on_delete=fields.RESTRICT
    )
    event_seq = fields.IntField(null=True)
    by_officer = fields.BooleanField(default=False)
    channel = fields.CharField(max_length=12)
    vendor_ref = fields.CharField(max_length=400, default="")
    vendor_message = fields.CharField(max_length=200, default="")
    kind = fields.CharField(max_length=12)
    mime = fields.CharField(max_length=100, default="")
    name = fields.CharField(max_length=200, default="")
    caption = fields.TextField(default="")
    size = fields.BigIntField(null=True)
    duration_s = fields.IntField(null=True)
    sha256 = fields.CharField(max_length=64, default="")
    storage_key = fields.CharField(max_length=200, default="")
    state = fields.CharField(max_length=10, default="waiting")
    attempts = fields.SmallIntField(default=0)
    next_attempt_at = fields.DatetimeField(null=True)
    error = fields.CharField(max_length=200, default="")
    transcript = fields.TextField(default="")
    speech_state = fields.CharField(max_length=10, default="")
    speech_attempts = fields.SmallIntField(default=0)
    speech_after = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    ticket_id: int | None
    person_id: int | None

    class Meta:
        table = "attachment"


class Timer(Model):
    """Something that falls due at `due_at`; claimed by the scan, done once for ever by its unique key."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=120, unique=True)
    kind = fields.CharField(max_length=30)
    ticket: fields.ForeignKeyNullableRelation[Ticket] = fields.ForeignKeyField(
        "models.Ticket", null=True, related_name="timers", on_delete=fields.CASCADE
    )
    identity_id = fields.BigIntField(null=True)
    officer_id = fields.BigIntField(null=True)
    due_at = fields.DatetimeField()
    data: dict[str, object] = fields.JSONField(default=dict)
    state = fields.CharField(max_length=10, default="waiting")
    claimed_until = fields.DatetimeField(null=True)
    attempts = fields.SmallIntField(default=0)
    error = fields.CharField(max_length=200, default="")
    done_at = fields.DatetimeField(null=True)

    ticket_id: int | None

    class Meta:
        table = "timer"


class LabelledExample(Model):
    """What a human decided about a text: the router learns what is not empty."""

    id = fields.BigIntField(primary_key=True)
    ticket_id = fields.BigIntField(null=True, db_index=True)
    text = fields.TextField()
    language = fields.CharField(max_length=12, default="")
    department_code = fields.CharField(max_length=40)
    category_code = fields.CharField(max_length=60, default="")
    kind = fields.CharField(max_length=12, default="")
    urgent = fields.BooleanField(null=True)
    area_id = fields.BigIntField(null=True)
    source = fields.CharField(max_length=20)
    at = fields.DatetimeField()

    class Meta:
        table = "labelled_example"
