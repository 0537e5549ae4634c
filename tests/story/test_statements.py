"""A turn of the dialog costs few statements, inbox and outbox included."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest

from models import database
from tests.story.payload_report import intake
from tests.story.people import Citizen, Matter
from tests.story.phones import Delivery, WhatsAppPhone
from tests.story.screens import stand_in
from tests.vendors.stand_in import StandIn

MOST = 6
MOST_FILING = 20
MATTER = Matter("Kalpana Sahu", "Shobha", "The handpump near the school gives no water for ten days")


@dataclass(frozen=True, slots=True)
class Here:
    """This very process in the place of a system."""

    base: str
    vendors: StandIn

    @property
    def webs(self) -> list["Here"]:
        return [self]

    def now(self) -> datetime:
        return datetime.now(UTC)


class Counted(logging.Handler):
    """Every statement that Tortoise's client sends, by what it does to which table."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.found: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        sql = record.getMessage()
        table = re.search(r'\b(?:FROM|INTO|UPDATE)\s+"?(\w+)', sql)
        self.found[f"{sql.split(maxsplit=1)[0].upper()} {table[1] if table else '?'}"] += 1


@contextmanager
def statements() -> Iterator[Counted]:
    logger, counted = logging.getLogger("tortoise.db_client"), Counted()
    before = logger.level
    logger.addHandler(counted)
    logger.setLevel(logging.DEBUG)
    yield counted
    logger.removeHandler(counted)
    logger.setLevel(before)


@pytest.mark.slow
async def test_a_turn_takes_at_most_six_statements(postgres_district_url, redis_url, screens, tmp_path):
    await database.connect(postgres_district_url)
    vendors = stand_in(screens)
    async with (
        intake(tmp_path / "var", postgres_district_url, redis_url, vendors) as (client, service),
        aiohttp.ClientSession() as session,
    ):
        here = Here(str(client.make_url("")).rstrip("/"), vendors)
        delivery = Delivery(here, session)  # type: ignore[arg-type]
        await Citizen(WhatsAppPhone(delivery, screens, "919000000001", "First"), MATTER).file()
        await service.inbox.idle()
        me = Citizen(WhatsAppPhone(delivery, screens, "919000000002", "Second"), MATTER)
        turns: list[Counter[str]] = []
        await me.phone.say("hi")
        while True:
            bubble = await me.phone.next()
            await service.inbox.idle()
            if me.number_in(bubble):
                break
            with statements() as counted:
                await me.answer(bubble)
                await me.phone.until_news()
                await service.inbox.idle()
            turns.append(counted.found)
    await database.close()
    costs = [sum(turn.values()) for turn in turns]
    print(f"statements by turn: {dict(zip(me.said, costs, strict=True))}")
    print(f"on average {sum(costs) / len(costs):.1f}; the filing turn: {dict(turns[-1])}")
    *plain, filing = costs
    assert sorted(plain)[len(plain) // 2] <= MOST, "an answer in the middle of the dialog"
    assert filing <= MOST_FILING
