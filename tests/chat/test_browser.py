"""The phone on the screen, in a real browser: what a Collector is shown."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page as Tab
from playwright.async_api import async_playwright, expect

from models.tickets import Ticket
from tests.chat.conftest import Page

pytestmark = pytest.mark.browser
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture
async def tab(page: Page) -> AsyncIterator[Tab]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
        context = await browser.new_context(viewport={"width": 360, "height": 740}, locale="hi-IN")
        tab = await context.new_page()
        tab.set_default_timeout(10_000)
        await tab.goto(str(page.client.make_url("/chat")))
        yield tab
        await browser.close()


async def _write(tab: Tab, words: str) -> None:
    answers = await tab.locator("li.bubble:not(.you)").count()
    await tab.fill("#words", words)
    await tab.keyboard.press("Enter")
    await tab.locator("li.bubble:not(.you)").nth(answers).wait_for()


async def test_a_grievance_is_filed_with_taps_and_typing(tab: Tab) -> None:
    await _write(tab, "hi")
    await tab.get_by_role("button", name="हिन्दी").click()
    await tab.get_by_text("आपका नाम क्या है").wait_for()
    await _write(tab, "रामबाई नमूना")
    await _write(tab, "शोभा")
    await tab.get_by_role("button", name="समस्या").last.click()
    await tab.get_by_text("अपनी बात बताइए").wait_for()
    await _write(tab, "हैंडपंप दो महीने से बिगड़ा है, पानी नहीं मिल रहा")
    await tab.locator("li.options").get_by_role("button", name="भेजें").last.click()
    await tab.get_by_text("GBD-").wait_for()
    ticket = await Ticket.get()
    assert ticket.number in await tab.inner_text("#talk")


async def test_what_a_newcomer_writes_first_stands_there_once(tab: Tab) -> None:
    async with tab.expect_response(lambda answer: "/chat/history" in answer.url and "after=" in answer.url):
        await _write(tab, "hi")
    await _write(tab, "रामबाई नमूना")

    assert await tab.locator("li.you").count() == len(("hi", "रामबाई नमूना"))


async def test_a_photo_is_shown_as_it_is_sent(tab: Tab, tmp_path: Path, photo: bytes) -> None:
    path = tmp_path / "pump.jpg"
    path.write_bytes(photo)
    await tab.set_input_files("#file", path)
    await tab.locator("li.you img").wait_for()
    assert await tab.locator("li.bubble:not(.you)").first.inner_text()


@pytest.mark.parametrize("language", ["hi", "en"])
async def test_nobody_is_shut_out(tab: Tab, page: Page, language: str) -> None:
    await tab.goto(str(page.client.make_url(f"/chat?lang={language}")))
    await _write(tab, "hi")
    found = await Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert [violation["id"] for violation in found.response["violations"]] == []


async def test_another_person_sees_another_conversation(tab: Tab) -> None:
    await _write(tab, "hi")
    await tab.select_option("#persona", "2")
    await expect(tab.locator("li.bubble")).to_have_count(0)
    await tab.select_option("#persona", "1")
    await tab.locator("li.you").first.wait_for()
    assert await tab.locator("li.you").count() == 1
