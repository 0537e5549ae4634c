"""The district's own words for what chats say: checked, said everywhere, taken back at will."""

from collections.abc import AsyncIterator

import pytest

import texts
from bots import wordings
from models.officers import AccessLog
from models.wordings import Wording
from portal.admin.wordings import SAMPLES
from tests.portal.conftest import Site, page, post

KEY = "notice-extended"
OURS = wordings.ours()[KEY].patterns["hi"]
OWN = "*{ $number }*: { $department } को { $due } तक का समय और चाहिए।\n“{ $words }”"


@pytest.fixture(autouse=True)
async def _ours_again() -> AsyncIterator[None]:
    yield
    wordings.forget()


def _said(language: str = "hi") -> str:
    return texts.say(language, KEY, number="GBD-26-000001-9", department="पीएचई", due="मंगलवार", words="बारिश")


async def _sent(site: Site, body: str, what: str = "keep", status: int = 303) -> str:
    client = await site.as_("admin")
    answer = await post(client, f"/portal/admin/texts/{KEY}", language="hi", body=body, what=what)
    assert answer.status == status
    return await answer.text()


async def test_what_is_kept_is_said_and_can_be_taken_back(any_site: Site) -> None:
    before = _said()
    await _sent(any_site, OWN)
    assert _said() == "*GBD-26-000001-9*: पीएचई को मंगलवार तक का समय और चाहिए।\n“बारिश”"
    assert await AccessLog.filter(action="text-changed", subject=f"{KEY} (hi)").count() == 1
    await _sent(any_site, OWN, "ours")
    assert (_said(), await Wording.all().count()) == (before, 0)


async def test_another_process_says_it_at_its_next_look(site: Site) -> None:
    await _sent(site, OWN)
    wordings.forget()
    assert "समय और चाहिए" not in _said()
    await wordings.refresh()
    assert "समय और चाहिए" in _said()


async def test_trying_words_changes_nothing(site: Site) -> None:
    before = _said()
    text = await _sent(site, OWN, "try", 200)
    assert f"<b>{SAMPLES['number']}</b>" in text
    assert (_said(), await Wording.all().count()) == (before, 0)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("समय चाहिए।", "places"),
        (f"{OWN} {{ $evil }}", "places"),
        (f"{OWN} {{ -brand }}", "places"),
        (f'{OWN} {{ DATETIME("x") }}', "places"),
        (f"{OWN} {{ $number", "syntax"),
        (f"{OWN}\n{KEY} = x", ""),
        (f"{OWN}\n.name = x", ""),
        (OWN + "क" * 1_000, "long"),
        (OURS, ""),
    ],
)
def test_words_that_could_not_be_said_are_refused(body: str, wrong: str) -> None:
    assert wordings.fault(KEY, "hi", body) == wrong


async def test_a_refusal_says_why_beside_the_words(site: Site) -> None:
    text = await _sent(site, "समय चाहिए।", status=400)
    assert "समय चाहिए।" in text and texts.say("en", "portal-text-wrong-places") in text


def test_all_of_ours_could_be_said() -> None:
    wrong = {
        (key, code): wordings.fault(key, code, body)
        for key, one in wordings.ours().items()
        for code, body in one.patterns.items()
    }
    assert {place: fault for place, fault in wrong.items() if fault} == {}


async def test_words_that_no_longer_fit_a_newer_text_are_not_said(site: Site) -> None:
    before = _said()
    await _sent(site, OWN)
    await Wording.all().update(body="{ $gone }")
    wordings.forget()
    await wordings.refresh()
    assert _said() == before


async def test_a_text_that_is_none_of_ours_is_no_page(site: Site) -> None:
    client = await site.as_("admin")
    await page(client, "/portal/admin/texts/portal-save", 404)
    await page(client, f"/portal/admin/texts/{KEY}")
