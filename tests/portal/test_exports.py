"""Downloads: every cell is text, only what the officer may see, noted who took it."""

import csv
import io
import json

import openpyxl
import pytest

import texts
from models.officers import AccessLog
from models.people import Person
from models.tickets import Ticket
from portal.desk import sheets
from portal.desk.sheets import harmless
from tests.portal.conftest import Site


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+91 90000",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=cmd",
        " =HYPERLINK(1)",
        "＝1",
        "|calc",
        "%0A=1",
    ],
)
def test_no_cell_begins_as_a_formula(cell: str) -> None:
    """Fault 53."""
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["हैंडपंप", "GBD-26-000001-9", "2026-11-23 10:00", "", "a=b"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


async def evil() -> Ticket:
    ticket = await Ticket.get(id=1)
    await Ticket.filter(id=1).update(description='=HYPERLINK("http://evil","x")')
    await Person.filter(id=ticket.citizen_id).update(name="@SUM(1)", phone="+919000000001")
    return ticket


async def test_csv_holds_the_list_and_nothing_else(site: Site) -> None:
    ticket = await evil()
    client = await site.as_("collector")
    answer = await client.get("/portal/export.csv?box=all")
    rows = list(csv.DictReader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
    assert len(rows) == await Ticket.all().count()
    row = next(row for row in rows if row["नंबर"] == ticket.number)
    assert row["बात"] == '\'=HYPERLINK("http://evil","x")'
    assert (row["नागरिक"], row["फ़ोन"]) == ("'@SUM(1)", "••••••0001")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert await AccessLog.filter(action="export", subject="csv").count() == 1


async def test_xlsx_holds_text_only(site: Site) -> None:
    await evil()
    answer = await (await site.as_("desk1")).get("/portal/export.xlsx?box=all")
    sheet = openpyxl.load_workbook(io.BytesIO(await answer.read())).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert '\'=HYPERLINK("http://evil","x")' in [cell.value for cell in cells]


async def test_a_sheet_that_ends_early_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_IN_A_SHEET", 7)
    answer = await (await site.as_("collector")).get("/portal/export.xlsx?box=all")
    sheet = openpyxl.load_workbook(io.BytesIO(await answer.read())).active
    assert sheet is not None and sheet.max_row == 1 + 7 + 1
    assert sheet.cell(9, 1).value == texts.say("hi", "portal-export-rest")


async def test_json_is_whole_over_several_pieces(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "BATCH", 7)
    answer = await (await site.as_("collector")).get("/portal/export.json?box=open")
    rows = json.loads(await answer.text())
    assert len(rows) == len({row["number"] for row in rows}) > 7


async def test_a_number_that_was_searched_for_is_masked_where_the_download_is_noted(site: Site) -> None:
    await (await site.as_("desk1")).get("/portal/export.csv?box=all&q=9000000001")
    noted = await AccessLog.filter(action="export").order_by("-id").first()
    assert noted and "box=all" in noted.detail and "9000000001" not in noted.detail


async def test_an_officer_exports_only_their_own_sight(site: Site) -> None:
    answer = await (await site.as_("phe.chhura")).get("/portal/export.json?box=all")
    rows = json.loads(await answer.text())
    assert {row["department"] for row in rows} <= {"लोक स्वास्थ्य यांत्रिकी (पीएचई)"}
    assert 0 < len(rows) < await Ticket.all().count()
