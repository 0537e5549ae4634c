"""`samvad export`: sheets that open harmlessly, and one person's data when it is asked for."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

import settings
from models import database
from models.officers import AccessLog
from portal.exporting import export
from tests.conftest import run
from tests.tickets.world import build, filed

EVIL = '=HYPERLINK("http://evil.example","क्लिक")'


@pytest.fixture
def numbers(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three tickets in a database of each kind: an ordinary, a dangerous, a confidential one."""
    monkeypatch.setenv("SAMVAD__DATABASE__URL", database_url)
    monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path / "var"))
    settings.current.cache_clear()
    return run(_fill(database_url))


async def _fill(url: str) -> list[str]:
    await database.connect(url)
    world = await build()
    tickets = [
        await filed(world, description="मेरा नंबर 9000000001 है, पानी नहीं आता"),
        await filed(world, description=EVIL),
        await filed(world, confidential=True, citizen_id=world.neighbour.id),
    ]
    await database.close()
    return [ticket.number for ticket in tickets]


def call(*arguments: str) -> Result:
    result = CliRunner().invoke(export, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


async def _count(url: str) -> int:
    await database.connect(url)
    try:
        return await AccessLog.filter(action="export").count()
    finally:
        await database.close()


def test_csv_has_every_ticket_but_confidential_ones_and_no_formula(
    numbers: list[str], database_url: str
) -> None:
    """Fault 53."""
    rows = list(csv.reader(io.StringIO(call().stdout)))
    assert [row[0] for row in rows[1:]] == numbers[:2]
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    assert run(_count(database_url)) == 1


def test_numbers_in_peoples_words_are_masked_unless_asked_for(numbers: list[str]) -> None:
    assert "9000000001" not in call().stdout
    assert "9000000001" in call("--phones").stdout


def test_json_is_one_array(numbers: list[str]) -> None:
    found = json.loads(call("--format", "json", "--confidential", "--language", "en").stdout)
    assert [row["number"] for row in found] == numbers
    assert json.loads(call("--format", "json", "--department", "pwd").stdout) == []


def test_a_sheet_holds_strings_only(numbers: list[str], tmp_path: Path) -> None:
    out = tmp_path / "tickets.xlsx"
    assert call("--format", "xlsx", "--out", str(out)).exit_code == 0
    cells = [cell for row in openpyxl.load_workbook(out).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if str(cell.value or "").startswith("=")]
    assert call("--format", "xlsx").exit_code == 2


@pytest.mark.parametrize("who", ["+910000000001", "0000000001", "number"])
def test_one_persons_data_by_telephone_or_ticket(numbers: list[str], tmp_path: Path, who: str) -> None:
    out = tmp_path / "person.json"
    assert call("--person", numbers[0] if who == "number" else who, "--out", str(out)).exit_code == 0
    found = json.loads(out.read_text("utf-8"))
    assert found["person"]["name"] == "सीता परीक्षण"
    assert [ticket["number"] for ticket in found["tickets"]] == numbers[:2]


def test_nobody_is_said_so(numbers: list[str]) -> None:
    result = call("--person", "+919999999999")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nobody is known" in result.stderr


def test_it_is_the_command_of_that_name() -> None:
    from cli import samvad

    assert "one person's data" in CliRunner().invoke(samvad, ["export", "--help"]).output
