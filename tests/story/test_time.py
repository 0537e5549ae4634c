"""What time does: a reminder before the due date, escalation after it, and on Monday the digest."""

from datetime import datetime, time, timedelta

import pytest

from tests.story.officers import OfficerInChat
from tests.story.people import Citizen, Matter
from tests.story.phones import TelegramPhone
from tests.story.rows import one, rows
from tests.story.test_main_job import INDIA, office_hours

pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]
MATTER = Matter("Kalpana Sahu", "Shobha", "Please build one more handpump near the school", kind="demand")


async def due(url: str, kind: str) -> datetime:
    """When this timer of the ticket falls due."""
    (row,) = await rows(url, f"SELECT due_at FROM timer WHERE kind = '{kind}' AND state = 'waiting'")
    found = row["due_at"]
    return found if isinstance(found, datetime) else datetime.fromisoformat(found)


def in_office(at: datetime) -> datetime:
    """A little after this moment, and when people may be told."""
    later = (at + timedelta(minutes=1)).astimezone(INDIA)
    if later.time() < time(8, 5):
        return later.replace(hour=8, minute=5)
    if later.time() > time(20, 50):
        return (later + timedelta(days=1)).replace(hour=8, minute=5)
    return later


def next_monday(after: datetime) -> datetime:
    day = after.astimezone(INDIA).date()
    monday = day + timedelta(days=7 - day.weekday())
    return datetime.combine(monday, time(8, 1), INDIA)


async def test_reminder_escalation_and_digest(postgres_district_url, redis_url, new_system, screens, line):
    district_url = postgres_district_url
    system = new_system(district_url, redis_url, shift_s=office_hours())
    web = system.start("serve")
    system.start("worker")
    system.start("beat")
    await system.ready(web)
    delivery = line(system)
    officer, head, collector = (
        OfficerInChat(name, TelegramPhone(delivery, screens, 7_200_000 + n, "Officer"))
        for n, name in enumerate(("phe.mainpur", "phe.head", "collector"), 1)
    )
    for someone in (officer, head, collector):
        await someone.join(system)
    phone = TelegramPhone(delivery, screens, 7_000_009, "Kalpana")
    number = await Citizen(phone, MATTER).file()
    await officer.alerted(number)
    await officer.press("view")

    await system.shift(in_office(await due(district_url, "half")))
    reminder = await officer.alerted(number, seconds=60)
    assert "🔔" in reminder.text

    await system.shift(in_office(await due(district_url, "breach")))
    await head.phone.until(lambda b: "🔺" in b.text and number in b.text, "escalation to the head", 60)
    await phone.until(lambda b: "has passed" in b.text, "word of the delay", 60)
    assert await one(district_url, "SELECT count(*) FROM event WHERE verb = 'breach'") == 1
    assert await one(district_url, "SELECT breached_at IS NOT NULL FROM ticket")

    await system.shift(next_monday(system.now()))
    await collector.phone.until(lambda b: "📥" in b.text, "digest to the collector", 120)
    escalated = await one(district_url, "SELECT count(*) FROM event WHERE verb = 'escalate'")
    assert escalated == await one(district_url, "SELECT escalation_level FROM ticket"), "each level once"
    await system.stop()
