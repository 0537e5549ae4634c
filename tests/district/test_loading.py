"""A district comes from files people can edit; what is wrong in them is said line by line."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from district.commands import DEMO, DEMO_FILES
from district.demo import file_samples
from district.files import FileProblem, read
from district.loading import load
from models.areas import Area
from models.departments import Category, Department
from models.officers import Officer
from models.tickets import Event, Ticket
from tickets import office
from tickets.history import faults_of

AREAS = """
[[area]]
code = "dd"
kind = "district"
name_hi = "जिला"
name_en = "District"

[[area]]
code = "dd.v"
kind = "village"
parent = "dd"
name_hi = "गाँव"
name_en = "Village"
aliases = ["Gaon"]
"""
DEPARTMENT = """
[[department]]
code = "phe"
name_hi = "पीएचई"
name_en = "PHE"
short_hi = "पेयजल"
short_en = "Water"

[[department.category]]
code = "phe.handpump"
name_hi = "हैंडपंप"
name_en = "Handpump"
days_problem = 3
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "areas.toml").write_text(AREAS, encoding="utf-8")
    (tmp_path / "departments.toml").write_text(DEPARTMENT, encoding="utf-8")
    return tmp_path


async def test_loading_twice_changes_nothing_the_second_time(database: str, folder: Path) -> None:
    files = read([folder / "areas.toml", folder / "departments.toml"])
    first = await load(files)
    assert dict(first.added) == {"area": 2, "department": 1, "category": 1}
    second = await load(files)
    assert (dict(second.added), dict(second.changed)) == ({}, {})
    root, village = await Area.get(code="dd"), await Area.get(code="dd.v")
    assert village.path == f"{root.path}{village.id}."


async def test_a_weekly_off_named_in_a_file_is_a_day_without_work(database: str) -> None:
    await load(read([DEMO / "office.toml"]))
    sunday, monday = date(2026, 11, 29), date(2026, 11, 30)
    calendar = await office.current()
    assert (calendar.is_working_day(sunday), calendar.is_working_day(monday)) == (False, True)


async def test_a_dry_run_names_the_difference_and_changes_nothing(database: str, folder: Path) -> None:
    await load(read([folder / "areas.toml", folder / "departments.toml"]))
    changed = DEPARTMENT.replace("days_problem = 3", "days_problem = 5")
    (folder / "departments.toml").write_text(changed, encoding="utf-8")
    files = read([folder / "departments.toml"])
    changes = await load(files, dry_run=True)
    assert changes.lines == ["~ category phe.handpump: days_problem"]
    assert (await Category.get(code="phe.handpump")).days_problem == 3
    await load(files)
    assert (await Category.get(code="phe.handpump")).days_problem == 5


async def test_spreadsheets_are_read_like_toml(database: str, folder: Path) -> None:
    await load(read([folder / "areas.toml", folder / "departments.toml"]))
    (folder / "officers.csv").write_text(
        "username,name_hi,name_en,role,department,area\nramu,नमूना,Namuna,officer,phe,dd.v\n",
        encoding="utf-8-sig",
    )
    with xlsxwriter.Workbook(folder / "more.xlsx") as book:
        sheet = book.add_worksheet("categories")
        sheet.write_row(0, 0, ["code", "department", "name_hi", "name_en", "days_problem"])
        sheet.write_row(1, 0, ["phe.tank", "phe", "टंकी", "Tank", 4])
    changes = await load(read([folder / "officers.csv", folder / "more.xlsx"]))
    assert dict(changes.added) == {"officer": 1, "category": 1}
    officer = await Officer.get(username="ramu").prefetch_related("department", "area")
    assert officer.department is not None
    assert (officer.department.code, officer.area.code) == ("phe", "dd.v")
    assert (await Category.get(code="phe.tank")).days_problem == 4


def test_every_problem_of_a_file_is_named_with_its_row(folder: Path) -> None:
    (folder / "departments.toml").write_text(
        DEPARTMENT.replace("days_problem = 3", "days_problem = 0\ncolour = 'red'"), encoding="utf-8"
    )
    (folder / "notes.pdf").write_text("x")
    with pytest.raises(FileProblem) as found:
        read([folder / "departments.toml", folder / "notes.pdf"])
    text = "\n".join(found.value.problems)
    assert (
        "departments.toml, department 1: category.0.days_problem: Input should be greater than or equal to 1"
        in text
    )
    assert "category.0.colour: Extra inputs are not permitted" in text
    assert "notes.pdf: only .toml, .csv and .xlsx files can be read" in text


async def test_a_row_that_points_nowhere_is_refused_whole(database: str, folder: Path) -> None:
    (folder / "areas.toml").write_text(AREAS.replace('parent = "dd"', 'parent = "nowhere"'), encoding="utf-8")
    with pytest.raises(FileProblem, match=r"area dd\.v: no area 'nowhere'"):
        await load(read([folder / "areas.toml"]))
    assert await Area.all().count() == 0


async def test_the_demo_district_has_tickets_of_every_outcome_with_a_true_trail(
    database: str, tmp_path: Path
) -> None:
    await load(read([DEMO / name for name in DEMO_FILES]))
    assert await Department.all().count() == 24
    assert await file_samples(DEMO / "tickets.toml", tmp_path) == 40
    assert await file_samples(DEMO / "tickets.toml", tmp_path) == 0
    statuses = {ticket.status.value for ticket in await Ticket.all()}
    assert statuses >= {
        "assigned",
        "in_progress",
        "waiting_citizen",
        "resolved",
        "confirmed",
        "reopened",
        "screening",
    }
    for ticket in await Ticket.all():
        assert faults_of(ticket, await Event.filter(ticket_id=ticket.id).order_by("seq")) == []
