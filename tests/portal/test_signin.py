"""Coming in and leaving: codes, links, throttling, sessions that end when they should."""

import asyncio
import json
import re

import pytest

import clock
from bots.outbound import Say
from models.messages import Outbound
from models.officers import AccessLog, Officer
from models.people import Person
from portal.entry import passwords, throttle
from portal.entry.sessions import ABSOLUTE_S, OpenSession
from portal.gate import local
from portal.signin import demo_links
from settings import load
from tests.portal.conftest import Client, Site, page, post, token
from tickets import signin as links

PASSWORD = "हरा-पहाड़-नदी-42"
FORM = "/portal/sign-in"


async def staffed(username: str = "phe.chhura") -> Officer:
    """An officer with a password and a linked chat."""
    officer = await Officer.get(username=username)
    person = await Person.create(name="अधिकारी", created_at=clock.now())
    officer.person_id, officer.password_hash = person.id, await passwords.hashed(PASSWORD)
    await officer.save()
    return officer


async def sent_code() -> str:
    message = await Outbound.filter(purpose="sign-in-code").order_by("-id").first()
    assert message
    found = re.search(r"\d{6}", Say.from_json(message.body).text)
    assert found
    return found[0]


async def with_password(client: Client, password: str = PASSWORD, username: str = "phe.chhura") -> int:
    answer = await post(client, FORM, form=FORM, username=username, password=password)
    return answer.status


async def test_password_and_code_lead_to_the_page_that_was_asked_for(site: Site) -> None:
    await staffed()
    client = await site.stranger()
    first = await post(
        client, FORM, form=FORM, username="PHE.chhura", password=PASSWORD, next="/portal/account"
    )
    assert (first.status, first.headers["Location"]) == (303, "/portal/sign-in/code")
    devanagari = "".join(chr(0x966 + int(digit)) for digit in await sent_code())
    second = await post(client, f"{FORM}/code", form=f"{FORM}/code", code=devanagari)
    assert (second.status, second.headers["Location"]) == (303, "/portal/account")
    await page(client, "/portal/account")
    assert await AccessLog.filter(action="sign-in", subject="phe.chhura").count() == 1


async def test_a_wrong_name_and_a_wrong_password_look_alike(site: Site) -> None:
    """Fault 59."""
    await staffed()
    client = await site.stranger()
    texts = []
    for username in ("phe.chhura", "nobody.here"):
        answer = await post(client, FORM, form=FORM, username=username, password="falsch-falsch")
        texts.append((answer.status, re.sub(r'value="[^"]*"', "", await answer.text())))
    assert texts[0] == texts[1]
    assert texts[0][0] == 400


async def test_without_a_linked_chat_a_password_is_not_enough(site: Site) -> None:
    officer = await staffed()
    await Officer.filter(id=officer.id).update(person_id=None)
    client = await site.stranger()
    assert await with_password(client) == 400
    await page(client, "/portal/account", 303)


async def test_a_code_is_good_for_five_tries(site: Site) -> None:
    """Fault 59."""
    await staffed()
    client = await site.stranger()
    assert await with_password(client) == 303
    right = await sent_code()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        answer = await post(client, f"{FORM}/code", form=f"{FORM}/code", code=wrong)
        assert answer.status == 400
    data = {"csrf": await token(client, FORM), "code": right}
    answer = await client.post(f"{FORM}/code", data=data, allow_redirects=False)
    assert answer.headers["Location"] == FORM


async def test_a_code_is_good_for_five_minutes(site: Site) -> None:
    await staffed()
    client = await site.stranger()
    assert await with_password(client) == 303
    data = {"csrf": await token(client, f"{FORM}/code"), "code": await sent_code()}
    clock.configure(301)
    answer = await client.post(f"{FORM}/code", data=data, allow_redirects=False)
    assert answer.headers["Location"] == FORM


async def test_guessing_is_slowed_down_and_a_known_browser_still_gets_in(site: Site) -> None:
    """Fault 59."""
    await staffed()
    known = await site.as_("phe.chhura")
    await post(known, "/portal/sign-out")
    guesser = await site.stranger()
    for _ in range(throttle.PER_ACCOUNT):
        assert await with_password(guesser, "raten") == 400
    assert await with_password(guesser, PASSWORD) == 429
    assert await with_password(known, PASSWORD) == 303
    await page(await site.as_("phe.chhura"), "/portal/account")


async def test_guesses_at_once_are_no_more_than_guesses_one_after_another(site: Site) -> None:
    await staffed()
    guesser = await site.stranger()
    data = {"csrf": await token(guesser, FORM), "username": "phe.chhura", "password": "raten"}
    tries = (guesser.post(FORM, data=data, allow_redirects=False) for _ in range(3 * throttle.PER_ACCOUNT))
    found = [answer.status for answer in await asyncio.gather(*tries)]
    assert (found.count(400), found.count(429)) == (throttle.PER_ACCOUNT, 2 * throttle.PER_ACCOUNT)


async def test_a_department_behind_one_address_signs_in_all_morning(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "PER_ADDRESS", 3)
    await staffed()
    for _ in range(5):
        assert await with_password(await site.stranger(), PASSWORD) == 303


async def test_a_link_works_once(site: Site) -> None:
    officer = await Officer.get(username="desk1")
    path = f"/portal/sign-in/link/{await links.make(officer.id)}"
    first, second = await site.stranger(), await site.stranger()
    assert (await first.get(path, allow_redirects=False)).status == 303
    assert "यह लिंक अब नहीं चलेगा" in await page(second, path, 404)
    assert "csrf" not in await page(second, path, 404)


async def test_a_link_dies_with_time(site: Site) -> None:
    officer = await Officer.get(username="desk1")
    path = f"/portal/sign-in/link/{await links.make(officer.id)}"
    clock.configure(16 * 60)
    await page(await site.stranger(), path, 404)


async def test_looking_at_a_real_officers_link_uses_nothing_up(site: Site) -> None:
    await Officer.filter(username="desk1").update(demo=False)
    officer = await Officer.get(username="desk1")
    path = f"/portal/sign-in/link/{await links.make(officer.id)}"
    client = await site.stranger()
    assert (await client.head(path)).status == 405
    assert "सुश्री प्रतिरूप ठाकुर" in await page(client, path)
    assert (await post(client, path, form=path)).status == 303
    await page(client, "/portal/account")


async def test_demo_links_cover_every_role_and_none_in_production(site: Site, tmp_path: object) -> None:
    settings = load(environ={"SAMVAD__DATA__DIR": str(tmp_path)})
    found = await demo_links(settings)
    assert [role for role, _, _ in found] == [
        "officer",
        "department_head",
        "operator",
        "supervisor",
        "administrator",
    ]
    assert all(url.startswith(f"{settings.web.public_url}/portal/sign-in/link/") for _, _, url in found)
    assert await demo_links(settings.model_copy(update={"environment": "production"})) == []


async def test_signing_in_changes_the_sessions_name(site: Site) -> None:
    """Fault 58."""
    officer = await Officer.get(username="desk1")
    client = await site.stranger()
    await page(client, FORM)
    before = client.session.cookie_jar.filter_cookies(client.make_url("/"))["samvad"].value
    await client.get(f"/portal/sign-in/link/{await links.make(officer.id)}")
    after = client.session.cookie_jar.filter_cookies(client.make_url("/"))["samvad"].value
    assert before != after
    stolen = await site.stranger()
    stolen.session.cookie_jar.update_cookies({"samvad": before})
    await page(stolen, "/portal/account", 303)


async def test_leaving_ends_the_session_on_our_side(site: Site) -> None:
    """Fault 58."""
    client = await site.as_("desk1")
    kept = client.session.cookie_jar.filter_cookies(client.make_url("/"))["samvad"].value
    assert (await client.get("/portal/sign-out")).status == 405
    assert (await post(client, "/portal/sign-out")).status == 303
    thief = await site.stranger()
    thief.session.cookie_jar.update_cookies({"samvad": kept})
    await page(thief, "/portal/account", 303)


async def test_sessions_end_after_twelve_hours(site: Site) -> None:
    """Fault 58."""
    client = await site.as_("desk1")
    clock.configure(ABSOLUTE_S + 5)
    await page(client, "/portal/account", 303)


async def test_idle_sessions_end_in_redis(site: Site) -> None:
    await site.as_("desk1")
    (key,) = [key async for key in site.redis.scan_iter("portal:session:*")]
    assert 0 < await site.redis.ttl(key) <= 2 * 3600
    kept = await site.redis.get(key)
    assert kept and json.loads(kept)["session"]["officer"]


async def test_a_closed_account_is_out_at_once(site: Site) -> None:
    client = await site.as_("desk1")
    await Officer.filter(username="desk1").update(active=False)
    await page(client, "/portal/account", 303)


async def test_a_new_password_ends_the_other_sessions(site: Site) -> None:
    """Fault 58."""
    here, there = await site.as_("desk1"), await site.as_("desk1")
    answer = await post(here, "/portal/account/password", new=PASSWORD)
    assert answer.status == 303
    await page(here, "/portal/account")
    await page(there, "/portal/account", 303)


@pytest.mark.parametrize("weak", ["kurz", "aaaaaaaaaaaaaaaa", "desk1-desk1-desk1"])
async def test_weak_passwords_are_refused(site: Site, weak: str) -> None:
    client = await site.as_("desk1")
    assert (await post(client, "/portal/account/password", new=weak)).status == 400


async def test_one_session_can_be_ended_from_another(site: Site) -> None:
    here, there = await site.as_("desk1"), await site.as_("desk1")
    shown = re.findall(r'name="session" value="(\w+)"', await page(here, "/portal/account"))
    assert len(shown) == 1
    await post(here, "/portal/account/session", session=shown[0])
    await page(there, "/portal/account", 303)
    await page(here, "/portal/account")


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126",
            "Edge · Windows",
        ),
        ("curl/8.5", "curl/8.5"),
    ],
)
def test_a_session_is_recognised_by_its_device(agent: str, device: str) -> None:
    assert OpenSession("k", clock.now(), "", agent, here=False).device == device


async def test_signing_out_everywhere_ends_all(site: Site) -> None:
    here, there = await site.as_("desk1"), await site.as_("desk1")
    await post(here, "/portal/account/everywhere")
    await page(here, "/portal/account", 303)
    await page(there, "/portal/account", 303)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/portal/tickets?box=mine", "/portal/tickets?box=mine"),
        ("//evil.example", "/portal"),
        ("/\\evil.example", "/portal"),
        ("https://evil.example", "/portal"),
        ("/portal\r\nSet-Cookie: a=b", "/portal"),
        ("/\t/evil.example", "/portal"),
        ("javascript:alert(1)", "/portal"),
        ("", "/portal"),
        (None, "/portal"),
    ],
)
def test_the_way_on_never_leads_elsewhere(target: str | None, expected: str) -> None:
    """Fault 60."""
    assert local(target) == expected


async def test_the_language_switch_goes_nowhere_else(site: Site) -> None:
    client = await site.stranger()
    answer = await client.get("/language?to=en&next=//evil.example", allow_redirects=False)
    assert answer.headers["Location"] == "/"
    assert 'lang="en"' in await page(client, FORM)
