"""Vendors repeat and people hurry: each message counts once, in its own order, whichever process took it."""

import asyncio

import pytest

from tests.story.crowd import settled
from tests.story.people import Citizen, Matter, has
from tests.story.phones import WhatsAppPhone
from tests.story.rows import one, rows
from tests.story.system import APP_SECRET
from tests.vendors.citizens import as_bytes, signature

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
MATTER = Matter("Kalpana Sahu", "Shobha", "The handpump near the school gives no water for ten days")


class Repeating(WhatsAppPhone):
    """A vendor that posts everything twice at the same instant to two processes, and once more afterwards."""

    async def post(self, body):
        raw = as_bytes(body)
        key = body["entry"][0]["changes"][0]["value"]["messages"][0]["id"]
        given = ("/webhooks/whatsapp", raw, signature(APP_SECRET, raw), key)
        await asyncio.gather(self.delivery.give(*given), self.delivery.give(*given))
        await self.delivery.give(*given)


@pytest.fixture
async def two_webs(district_url, redis_url, new_system):
    system = new_system(district_url, redis_url)
    webs = [system.start("serve"), system.start("serve")]
    for web in webs:
        await system.ready(web)
    yield system
    await system.stop()


async def test_every_webhook_three_times_is_as_good_as_once(two_webs, screens, line):
    """Faults 9 and 10."""
    url = two_webs.database_url
    phone = Repeating(line(two_webs), screens, "919000000001", "Kalpana")
    me = Citizen(phone, MATTER)
    number = await me.file()
    await settled(url)
    assert await one(url, "SELECT count(*) FROM ticket") == 1
    assert await one(url, "SELECT number FROM ticket") == number
    assert await one(url, "SELECT count(*) FROM inbound") == len(set(phone.delivery.taken))
    assert len(phone.screen.bubbles) == len(me.said) + 1, "one reply for each message"


async def test_a_copy_that_comes_late_answers_nothing(two_webs, screens, line):
    """Fault 11: the copy of an earlier answer, in the middle of the dialog."""
    phone = WhatsAppPhone(line(two_webs), screens, "919000000002", "Kalpana")
    await phone.say("hi")
    language = await phone.next()
    await phone.choose(language, "en")
    await phone.next()
    said = phone.message("text", {"body": MATTER.name})
    await phone.post(said)
    asked = await phone.next()
    await phone.post(said)
    await phone.say(MATTER.place)
    kind = await phone.until(lambda b: has(b, "problem"), "kind")
    assert "village" in asked.text
    assert len(phone.screen.bubbles) == 4
    assert kind is phone.screen.bubbles[3]


async def test_a_burst_is_heard_in_its_order(two_webs, screens, line):
    """Faults 12 and 13: five answers within milliseconds, spread over two processes."""
    url = two_webs.database_url
    phone = WhatsAppPhone(line(two_webs), screens, "919000000003", "Kalpana")
    await phone.say("hi")
    await phone.choose(await phone.next(), "en")
    await phone.next()
    answers = [MATTER.name, MATTER.place, "problem", MATTER.words]
    bodies = [phone.message("text", {"body": text}) for text in answers]
    for body in bodies:
        await phone.post(body)
    review = await phone.until(lambda b: has(b, "send"), "review")
    await settled(url)
    assert MATTER.name in review.text
    assert MATTER.words in review.text
    await phone.choose(review, "send")
    await phone.until(lambda b: "Registered" in b.text, "number")
    handled = await rows(url, "SELECT vendor_key FROM inbound WHERE state = 'done' ORDER BY handled_at, id")
    posted = [body["entry"][0]["changes"][0]["value"]["messages"][0]["id"] for body in bodies]
    assert [row["vendor_key"] for row in handled if row["vendor_key"] in posted] == posted
