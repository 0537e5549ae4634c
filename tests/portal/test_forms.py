"""Forged forms are refused, whatever they try."""

import pytest

from portal.routes import DOORS
from tests.portal.conftest import Site, page, post, token
from tests.portal.test_doors import address, name

POSTS = [door for door in DOORS if door.method == "POST"]


async def test_every_form_needs_its_secret(site: Site) -> None:
    """Fault 57."""
    client = await site.as_("desk1")
    for door in POSTS:
        answer = await client.post(address(door), data={"csrf": "AAAA"}, allow_redirects=False)
        assert answer.status == 403, name(door)
    await page(client, "/portal/account")


async def test_somebody_elses_secret_is_worth_nothing(site: Site) -> None:
    other = await token(await site.as_("collector"))
    client = await site.as_("desk1")
    answer = await client.post("/portal/account/preferences", data={"csrf": other, "language": "en"})
    assert answer.status == 403


async def test_each_page_masks_the_secret_anew_and_all_of_them_work(site: Site) -> None:
    client = await site.as_("desk1")
    first, second = await token(client), await token(client)
    assert first != second
    for secret in (first, second):
        data = {"csrf": secret, "language": "hi"}
        answer = await client.post("/portal/account/preferences", data=data, allow_redirects=False)
        assert answer.status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
async def test_forms_from_elsewhere_are_refused(site: Site, headers: dict[str, str]) -> None:
    """Fault 57."""
    client = await site.as_("desk1")
    data = {"csrf": await token(client), "language": "en"}
    answer = await client.post("/portal/account/preferences", data=data, headers=headers)
    assert answer.status == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
async def test_only_forms_are_forms(site: Site, kind: str) -> None:
    """Fault 57."""
    client = await site.as_("desk1")
    body = f"csrf={await token(client)}&language=en"
    answer = await client.post("/portal/account/preferences", data=body, headers={"Content-Type": kind})
    assert answer.status == 403


async def test_no_other_site_may_read_along(site: Site) -> None:
    """Fault 57."""
    client = await site.as_("desk1")
    answer = await client.get("/portal/account", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


async def test_a_body_that_is_too_large_is_refused(site: Site) -> None:
    client = await site.as_("desk1")
    answer = await client.post(
        "/portal/account/preferences", data={"csrf": await token(client), "language": "x" * 400_000}
    )
    assert answer.status == 413


async def test_the_form_of_a_page_works(site: Site) -> None:
    client = await site.as_("desk1")
    assert (await post(client, "/portal/account/preferences", language="hne")).status == 303
