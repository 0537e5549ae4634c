"""Writes administrators' changes: checked, noted field by field, and known at once to every cache."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from tortoise.exceptions import IntegrityError

import clock
from bots import district_facts
from models import counters
from models.areas import Area
from models.departments import Department
from models.officers import Officer
from portal import trail
from portal.admin.fields import Column, Problem, Take
from portal.admin.ledgers import Ledger
from portal.desk import choices
from tickets import office
from tickets.transaction import transaction

ENDS_SESSIONS = frozenset({"role", "level", "department_id", "area_id", "active"})
"""Changes of an officer's rights after which everything they have open must be asked for anew."""


async def resolved(ledger: Ledger, values: dict[str, object]) -> tuple[dict[str, object], list[Problem]]:
    """Codes and user names turned into the ids they stand for."""
    problems: list[Problem] = []
    for column in ledger.columns:
        value = values.get(column.name)
        if column.take in (Take.AREA, Take.DEPARTMENT, Take.OFFICER) and value:
            values[column.name] = await _id_of(column, str(value))
            if values[column.name] is None:
                problems.append(Problem(column.name, "unknown"))
    return values, problems


async def _id_of(column: Column, text: str) -> int | None:
    found: Area | Department | Officer | None = None
    match column.take:
        case Take.AREA:
            found = await Area.get_or_none(code=text)
        case Take.DEPARTMENT:
            found = await Department.get_or_none(code=text)
        case Take.OFFICER:
            found = await Officer.get_or_none(username=text, active=True)
    return found.id if found else None


async def save(
    request: web.Request, ledger: Ledger, row: Any | None, values: dict[str, object]
) -> tuple[Any, list[Problem]]:
    """Create or change one row; a code that is taken is a problem, not an error."""
    if wrong := _contradiction(ledger, values):
        return row, [wrong]
    try:
        async with transaction():
            saved, changed = await _put(ledger, row, values)
            await trail.note(request, f"{ledger.key}-saved", _name(ledger, saved), _told(changed))
    except IntegrityError:
        return row, [Problem(ledger.columns[0].name, "taken")]
    await _tell_everybody(ledger)
    return saved, []


def _contradiction(ledger: Ledger, values: Mapping[str, object]) -> Problem | None:
    if ledger.key == "leave" and str(values["ends"]) < str(values["starts"]):
        return Problem("ends", "before")
    if ledger.key == "leave" and values["officer_id"] == values["substitute_id"]:
        return Problem("substitute_id", "same")
    needs = values.get("role") in ("officer", "department_head")
    if ledger.key == "officers" and needs and not values.get("department_id"):
        return Problem("department_id", "missing")
    return None


async def _put(ledger: Ledger, row: Any | None, values: dict[str, object]) -> tuple[Any, dict[str, object]]:
    if row is None:
        if ledger.model is Officer:
            values["created_at"] = clock.now()
        saved = await ledger.model.create(**values)
        if isinstance(saved, Area):
            await _place(saved)
        return saved, values
    changed = {name: value for name, value in values.items() if _plain(getattr(row, name)) != _plain(value)}
    if isinstance(row, Officer) and ENDS_SESSIONS & set(changed):
        changed["session_epoch"] = row.session_epoch + 1
    row.update_from_dict(changed)
    if changed:
        await row.save(update_fields=list(changed))
    return row, changed


def _plain(value: object) -> object:
    """Empty text and nothing are the same; enums are their words."""
    return getattr(value, "value", value) or (None if not isinstance(value, bool) else False)


async def _place(area: Area) -> None:
    parent = await Area.get(id=area.parent_id)
    area.path = f"{parent.path}{area.id}."
    await area.save(update_fields=["path"])


def _name(ledger: Ledger, row: Any) -> str:
    return str(getattr(row, ledger.columns[0].name))


def _told(changed: Mapping[str, object]) -> str:
    """Which fields changed; telephone numbers stay out of the log."""
    return ", ".join(name if name == "phone" else f"{name}={value}" for name, value in changed.items())[:300]


async def _tell_everybody(ledger: Ledger) -> None:
    """Other processes notice by the counter; this one at once."""
    if ledger.key == "holidays":
        await office.revise()
    choices.forget()
    district_facts.forget()
    await counters.add(counters.DISTRICT, "all")


async def remove(request: web.Request, ledger: Ledger, row: Any) -> None:
    """Take a row out; only leave and holidays, which nothing points to."""
    async with transaction():
        await trail.note(request, f"{ledger.key}-removed", _name(ledger, row))
        await row.delete()
    await _tell_everybody(ledger)
