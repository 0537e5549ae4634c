"""The pages of other systems in a real browser: on a telephone, on a projector, without JavaScript."""

import pytest
from playwright.async_api import Browser, Page

import clock
from models.hooks import CallState, Hook, HookCall
from tests.portal.conftest import Site
from tests.portal.test_browser import PHONE, PROJECTOR, browser, seen_faults, visit

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOME = "/portal/admin/hooks"


async def _calls(hook: Hook) -> None:
    for number, state in enumerate(CallState):
        await HookCall.create(
            hook=hook, event_id=number, delivery=str(number), event="approve_rejection", body="{}",
            state=state, attempts=number, next_at=clock.now(), created_at=clock.now(),
            status=None if state is CallState.QUEUED else 500, error="private" if number > 2 else "",
        )  # fmt: skip


async def _opened(page: Page, path: str, *, script: bool) -> list[str]:
    """The checks themselves need JavaScript."""
    await page.goto(path)
    return await seen_faults(page) if script else []


@pytest.mark.parametrize(
    ("width", "language", "script"), [(PHONE, "hi", False), (PROJECTOR, "en", True), (PHONE, "en", True)]
)
async def test_a_system_is_added_by_hand_and_every_page_is_accessible_and_fits(
    site: Site, browser: Browser, width: int, language: str, script: bool
) -> None:
    page = await visit(browser, site, "admin", width=width, language=language, script=script)
    found = await _opened(page, f"{HOME}/new", script=script)
    await page.locator("#f-name").fill("राज्य-डैशबोर्ड")
    await page.locator("#f-url").fill("https://10.0.0.1/" + "long" * 30)
    await page.locator("form.card button.main").click()
    assert await page.locator("#w-url").count() == 1
    found += await seen_faults(page) if script else []
    await page.locator("#f-url").fill("https://dashboard.example.in/" + "long" * 30)
    await page.locator("form.card details > summary").click()
    await page.locator('input[value="resolve"]').check()
    await page.locator("form.card button.main").click()
    hook = await Hook.get()
    assert (hook.events, await page.locator(".notice code").inner_text()) == (["resolve"], hook.secret)
    found += await seen_faults(page) if script else []
    await _calls(hook)
    await Hook.all().update(failing_since=clock.now(), paused_until=clock.now())
    for path in (HOME, f"{HOME}/{hook.id}", "/portal/admin"):
        found += await _opened(page, path, script=script)
    await page.goto(f"{HOME}/{hook.id}")
    await page.locator('form[action$="/retry"] button').click()
    assert await page.get_by_role("status").count() == 1
    assert await HookCall.filter(state=CallState.GAVE_UP).count() == 0
    assert found == []
