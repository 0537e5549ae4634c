"""Reads district files: TOML as written by hand, CSV and XLSX as exported from a spreadsheet."""

import csv
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
from pydantic import ValidationError

from district.records import (
    AreaRecord,
    CategoryRecord,
    DepartmentRecord,
    HolidayRecord,
    OfficeRecord,
    OfficerRecord,
    Record,
)

Rows = list[dict[str, object]]

KINDS: dict[str, type[Record]] = {
    "area": AreaRecord,
    "department": DepartmentRecord,
    "category": CategoryRecord,
    "officer": OfficerRecord,
    "holiday": HolidayRecord,
    "office": OfficeRecord,
}
PLURALS = {
    "areas": "area",
    "departments": "department",
    "categories": "category",
    "officers": "officer",
    "staff": "officer",
    "holidays": "holiday",
}


class FileProblem(Exception):
    """Files that cannot be used; each line names file, row and what is allowed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class DistrictFiles:
    """Everything that was read, in the order of the files."""

    areas: list[AreaRecord] = field(default_factory=list)
    departments: list[DepartmentRecord] = field(default_factory=list)
    categories: list[CategoryRecord] = field(default_factory=list)
    officers: list[OfficerRecord] = field(default_factory=list)
    holidays: list[HolidayRecord] = field(default_factory=list)
    office: list[OfficeRecord] = field(default_factory=list)


def read(paths: Iterable[Path]) -> DistrictFiles:
    """Read and check the files; raises FileProblem with every problem found."""
    found = DistrictFiles()
    problems: list[str] = []
    for path in paths:
        try:
            sheets = _sheets(path)
        except FileProblem as problem:
            problems += problem.problems
            continue
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, python_calamine.CalamineError) as error:
            problems.append(f"{path.name}: cannot be read: {error}")
            continue
        for name, rows in sheets.items():
            kind = PLURALS.get(name, name)
            if kind not in KINDS:
                problems.append(f"{path.name}: '{name}' is none of {', '.join(sorted({*KINDS, *PLURALS}))}")
                continue
            problems += _collect(found, kind, path.name, rows)
    if problems:
        raise FileProblem(problems)
    return found


def _collect(found: DistrictFiles, kind: str, file: str, rows: Rows) -> list[str]:
    problems: list[str] = []
    for position, row in enumerate(rows, 1):
        try:
            record = KINDS[kind].model_validate(row)
        except ValidationError as error:
            problems += [
                f"{file}, {kind} {position}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}"
                for problem in error.errors()
            ]
            continue
        match record:
            case AreaRecord():
                found.areas.append(record)
            case DepartmentRecord():
                found.departments.append(record)
                found.categories.extend(
                    c.model_copy(update={"department": record.code}) for c in record.category
                )
            case CategoryRecord():
                found.categories.append(record)
            case OfficerRecord():
                found.officers.append(record)
            case HolidayRecord():
                found.holidays.append(record)
            case OfficeRecord():
                found.office.append(record)
    return problems


def _sheets(path: Path) -> dict[str, Rows]:
    match path.suffix.lower():
        case ".toml":
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            if not any(isinstance(table, (list, dict)) for table in tables.values()):
                return {path.stem: [tables]}
            return {name: table if isinstance(table, list) else [table] for name, table in tables.items()}
        case ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                return {path.stem: [dict(row) for row in csv.DictReader(file)]}
        case ".xlsx":
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            return {name: _table(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
    raise FileProblem([f"{path.name}: only .toml, .csv and .xlsx files can be read"])


def _table(rows: Sequence[Sequence[object]]) -> Rows:
    if not rows:
        return []
    head = [str(cell) for cell in rows[0]]
    return [
        {
            key: int(cell) if isinstance(cell, float) and cell.is_integer() else cell
            for key, cell in zip(head, row, strict=False)
        }
        for row in rows[1:]
        if any(cell != "" for cell in row)
    ]
