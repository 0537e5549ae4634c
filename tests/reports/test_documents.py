"""Texts, card, paper and sheet of an invented digest."""

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from models.tickets import Ticket
from reports import wording
from reports.acknowledgement import AcknowledgementFacts, acknowledgement_pdf
from reports.card import card
from reports.cases import RELATED
from reports.figures import Figures
from reports.paper import DEFINITIONS, paper
from reports.sheet import listed, workbook
from reports.weeks import Week
from reports.wording import text_of
from tests.reports import sample

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "supervisor": {},
    "head": {"whole": False},
    "calm": {"calm": True},
}


@pytest.mark.parametrize("language", ["hi", "hne", "en"])
@pytest.mark.parametrize("case", CASES)
def test_the_text_is_as_it_was_approved(case, language):
    path = GOLDEN / f"{case}.{language}.txt"
    assert text_of(sample.digest(language, **CASES[case])) == path.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("language", ["hi", "hne", "en"])
def test_the_text_has_at_most_eight_lines_and_begins_with_what_needs_attention(language):
    lines = text_of(sample.digest(language)).splitlines()
    assert len(lines) <= wording.MOST_LINES
    assert lines[0].startswith("⚠") and "57" in lines[0]


def test_the_four_outcomes_are_never_added():
    text = text_of(sample.digest("en"))
    assert (
        "done 166 (late 3) | citizen says yes 96 | citizen says not done 2 | no answer from citizen 4" in text
    )
    assert "268" not in text  # 166 + 96 + 2 + 4


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_card_is_a_portrait_picture_of_less_than_half_a_megabyte(language):
    body = card(sample.digest(language))
    assert Image.open(io.BytesIO(body)).size == (1080, 1350)
    assert len(body) < 500_000


def pages(pdf: bytes) -> int:
    found = re.search(rb"/Count (\d+)", pdf)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize("language", ["hi", "en"])
def test_the_paper_has_at_most_four_pages_however_many_departments(language):
    assert pages(paper(sample.digest(language))) <= 4
    assert pages(paper(sample.digest(language, many=True))) <= 4
    assert pages(paper(sample.digest(language, whole=False, calm=True))) <= 4


def test_every_figure_of_the_summary_is_defined():
    assert {"received", "resolved", "confirmed", "disputed", "unanswered", "open", "overdue"} <= set(
        DEFINITIONS
    )


EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")')


async def test_no_cell_of_the_sheet_calculates(week30, district):
    """Fault 53: names come from spreadsheets that anybody may have filled in."""
    digest = sample.digest("hi")
    ticket = await Ticket.get(id=week30["late"].id).prefetch_related(*RELATED)
    assert ticket.department and ticket.category and ticket.area and ticket.officer
    for evil in EVIL:
        ticket.department.short_hi = ticket.category.name_hi = ticket.area.name_hi = evil
        ticket.officer.name_hi = evil
        book = openpyxl.load_workbook(io.BytesIO(workbook(digest, [ticket])))
        row = next(book.worksheets[0].iter_rows(min_row=2))
        assert [row[at].data_type for at in (1, 2, 4, 6)] == ["s"] * 4
        assert str(row[1].value).replace("_x000D_", "").strip() == evil.strip()
        assert [
            cell for line in book.worksheets[0].iter_rows() for cell in line if cell.data_type == "f"
        ] == []


async def test_the_sheet_lists_what_is_open_and_what_ended_in_the_week(week30, district):
    digest = replace(sample.digest("hi"), week=Week.parse("2026-W30"))
    listed_ids = {ticket.id for ticket in await listed(await district.actor("collector"), digest)}
    assert listed_ids == {ticket.id for name, ticket in week30.items() if name != "next_week"}
    listed_ids = {ticket.id for ticket in await listed(await district.actor("phehead"), digest)}
    assert listed_ids == {week30["late"].id, week30["reopened"].id}


def test_the_acknowledgement_is_one_page_and_takes_no_word_for_markup():
    facts = AcknowledgementFacts(
        number="GBD-26-004213-7",
        name="उदाहरण #bai",
        place="शोभा",
        department="पेयजल",
        kind="समस्या",
        filed_on=sample.digest("hi").made_at.date(),
        due_on=None,
        words="#set page(width: 1pt) $x$ {{7*7}} 😀 " + "पानी नहीं आ रहा। " * 200,
        link="https://t.me/sample",
    )
    for language in ("hi", "hne", "en"):
        assert pages(acknowledgement_pdf(facts, language)) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_a_week_without_any_ticket_has_its_papers_too(whole):
    empty = replace(
        sample.digest("hi", calm=True, whole=whole),
        departments=(),
        places=(),
        best=(),
        clusters=(),
        thanks=(),
    )
    empty = replace(empty, trend=(Figures({}),) * 4)
    assert text_of(empty).startswith("✅")
    assert card(empty).startswith(b"\x89PNG")
    assert pages(paper(empty)) <= 4
