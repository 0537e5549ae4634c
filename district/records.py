"""The shape of one row of each kind of district file, checked as it is read."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from models.areas import AreaKind
from models.officers import Role


def _pieces(value: object) -> object:
    """Sheets hold lists as "a | b"."""
    return [piece.strip() for piece in value.split("|") if piece.strip()] if isinstance(value, str) else value


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


Names = Annotated[list[str], BeforeValidator(_pieces)]
MaybeInt = Annotated[int | None, BeforeValidator(_blank_is_none)]
MaybeFloat = Annotated[float | None, BeforeValidator(_blank_is_none)]
MaybeCode = Annotated[str | None, BeforeValidator(_blank_is_none)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Weekdays = Annotated[list[Weekday], BeforeValidator(_pieces)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{2,80}$")]
Days = Annotated[int, Field(ge=1, le=365)]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class AreaRecord(Record):
    code: Code
    kind: AreaKind
    parent: MaybeCode = None
    name_hi: str = Field(min_length=1, max_length=120)
    name_en: str = Field(min_length=1, max_length=120)
    aliases: Names = []
    lgd: MaybeInt = None
    lat: MaybeFloat = Field(None, ge=-90, le=90)
    lon: MaybeFloat = Field(None, ge=-180, le=180)


class CategoryRecord(Record):
    code: Code
    department: MaybeCode = None
    name_hi: str = Field(min_length=1, max_length=80)
    name_en: str = Field(min_length=1, max_length=80)
    name_hne: str = Field("", max_length=80)
    days_problem: Days = 7
    days_demand: Days = 21
    days_suggestion: Days = 21
    days_urgent: Days = 1
    photo_required: bool = False
    service: bool = False


class DepartmentRecord(Record):
    code: Code
    name_hi: str = Field(min_length=1, max_length=160)
    name_en: str = Field(min_length=1, max_length=160)
    name_hne: str = Field("", max_length=160)
    short_hi: str = Field(min_length=1, max_length=20)
    short_en: str = Field(min_length=1, max_length=20)
    icon: str = Field("", max_length=8)
    order: int = 0
    category: list[CategoryRecord] = []


class OfficerRecord(Record):
    username: str = Field(pattern=r"^[a-z0-9_.-]{2,60}$")
    name_hi: str = Field(min_length=1, max_length=120)
    name_en: str = Field(min_length=1, max_length=120)
    role: Role
    level: Literal["", "adm", "collector", "ceo"] = ""
    department: MaybeCode = None
    area: Code
    phone: MaybeCode = None
    language: Literal["hi", "hne", "en"] = "hi"
    demo: bool = False


class HolidayRecord(Record):
    date: date
    name_hi: str = Field(min_length=1, max_length=120)
    name_en: str = Field(min_length=1, max_length=120)


class OfficeRecord(Record):
    weekly_off: Weekdays
    saturdays_off: list[int] = []
    spells: list[tuple[time, time]]
    timezone: str
