"""What administrators keep: areas, departments, officers, holidays, the router's words, with their fields."""

from dataclasses import dataclass
from typing import Any

from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.holidays import Holiday
from models.lexicon import RoutingTerm, Strength
from models.officers import Leave, Officer, Role
from portal.admin.fields import Column, Take


@dataclass(frozen=True, slots=True)
class Ledger:
    """One table: its columns, order, what is searched, and whether rows may be removed."""

    key: str
    model: type[Any]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    searched: tuple[str, ...] = ()
    removable: bool = False
    related: tuple[str, ...] = ()


def _days(name: str, *, listed: bool = False) -> Column:
    return Column(name, Take.NUMBER, needed=True, least=1, most=365, listed=listed)


def _names(most: int) -> tuple[Column, Column]:
    return Column("name_hi", needed=True, most=most, listed=True), Column(
        "name_en", needed=True, most=most, listed=True
    )


LEDGERS: dict[str, Ledger] = {
    ledger.key: ledger
    for ledger in (
        Ledger(
            "areas",
            Area,
            (
                Column("code", Take.CODE, needed=True, most=80, fixed=True, listed=True),
                Column("kind", Take.CHOICE, needed=True, choices=tuple(AreaKind), listed=True),
                Column("parent_id", Take.AREA, needed=True, fixed=True),
                *_names(120),
                Column("aliases", Take.NAMES),
                Column("lgd_code", Take.NUMBER, most=9_999_999),
                Column("lat", Take.DECIMAL),
                Column("lon", Take.DECIMAL),
                Column("active", Take.FLAG, listed=True),
            ),
            ("code",),
            ("code", "name_hi", "name_en"),
        ),
        Ledger(
            "departments",
            Department,
            (
                Column("code", Take.CODE, needed=True, most=40, fixed=True, listed=True),
                *_names(160),
                Column("name_hne", most=160),
                Column("short_hi", needed=True, most=20, listed=True),
                Column("short_en", needed=True, most=20),
                Column("icon", most=8),
                Column("position", Take.NUMBER, needed=True, most=999),
                Column("active", Take.FLAG, listed=True),
            ),
            ("position", "id"),
            ("code", "name_hi", "name_en"),
        ),
        Ledger(
            "categories",
            Category,
            (
                Column("code", Take.CODE, needed=True, most=60, fixed=True, listed=True),
                Column("department_id", Take.DEPARTMENT, needed=True, fixed=True),
                *_names(80),
                Column("name_hne", most=80),
                _days("days_problem", listed=True),
                _days("days_demand", listed=True),
                _days("days_suggestion"),
                _days("days_urgent"),
                Column("photo_required", Take.FLAG),
                Column("service", Take.FLAG),
                Column("position", Take.NUMBER, needed=True, most=9999),
                Column("active", Take.FLAG, listed=True),
            ),
            ("code",),
            ("code", "name_hi", "name_en"),
        ),
        Ledger(
            "officers",
            Officer,
            (
                Column("username", Take.CODE, needed=True, most=60, fixed=True, listed=True),
                *_names(120),
                Column("role", Take.CHOICE, needed=True, choices=tuple(Role), listed=True),
                Column("level", Take.CHOICE, choices=("adm", "collector", "ceo")),
                Column("department_id", Take.DEPARTMENT),
                Column("area_id", Take.AREA, needed=True),
                Column("phone", most=20),
                Column("language", Take.CHOICE, needed=True, choices=("hi", "hne", "en")),
                Column("active", Take.FLAG, listed=True),
            ),
            ("username",),
            ("username", "name_hi", "name_en"),
            related=("department", "area"),
        ),
        Ledger(
            "leave",
            Leave,
            (
                Column("officer_id", Take.OFFICER, needed=True),
                Column("substitute_id", Take.OFFICER),
                Column("starts", Take.DAY, needed=True, listed=True),
                Column("ends", Take.DAY, needed=True, listed=True),
            ),
            ("-starts", "-id"),
            removable=True,
            related=("officer", "substitute"),
        ),
        Ledger(
            "holidays",
            Holiday,
            (Column("date", Take.DAY, needed=True, listed=True), *_names(120)),
            ("-date",),
            ("name_hi", "name_en"),
            removable=True,
        ),
        Ledger(
            "terms",
            RoutingTerm,
            (
                Column("words", needed=True, most=120, listed=True),
                Column("department_id", Take.DEPARTMENT, needed=True),
                Column("strength", Take.CHOICE, needed=True, choices=tuple(Strength), listed=True),
                Column("category_code", Take.CODE, most=60, listed=True),
                Column("active", Take.FLAG, listed=True),
            ),
            ("words",),
            ("words", "category_code"),
            removable=True,
            related=("department",),
        ),
    )
}
"""Every ledger by its name in the address."""
