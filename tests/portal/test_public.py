"""Pages for everybody: figures that give nobody away, and what a government site must say."""

import csv
import io
from collections import defaultdict
from itertools import product

import pytest

from models.tickets import Ticket
from portal.open import figures
from portal.open.figures import COLUMNS
from portal.open.hiding import FEWEST, column, small
from portal.open.info import TOPICS
from tests.portal.conftest import Site, page


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (400, 400)])
def test_small_numbers_are_not_shown(count: int, shown: int | None) -> None:
    assert column([count, 20, 30, 3, 2])[1][0] == shown


def test_one_hidden_number_cannot_be_computed_from_the_total() -> None:
    assert column([3, 9, 20]) == (32, [None, None, 20])


def test_hidden_numbers_that_only_add_up_one_way_take_another_with_them() -> None:
    assert column([1, 1, 9, 20]) == (31, [None, None, None, 20])
    assert column([4, 4, 9, 9]) == (26, [None, None, None, None])
    assert column([1, 1, 1, 1, 1, 1]) == (None, [None] * 6)
    assert column([0, 0]) == (0, [0, 0])


@pytest.mark.parametrize(("lines", "largest"), [(2, 24), (3, 12), (4, 8)])
def test_no_small_number_follows_from_what_is_shown(lines: int, largest: int) -> None:
    """Of all tables shown alike, no two agree in a small number: knowing the rule does not help."""
    alike = defaultdict(list)
    for values in product(range(largest + 1), repeat=lines):
        total, cells = column(values)
        alike[total, tuple(cells)].append(values)
    for same in alike.values():
        for one in zip(*same, strict=True):
            assert not (len(set(one)) == 1 and small(one[0])), same[0]


async def test_the_open_data_agrees_with_the_page_and_holds_no_small_cell(any_site: Site) -> None:
    client = await any_site.stranger()
    answer = await client.get("/public/figures.csv")
    rows = list(csv.DictReader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
    assert rows[0]["department"] == "all"
    cells = [row[name] for row in rows for name in COLUMNS]
    assert all(cell == "hidden" or int(cell) == 0 or int(cell) >= FEWEST for cell in cells)
    text = await page(client, "/public")
    assert "GBD-26" not in text and "कोई भी" not in text
    assert not client.session.cookie_jar.filter_cookies(client.make_url("/"))


async def test_confidential_tickets_are_in_no_public_number(site: Site) -> None:
    before = (await figures.lines())[0].cells["received"]
    await Ticket.filter(id__lte=10).update(confidential=True)
    figures.forget()
    after = (await figures.lines())[0].cells["received"]
    assert before and after and after <= before


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", ["hi", "en"])
async def test_each_page_of_the_footer_is_there_in_both_languages(
    site: Site, topic: str, language: str
) -> None:
    client = await site.stranger()
    client.session.cookie_jar.update_cookies({"samvad_language": language})
    text = await page(client, f"/public/{topic}")
    assert f'<html lang="{language}">' in text and text.count("<h1>") == 1


async def test_the_front_door_leads_to_chat_and_portal(site: Site) -> None:
    client = await site.stranger()
    text = await page(client, "/")
    assert 'href="/chat"' in text and 'href="/portal"' in text
    await page(client, "/public/nothing", 404)
    answer = await client.get("/")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
