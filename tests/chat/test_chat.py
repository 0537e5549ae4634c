"""The web chat: a third channel with its own small door."""

import re

import pytest
from aiohttp import FormData

from models.messages import Inbound
from models.tickets import Attachment, Ticket
from tests.chat.conftest import Page

pytestmark = pytest.mark.slow

PAGE = {"X-Samvad-Chat": "1"}


async def test_a_newcomer_files_in_their_own_words(page: Page) -> None:
    for words in ("मोर गाँव शोभा म हैंडपंप बिगड़गे हे", "रामबाई नमूना"):
        await page.say(words)
    while not await Ticket.exists() and len(await page.history()) < 16:
        await page.say("1")
    ticket = await Ticket.get().prefetch_related("department", "area", "citizen")
    assert ticket.number in await page.last()
    assert ticket.department is not None
    assert (ticket.department.code, ticket.citizen.name) == ("phe", "रामबाई नमूना")
    assert ticket.area is not None
    assert ticket.area.name_en == "Shobha"


async def test_the_same_post_twice_is_one_message(page: Page) -> None:
    body: dict[str, object] = {"id": "one", "kind": "text", "text": "hi"}
    assert [await page.post(body), await page.post(body)] == [200, 200]
    assert await Inbound.all().count() == 1
    assert [bubble["from"] for bubble in await page.history()] == ["you", "us"]


async def test_a_photo_is_kept_and_named_by_what_it_is(page: Page, photo: bytes) -> None:
    form = FormData()
    form.add_field("file", photo, filename="../../etc/passwd.html", content_type="text/html")
    answer = await page.client.post("/chat/media?as=1", data=form, headers=PAGE)
    kept = await answer.json()
    assert (kept["media"], kept["mime"]) == ("photo", "image/jpeg")
    assert ".." not in kept["ref"]
    await page.post({"id": "p", "kind": "media", **kept})
    assert await Attachment.filter(vendor_ref=kept["ref"], kind="photo").count() == 1


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/chat/messages?as=1", {}, 403),
        ("/chat/messages?as=demo.nobody", PAGE, 404),
        ("/chat/messages?as=demo.", PAGE, 404),
        ("/chat/messages?as=v0123", PAGE, 404),
    ],
)
async def test_nobody_speaks_for_somebody_else(
    page: Page, path: str, headers: dict[str, str], status: int
) -> None:
    answer = await page.client.post(path, json={"id": "x", "kind": "text", "text": "hi"}, headers=headers)
    assert answer.status == status
    assert await Inbound.all().count() == 0


async def test_without_our_signed_cookie_nothing_is_shown(page: Page) -> None:
    page.client.session.cookie_jar.clear()
    assert (await page.client.get("/chat/history?as=1")).status == 403
    page.client.session.cookie_jar.update_cookies({"samvad_chat": "v0.forged"})
    assert (await page.client.get("/chat/history?as=1")).status == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id": 1', b'"text"'])
async def test_a_broken_post_is_refused_politely(page: Page, body: bytes) -> None:
    answer = await page.client.post("/chat/messages?as=1", data=body, headers=PAGE)
    assert answer.status == 400


async def test_an_officer_of_the_demo_sees_their_queue(page: Page) -> None:
    await page.say("/queue", "demo.phe.mainpur")
    assert "📋" in await page.last("demo.phe.mainpur")
    personas = await (await page.client.get("/chat/personas")).json()
    assert {"citizen", "officer", "supervisor", "operator"} <= {persona["role"] for persona in personas}


async def test_the_page_allows_no_script_but_its_own(page: Page) -> None:
    answer = await page.client.get("/chat?lang=en")
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    text = await answer.text()
    assert "Say it from home" in text
    assert " onclick=" not in text


async def test_an_officer_gets_a_portal_link_that_works_once(page: Page) -> None:
    await page.say("/portal", "demo.phe.mainpur")
    path = re.search(r"/portal/sign-in/link/\S+", await page.last("demo.phe.mainpur"))
    assert path is not None
    assert (await page.client.get(path[0])).url.path == "/portal/tickets"
    page.client.session.cookie_jar.clear()
    assert (await page.client.get(path[0])).url.path != "/portal/tickets"


async def test_a_citizen_is_given_no_portal_link(page: Page) -> None:
    await page.say("/portal")
    assert "sign-in" not in await page.last()
