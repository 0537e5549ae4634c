"""Many citizens at once, each with a matter of their own, so that nothing lost or doubled stays unseen."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.story.people import Citizen, Matter
from tests.story.phones import Delivery, Phone, TelegramPhone, WhatsAppPhone
from tests.story.rows import one, rows
from tests.story.screens import Screens

PLACES = ("Shobha", "Kosmi", "Kothigaon", "Supebeda", "Indagaon")
THINGS = (
    "The handpump behind house {n} gives no water",
    "The road in front of house {n} in our village is broken",
    "The ration shop number {n} gives us too little rice",
    "The school teacher of class {n} does not come to school",
    "The electric transformer number {n} is burnt and there is no light",
)
IN_HAND = """
SELECT (SELECT count(*) FROM inbound WHERE state = 'new' AND lane = 'message')
  + (SELECT count(*) FROM outbound WHERE lane = '0reply' AND state IN ('queued', 'sending'))
"""


def matters(count: int) -> Iterator[Matter]:
    """As many different ones."""
    for n in range(count):
        words = THINGS[n % len(THINGS)].format(n=1000 + n)
        yield Matter(f"Citizen {_letters(n)}", PLACES[n % len(PLACES)], words)


def _letters(number: int) -> str:
    """A number as a word: names have no digits, and none of these may say "aag", which is fire."""
    return "".join("abcdefhijk"[int(digit)] for digit in f"{number:04d}").capitalize()


@dataclass(slots=True)
class Crowd:
    """So many citizens, half of them on each messenger."""

    citizens: list[Citizen]
    numbers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def gather(
        cls, count: int, delivery: Delivery, screens: Screens, *, first: int = 0, telegram: bool = True
    ) -> "Crowd":
        found = []
        for n, matter in enumerate(matters(count), first):
            phone: Phone
            if telegram and n % 2:
                phone = TelegramPhone(delivery, screens, 8_000_000 + n, matter.name)
            else:
                phone = WhatsAppPhone(delivery, screens, f"9180000{n:05d}", matter.name)
            found.append(Citizen(phone, matter))
        return cls(found)

    async def file(self, *, at_once: int = 60, patience_s: float = 150) -> None:
        """All of them file, so many at the same time."""
        room = asyncio.Semaphore(at_once)

        async def go(citizen: Citizen) -> None:
            citizen.patience_s = patience_s
            async with room:
                self.numbers[citizen.matter.name] = await citizen.file()

        async with asyncio.TaskGroup() as group:
            for citizen in self.citizens:
                group.create_task(go(citizen))

    @property
    def filed(self) -> int:
        return len(self.numbers)


async def check(url: str, crowd: Crowd, delivery: Delivery) -> None:
    """What was taken was handled once; each confirmed dialog is one ticket with the citizen's own words."""
    stored = await rows(url, "SELECT vendor_key, state, lane FROM inbound WHERE lane = 'message'")
    states = {row["vendor_key"]: row["state"] for row in stored}
    assert len(states) == len(stored), "no vendor id twice"
    assert set(delivery.taken) <= set(states), "every taken message is stored"
    odd = {key: state for key, state in states.items() if state != "done"}
    assert odd == {}, "every taken message is handled"
    tickets = await rows(
        url,
        "SELECT t.number, t.description, p.name FROM ticket t JOIN person p ON p.id = t.citizen_id",
    )
    assert sorted(row["number"] for row in tickets) == sorted(crowd.numbers.values())
    assert len({row["number"] for row in tickets}) == len(crowd.citizens)
    told = {row["name"]: (row["number"], row["description"]) for row in tickets}
    meant = {me.matter.name: (crowd.numbers[me.matter.name], me.matter.words) for me in crowd.citizens}
    assert told == meant
    replies = await rows(
        url, "SELECT state, count(*) AS n FROM outbound WHERE lane = '0reply' GROUP BY state"
    )
    arrived = {"sent", "delivered", "read"}
    assert [row for row in replies if row["state"] not in arrived] == [], "no reply is lost or left behind"


async def settled(url: str) -> None:
    """Wait until nothing is in hand any more: what a dead process held is free again after a minute."""
    async with asyncio.timeout(120):
        while await one(url, IN_HAND):  # noqa: ASYNC110  # the database sets no events
            await asyncio.sleep(0.3)
