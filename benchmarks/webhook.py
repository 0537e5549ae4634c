"""Webhooks at a steady rate: how soon they are answered, and how soon the reply reaches the vendor."""

import asyncio
import time
from typing import Any

from benchmarks.dialog import percentiles
from benchmarks.rig import rig
from tests.story.phones import WhatsAppPhone

SECONDS = 10
RATE = 40


async def measure(rate: int = RATE) -> dict[str, Any]:
    """Newcomers write at this rate, whatever became of those before them."""
    async with rig() as here:
        phones = [
            WhatsAppPhone(here.delivery, here.screens, f"9170000{n:05d}", "Newcomer")
            for n in range(rate * SECONDS)
        ]
        began = time.perf_counter()

        async def write(phone: WhatsAppPhone, at: float) -> None:
            await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
            await phone.say("hi")
            await phone.next(60)

        await asyncio.gather(*(write(phone, n / rate) for n, phone in enumerate(phones)))
        return {
            "rate": rate,
            "webhook": percentiles(here.delivery.seconds),
            "reply": percentiles([phone.waits[0] for phone in phones]),
        }


if __name__ == "__main__":
    print(asyncio.run(measure()))
