"""What the engine may know besides the session: the person, the areas, the router, the hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from routing.reading import Reading
from tickets.calendar import OfficeCalendar

if TYPE_CHECKING:
    from routing.places import PlaceMatch


@dataclass(frozen=True, slots=True)
class AreaCard:
    """One area by id, with names in both scripts."""

    id: int
    kind: str
    name_hi: str
    name_en: str
    parent_id: int | None
    lat: float | None = None
    lon: float | None = None

    def name(self, language: str) -> str:
        """Latin for English readers, Devanagari for everybody else."""
        return self.name_en if language == "en" else self.name_hi


@dataclass(frozen=True, slots=True)
class DepartmentCard:
    """One department with its categories (code → name by language)."""

    code: str
    icon: str
    short: Mapping[str, str]
    """As on a button."""
    names: Mapping[str, str]
    called: Mapping[str, str]
    """As citizens read of it in a sentence."""
    categories: Mapping[str, Mapping[str, str]]


class Reads(Protocol):
    """The part of routing.router.Router the dialog uses."""

    def read(self, text: str, *, block: str | None = None, kind: str | None = None) -> Reading: ...


class FindsPlaces(Protocol):
    """The part of routing.places.PlaceIndex the dialog uses; `block` is the block's English name."""

    def find(self, text: str, block: str | None = None) -> tuple[PlaceMatch, ...]: ...


@dataclass(frozen=True, slots=True)
class District:
    """The deployment's slow-changing data, loaded once per process and again when it changes.

    `zone` is the office's time zone, in which due dates are told and nights are quiet;
    `calendar` its working days.
    """

    name: Mapping[str, str]
    areas: Mapping[int, AreaCard]
    blocks: tuple[AreaCard, ...]
    places: FindsPlaces
    departments: Mapping[str, DepartmentCard]
    router: Reads
    number_prefix: str
    help_phone: str = ""
    zone: str = "Asia/Kolkata"
    calendar: OfficeCalendar = field(default_factory=OfficeCalendar)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What we know of the one who writes; `role` is empty for citizens, else models.officers.Role."""

    name: str = ""
    language: str = ""
    area_id: int | None = None
    address: str = ""
    consent_version: str = ""
    stopped: bool = False
    open_tickets: int = 0
    role: str = ""
    officer_name: str = ""
    phone_known: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything for one turn.

    `can` is what changes the questions: "location", "contact", "list" (the channel has them), "speech"
    (a speech service is configured).
    """

    now: datetime
    channel: str
    person: PersonFacts
    district: District
    can: frozenset[str] = field(default_factory=frozenset)
