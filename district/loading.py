"""Brings the database to what the district files say: adds and updates, never deletes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import clock
from district.files import DistrictFiles, FileProblem
from models.areas import Area
from models.departments import Category, Department
from models.holidays import Holiday, OfficeHours
from models.officers import Officer
from tickets import office
from tickets.transaction import transaction


@dataclass(slots=True)
class Changes:
    """What a load did, or would do: rows added and changed per kind, and each changed row in words."""

    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)


class _DryRun(Exception):
    """Rolls the transaction back once the difference is known."""


async def load(files: DistrictFiles, *, dry_run: bool = False) -> Changes:
    """Load everything in one transaction; a dry run computes the same difference and rolls it back.

    Raises FileProblem when a row points to a parent, department or area that neither file nor database has.
    """
    changes = Changes()
    try:
        async with transaction():
            await _load_areas(files, changes)
            await _load_departments(files, changes)
            await _load_officers(files, changes)
            await _load_calendar(files, changes)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return changes


async def _put(row: Any, model: type[Any], key: str, values: Mapping[str, Any], changes: Changes) -> Any:
    """Create the row or update what differs; returns it."""
    kind = model.__name__.lower()
    if row is None:
        changes.added[kind] += 1
        changes.lines.append(f"+ {kind} {values[key]}")
        return await model.create(**values)
    different = [name for name, value in values.items() if getattr(row, name) != value]
    if different:
        changes.changed[kind] += 1
        changes.lines.append(f"~ {kind} {values[key]}: {', '.join(different)}")
        row.update_from_dict({name: values[name] for name in different})
        await row.save(update_fields=different)
    return row


async def _load_areas(files: DistrictFiles, changes: Changes) -> None:
    have = {area.code: area for area in await Area.all()}
    waiting = list(files.areas)
    while waiting:
        ready = [record for record in waiting if record.parent is None or record.parent in have]
        if not ready:
            raise FileProblem([f"area {record.code}: no area '{record.parent}'" for record in waiting])
        for record in ready:
            parent = have[record.parent] if record.parent else None
            values = record.model_dump(exclude={"parent", "lgd"}) | {
                "lgd_code": record.lgd,
                "parent_id": parent.id if parent else None,
            }
            area = await _put(have.get(record.code), Area, "code", values, changes)
            path = f"{parent.path if parent else ''}{area.id}."
            if area.path != path:
                area.path = path
                await area.save(update_fields=["path"])
            have[record.code] = area
        done = {record.code for record in ready}
        waiting = [record for record in waiting if record.code not in done]


async def _load_departments(files: DistrictFiles, changes: Changes) -> None:
    have = {department.code: department for department in await Department.all()}
    for record in files.departments:
        values = record.model_dump(exclude={"category", "order"}) | {"position": record.order}
        have[record.code] = await _put(have.get(record.code), Department, "code", values, changes)
    categories = {category.code: category for category in await Category.all()}
    for position, entry in enumerate(files.categories):
        department = have.get(entry.department or "")
        if department is None:
            raise FileProblem([f"category {entry.code}: no department '{entry.department}'"])
        values = entry.model_dump(exclude={"department"}) | {
            "department_id": department.id,
            "position": position,
        }
        await _put(categories.get(entry.code), Category, "code", values, changes)


async def _load_officers(files: DistrictFiles, changes: Changes) -> None:
    if not files.officers:
        return
    have = {officer.username: officer for officer in await Officer.all()}
    areas = {area.code: area.id for area in await Area.all()}
    departments = {department.code: department.id for department in await Department.all()}
    for record in files.officers:
        if record.area not in areas:
            raise FileProblem([f"officer {record.username}: no area '{record.area}'"])
        if record.department and record.department not in departments:
            raise FileProblem([f"officer {record.username}: no department '{record.department}'"])
        values = record.model_dump(exclude={"area", "department"}) | {
            "area_id": areas[record.area],
            "department_id": departments[record.department] if record.department else None,
        }
        row = have.get(record.username)
        if row is None:
            values["created_at"] = clock.now()
        await _put(row, Officer, "username", values, changes)


async def _load_calendar(files: DistrictFiles, changes: Changes) -> None:
    have = {holiday.date: holiday for holiday in await Holiday.all()}
    for record in files.holidays:
        await _put(have.get(record.date), Holiday, "date", record.model_dump(), changes)
    if not files.holidays and not files.office:
        return
    # Holidays are part of the calendar's version: a new one moves open tickets' dates, on record.
    before = await OfficeHours.all().order_by("-id").first()
    calendar = await office.revise(files.office[-1].model_dump(mode="json") if files.office else None)
    if before is None or calendar.version != before.id:
        changes.added["office"] += 1
        changes.lines.append(f"+ office calendar {calendar.version}")
