"""Meeting mode behind its doors: who may pass, one tap is one order, nothing for other roles."""

import re

import pytest

from models.meetings import Meeting, MeetingOrder
from models.tickets import Event
from tests.portal.conftest import CSRF, Site, page


async def token(client, path: str) -> str:
    found = CSRF.search(await page(client, path))
    assert found is not None
    return found[1]


async def frozen(client) -> int:
    answer = await client.post(
        "/portal/meetings", data={"csrf": await token(client, "/portal/meetings")}, allow_redirects=False
    )
    assert answer.status == 303
    return int(answer.headers["Location"].rpartition("/")[2])


async def test_a_meeting_from_the_agenda_to_the_minutes(site: Site):
    collector = await site.as_("collector")
    meeting = await frozen(collector)
    assert await frozen(collector) == meeting
    agenda = await page(collector, f"/portal/meetings/{meeting}")
    assert "बड़े पर्दे पर" in agenda

    wall = await page(collector, f"/portal/meetings/{meeting}/wall?at=1")
    action = re.search(r'action="(/portal/meetings/\d+/items/\d+/orders)"', wall)
    key = re.search(r'name="key" value="([^"]+)"', wall)
    csrf = CSRF.search(wall)
    assert action and key and csrf
    form = {"csrf": csrf[1], "key": key[1], "at": "1", "days": "3"}
    for _ in range(2):
        answer = await collector.post(action[1], data=form, allow_redirects=False)
        assert (answer.status, answer.headers["Location"]) == (303, f"/portal/meetings/{meeting}/wall?at=1")
    assert await MeetingOrder.all().count() == 1
    event = await Event.get(verb="direct")
    assert event.data["text"] == "3 कार्य-दिवस में काम पूरा करें।"
    assert "3 कार्य-दिवस में काम पूरा करें।" in await page(collector, f"/portal/meetings/{meeting}/wall?at=1")

    await page(collector, f"/portal/meetings/{meeting}/minutes", 404)
    for path in ("attendance", "close"):
        answer = await collector.post(
            f"/portal/meetings/{meeting}/{path}", data={"csrf": csrf[1]}, allow_redirects=False
        )
        assert answer.status == 303
    answer = await collector.get(f"/portal/meetings/{meeting}/minutes")
    assert (await answer.read()).startswith(b"%PDF")
    answer = await collector.post(action[1], data={**form, "key": "another"}, allow_redirects=False)
    assert answer.status == 400
    assert (await Meeting.get(id=meeting)).state == "closed"


@pytest.mark.parametrize("at", ["0", "-3", "99999", "x", "१"])
async def test_stepping_beyond_the_ends_stays_on_the_agenda(site: Site, at: str):
    collector = await site.as_("collector")
    meeting = await frozen(collector)
    assert "wall-item" in await page(collector, f"/portal/meetings/{meeting}/wall?at={at}")


@pytest.mark.parametrize("who", ["phe.head", "desk1", "admin"])
async def test_only_supervisors_hold_meetings(site: Site, who: str):
    collector, other = await site.as_("collector"), await site.as_(who)
    meeting = await frozen(collector)
    for path in ("", f"/{meeting}", f"/{meeting}/wall", f"/{meeting}/minutes", f"/{meeting}/live"):
        await page(other, f"/portal/meetings{path}", 403)


async def test_digests_are_listed_for_those_who_get_them(site: Site):
    assert "अगले सोमवार" in await page(await site.as_("collector"), "/portal/digests")
    await page(await site.as_("desk1"), "/portal/digests", 403)
