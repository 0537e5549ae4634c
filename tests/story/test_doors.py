"""Telegram in Hindi, the web chat in Chhattisgarhi, a transfer, and the same verbs in the portal."""

import asyncio
import re

import pytest

from tests.story import samples
from tests.story.officers import OfficerInChat, Portal
from tests.story.people import Citizen, Matter, has
from tests.story.phones import TelegramPhone
from tests.story.rows import one, rows
from tests.story.system import System, as_json
from tests.story.test_main_job import NOTE, office_hours
from tests.story.web import Browser

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
ROAD = Matter("रामलाल साहू", "शोभा", "गाँव की गली की सीसी सड़क टूट गई है, बारिश में कीचड़ भर जाता है", language="hi")
PUMP = Matter("सुखिया बाई", "शोभा", "हमर पारा के हैंडपंप दस दिन ले बिगड़े हे, पानी नइ मिलत हे", language="hne")


async def started(new_system, url: str, redis_url: str) -> System:
    system = new_system(url, redis_url, shift_s=office_hours())
    web = system.start("serve")
    system.start("worker")
    system.start("beat")
    await system.ready(web)
    return system


async def test_telegram_web_chat_transfer_and_portal(district_url, redis_url, new_system, screens, line):
    system = await started(new_system, district_url, redis_url)
    delivery = line(system)
    officer = OfficerInChat("phe.mainpur", TelegramPhone(delivery, screens, 7_100_001, "Officer"))
    await officer.join(system)

    phone = TelegramPhone(delivery, screens, 7_000_001, "रामलाल")

    async def tell(_) -> None:
        for n in range(3):
            await phone.photo(samples.photo((n * 60, 90, 60)), album="77")
        await phone.until(lambda b: has(b, "done"), "more")
        await phone.say(PUMP.words)
        await phone.until(lambda b: has(b, "send"), "review")
        await phone.pin(20.05, 82.25)

    me = Citizen(phone, ROAD, tell)
    number = await me.file("/start")
    assert {"language", "name", "place", "describe", "review"} <= set(me.said)
    await officer.alerted(number)
    assert await one(district_url, "SELECT count(*) FROM attachment") == 3, "an album of three"

    await officer.press("transfer")
    asked = officer.phone.screen.bubbles[-1]
    assert has(asked, "all")
    await officer.phone.say("panchayat")
    await officer.phone.next()
    await officer.phone.say("यह पंचायत का काम है, उनकी योजना है")
    await until_assigned(system, number, "panchayat")
    await phone.until(lambda b: number in b.text and b.text.count("\n") < 4, "news of the transfer")

    async with Browser(system.webs[0]) as browser:
        second = await Citizen(browser, PUMP).file("जय जोहार")
        await officer.alerted(second)
        await in_portal(system, district_url, number, second)
        await browser.until(lambda b: NOTE in b.text, "news of the resolution")
    await system.stop()


async def until_assigned(system: System, number: str, department: str) -> None:
    """Wait for the workers to find an officer of that department."""
    query = (
        "SELECT d.code, t.status FROM ticket t JOIN department d ON d.id = t.department_id "
        f"WHERE t.number = '{number}'"
    )
    for _ in range(200):
        found = await rows(system.database_url, query)
        if found[0]["code"] == department and found[0]["status"] == "assigned":
            return
        await asyncio.sleep(0.2)
    raise AssertionError(f"not assigned to {department}: {found}")


async def in_portal(system: System, url: str, foreign: str, own: str) -> None:
    """An officer signs in by a link, sees only what is theirs, and resolves with a photo."""
    links = await as_json(system, "sign-in-links")
    assert isinstance(links, list) and len(links) >= 3
    ids = {row["number"]: row["id"] for row in await rows(url, "SELECT id, number FROM ticket")}
    async with Portal(system.webs[0]) as collector:
        await collector.open(next(link["url"] for link in links if link["role"] == "supervisor"))
        assert "/sign-in" not in collector.address
        page = await collector.open("/portal/tickets")
        assert foreign in page and own in page
    link = await officer_link(system, "phe.mainpur")
    async with Portal(system.webs[0]) as desk:
        await desk.open(link)
        if "/sign-in/link" in desk.address:
            await desk.post(link)
        page = await desk.open("/portal/tickets")
        assert own in page
        assert foreign not in page, "what went to another department is out of sight"
        await desk.open(f"/portal/tickets/{ids[foreign]}")
        assert desk.status == 404
        page = await desk.open(f"/portal/tickets/{ids[own]}")
        assert PUMP.words[:20] in page
        await desk.press("start")
        assert desk.status == 200
        await desk.press("resolve", {"attachments": samples.photo()}, note=NOTE)
        assert desk.status == 200, re.sub(r"<[^>]+>", " ", desk.page)[:800]
    assert await one(url, f"SELECT status FROM ticket WHERE number = '{own}'") == "resolved"


async def officer_link(system: System, username: str) -> str:
    """The one-time link that the officer's chat would give."""
    from models import database
    from models.officers import Officer
    from tickets import signin as links

    await database.connect(system.database_url)
    try:
        officer = await Officer.get(username=username)
        token = await links.make(officer.id, links.DEMO_LIFETIME)
    finally:
        await database.close()
    return f"/portal/sign-in/link/{token}"
