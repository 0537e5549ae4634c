"""Each role's day in a real browser, on a telephone and on a projector, with and without JavaScript."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, async_playwright, expect

import texts
from models.meetings import Meeting
from models.officers import Officer, Role
from models.states import Status
from models.tickets import Event, Ticket
from portal.board import doors as board_doors
from portal.board import numbers
from portal.routes import DOORS
from tests.portal.conftest import Site
from tests.portal.test_doors import PEOPLE, address, is_stream
from tests.portal.test_files import photo
from tests.portal.test_ticket import WORDS, mine
from tickets import signin as links
from tickets.access import actor_for, visible

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
PHONE, PROJECTOR, WIDE = 360, 1280, 1920
SKIPPED = ("media", "export", "/portal/digests/", "minutes", "/sign-in/link/")


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium with an empty profile."""
    async with async_playwright() as play:
        found = await play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        await found.close()


async def visit(
    browser: Browser,
    site: Site,
    username: str,
    *,
    width: int = PROJECTOR,
    language: str = "hi",
    script: bool = True,
) -> Page:
    """A signed-in page at this width, in this language."""
    context = await browser.new_context(
        viewport={"width": width, "height": 760},
        base_url=str(site.server.make_url("/")),
        java_script_enabled=script,
    )
    await context.add_cookies(
        [{"name": "samvad_language", "value": language, "url": str(site.server.make_url("/"))}]
    )
    page = await context.new_page()
    if username:
        officer = await Officer.get(username=username)
        await page.goto(f"/portal/sign-in/link/{await links.make(officer.id)}")
    return page


async def faults(page: Page, path: str) -> list[str]:
    """What axe finds on the page, and what does not fit its width."""
    answer = await page.goto(path)
    assert answer is not None and answer.status in (200, 400, 403, 404), f"{path}: {answer and answer.status}"
    return await seen_faults(page)


async def seen_faults(page: Page) -> list[str]:
    """The same of the page that is open."""
    path = page.url.partition("/portal")[2]
    result: Any = await Axe().run(page, options=RULES)
    found = [f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in result.response["violations"]]
    size = page.viewport_size
    wide = await page.evaluate("document.documentElement.scrollWidth")
    if size and wide > size["width"]:
        found.append(f"{path}: {wide} pixels wide")
    return found


async def pages_of(role: Role) -> list[str]:
    """Every page of a role that a browser shows, with a ticket of theirs."""
    officer = await Officer.get(username=PEOPLE[role])
    ticket = await Ticket.filter(visible(await actor_for(officer))).order_by("-reopen_count").first()
    key = ticket.id if ticket else 20
    doors = [door for door in DOORS if door.method == "GET" and role in (door.roles or ())]
    shown = [door for door in doors if not is_stream(door) and not any(part in door.path for part in SKIPPED)]
    return [address(door, key) for door in shown if door.path != "/portal"]


EVERY_TEMPLATE = (Role.SUPERVISOR, Role.OPERATOR, Role.ADMINISTRATOR)
"""Between them they open each page; at the second width and in the second language that is enough."""
VIEWS = [(role, PHONE, "hi") for role in Role] + [(role, PROJECTOR, "en") for role in EVERY_TEMPLATE]


@pytest.mark.parametrize(("role", "width", "language"), VIEWS)
async def test_every_page_is_accessible_and_fits(
    site: Site, browser: Browser, role: Role, width: int, language: str
) -> None:
    page = await visit(browser, site, PEOPLE[role], width=width, language=language)
    found: list[str] = []
    for path in [*await pages_of(role), *await more_of(role, page)]:
        found += await faults(page, path)
    assert found == []


async def more_of(role: Role, page: Page) -> list[str]:
    """Pages that are only there after something was done."""
    if role is not Role.SUPERVISOR:
        return ["/portal/tickets?box=nonsense", "/portal/board", "/portal/admin/texts/notice-resolved"]
    await page.goto("/portal/meetings")
    await page.locator('form[action="/portal/meetings"] button').click()
    meeting = await Meeting.all().order_by("-id").first()
    assert meeting
    await page.goto("/portal/broadcasts/new")
    await page.select_option("#area", index=1)
    await page.fill("#words_hi", "कल सुबह पानी की टंकी साफ होगी।")
    await page.locator("main form button.main").click()
    broadcast = page.url.partition("/portal/")[2]
    return [
        f"/portal/meetings/{meeting.id}", f"/portal/meetings/{meeting.id}/wall?at=1",
        f"/portal/{broadcast}", f"/portal/{broadcast}/change",
    ]  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [(PHONE, "en"), (WIDE, "hi")])
async def test_what_forms_answer_is_accessible_too(
    site: Site, browser: Browser, width: int, language: str
) -> None:
    """Preview, refusal, results of many at once, a person found: pages that no address alone shows."""
    ticket = await mine(Status.IN_PROGRESS)
    page = await visit(browser, site, "phe.chhura", width=width, language=language)
    await page.goto(f"/portal/tickets/{ticket.id}#do-resolve")
    await page.locator("#do-resolve > summary").click()
    await page.locator("#resolve-note").fill(WORDS)
    await page.locator('#do-resolve button[name="preview"]').click()
    found = await seen_faults(page)
    assert await page.locator(".preview .bubble").count() == 1
    await page.locator("#resolve-note").fill("ok")
    await page.locator("#do-resolve > form > .buttons > button.main").click()
    assert await page.get_by_role("alert").count() == 1
    found += await seen_faults(page)
    await page.goto("/portal/tickets")
    await page.locator('.row input[name="ticket"]').first.check()
    if await page.locator(".bulk[open]").count() == 0:
        await page.locator(".bulk > summary").click()
    await page.locator("#bulk button").last.click()
    found += await seen_faults(page)
    desk = await visit(browser, site, "desk1", width=width, language=language)
    await desk.goto("/portal/person")
    await desk.locator("#who").fill(ticket.number)
    await desk.locator("main form button").click()
    assert await desk.locator("#found").count() == 1
    found += await seen_faults(desk)
    assert found == []


async def test_open_pages_are_accessible_and_fit(site: Site, browser: Browser) -> None:
    page = await visit(browser, site, "", width=PHONE)
    found: list[str] = []
    for path in (
        "/",
        "/public",
        "/public/status",
        "/public?number=GBD-26-000001-1",
        "/public/about",
        "/public/sitemap",
        "/portal/sign-in",
        "/portal/nothing",
    ):
        found += await faults(page, path)
    assert found == []


@pytest.mark.parametrize(("width", "script"), [(PHONE, False), (PROJECTOR, True)])
async def test_an_officers_day(
    site: Site, browser: Browser, tmp_path: Path, width: int, script: bool
) -> None:
    ticket = await mine(Status.ASSIGNED)
    page = await visit(browser, site, "phe.chhura", width=width, script=script)
    await page.get_by_role("link", name=re.compile(ticket.number)).click()
    assert await page.locator("h1").inner_text() == ticket.number
    await page.get_by_role("button", name="काम शुरू").click()
    assert "काम शुरू" in await page.get_by_role("status").inner_text()
    proof = tmp_path / "काम.jpg"
    proof.write_bytes(photo())
    await page.locator("#do-resolve > summary").click()
    await page.locator("#resolve-note").fill(WORDS)
    await page.locator('#do-resolve button[name="preview"]').click()
    assert WORDS in await page.locator(".bubble").inner_text()
    await page.locator("#resolve-attachments").set_input_files(proof)
    await page.locator("#do-resolve > form > .buttons > button.main").click()
    assert await page.get_by_role("status").inner_text() == texts.say("hi", "portal-did-resolve")
    assert (await Ticket.get(id=ticket.id)).status is Status.RESOLVED
    await page.get_by_role("link", name="आवेदन", exact=True).click()
    await page.locator("#q").fill("handpump")
    await page.get_by_role("button", name="खोजें").click()
    assert await page.locator(".row").count() >= 1


async def test_an_operators_day(site: Site, browser: Browser) -> None:
    page = await visit(browser, site, "desk1")
    before = await Ticket.filter(status=Status.SCREENING).count()
    await page.locator("body").press("1")
    await page.wait_for_selector(".notice.good")
    assert await Ticket.filter(status=Status.SCREENING).count() == before - 1
    await page.get_by_role("link", name="दर्ज करें", exact=True).click()
    await page.locator("#name").fill("उदाहरण बाई")
    await page.locator("#block").select_option(label="मैनपुर")
    await page.locator("#village").fill("Shobha")
    await page.locator("#description").fill("राशन दुकान तीन दिन से बंद है, चावल नहीं मिला।")
    await page.get_by_role("button", name="दर्ज करें और पर्ची दें").click()
    number = await page.locator(".token .number").inner_text()
    assert await Ticket.filter(number=number, source="phone").exists()
    assert await page.locator(".token svg").count() == 1


async def test_a_supervisors_day(site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board_doors, "EVERY_S", 0.2)
    monkeypatch.setattr(numbers, "COUNTS_S", 0)
    page = await visit(browser, site, "collector")
    tile = page.locator('[data-live="tile-overdue"]')
    overdue = int(await tile.inner_text())
    ticket = await Ticket.filter(status=Status.IN_PROGRESS).order_by("-due_at").first()
    assert ticket
    await Ticket.filter(id=ticket.id).update(due_at="2026-01-05T12:00:00+00:00")
    await expect(tile).to_have_text(str(overdue + 1))
    await tile.click()
    assert await page.locator(".row").count() == overdue + 1
    await page.locator("body").press("j")
    assert ticket.number in await page.evaluate("document.activeElement.textContent")
    await page.keyboard.press("Enter")
    await page.get_by_text("निर्देश दें").first.click()
    await page.locator("#direct-text").fill("तीन दिन में पूरा करें")
    await page.locator("#do-direct").get_by_role("button", name="भेजें").click()
    assert await page.get_by_role("status").count() == 1
    assert await Event.filter(ticket_id=ticket.id, verb="direct").count() == 1


async def test_an_administrators_day(site: Site, browser: Browser) -> None:
    page = await visit(browser, site, "admin", width=PHONE, script=False)
    await page.get_by_role("link", name="अधिकारी", exact=True).first.click()
    await page.get_by_role("link", name="नया जोड़ें").click()
    for name, value in (("username", "phe.new"), ("name_hi", "नमूना नया"), ("name_en", "Namuna Naya")):
        await page.locator(f"#f-{name}").fill(value)
    await page.locator("#f-role").select_option("officer")
    await page.locator("#f-department_id").select_option("phe")
    await page.locator("#f-area_id").fill("cg.gariaband")
    await page.get_by_role("button", name="सहेजें").click()
    await page.goto("/portal/admin/officers?q=phe.new")
    await page.get_by_role("link", name=re.compile("बदलें")).first.click()
    await page.get_by_role("button", name="जोड़ने का कोड दें").click()
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", await page.locator(".notice .number").inner_text())


async def test_a_key_for_another_app_is_made_on_a_telephone(site: Site, browser: Browser) -> None:
    page = await visit(browser, site, "admin", width=PHONE)
    await page.goto("/portal/admin/api-keys")
    await page.get_by_label("ऐप का नाम").fill("राज्य हेल्पलाइन")
    await page.get_by_role("button", name="चाबी बनाएँ").click()
    assert re.fullmatch(r"[0-9a-f]{8}\.[\w-]{43}", await page.locator("#made").input_value())
    assert await seen_faults(page) == []


async def test_the_page_can_be_walked_by_keyboard(site: Site, browser: Browser) -> None:
    page = await visit(browser, site, "collector")
    await page.goto("/portal/tickets")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.closest('main') !== null")
    await page.keyboard.press("/") if await page.evaluate("document.activeElement.id") != "q" else None
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    await page.goto("/portal/account")
    await page.locator("#keys").select_option("off")
    await page.locator("#keys ~ button").click()
    await page.goto("/portal/tickets")
    await page.keyboard.press("/")
    assert await page.evaluate("document.activeElement.id") != "q"
