"""Dialog turns a second with everything durable, and how long a person waits for a reply."""

import asyncio
import statistics
import time
from typing import Any

from benchmarks.processes import cpu_s, memory_mb
from benchmarks.rig import Rig, rig
from tests.story.crowd import Crowd
from tests.story.rows import one

CITIZENS = 400
AT_ONCE = 80
WARM = 20


def percentiles(values: list[float]) -> dict[str, float]:
    """Milliseconds at the middle and at the edge."""
    cuts = statistics.quantiles(values, n=100)
    return {"p50_ms": round(cuts[49] * 1000, 1), "p99_ms": round(cuts[98] * 1000, 1)}


async def crowd(here: Rig, count: int, first: int, at_once: int) -> dict[str, Any]:
    """So many citizens file; gives turns, seconds, waits, and the processor time of each process."""
    # Telegram allows a person one message a second, which would be all that is measured.
    people = Crowd.gather(count, here.delivery, here.screens, first=first, telegram=False)
    before = {one.name: cpu_s(one.process.pid) for one in here.system.running}
    here.delivery.seconds.clear()
    taken, began = len(here.delivery.taken), time.perf_counter()
    await people.file(at_once=at_once)
    seconds = time.perf_counter() - began
    turns = len(here.delivery.taken) - taken
    spent = {one.name: cpu_s(one.process.pid) - before[one.name] for one in here.system.running}
    return {
        "turns": turns,
        "seconds": round(seconds, 2),
        "turns_per_s": round(turns / seconds, 1),
        "cpu_ms_a_turn": {name: round(used * 1000 / turns, 2) for name, used in spent.items()},
        "webhook": percentiles(here.delivery.seconds),
        "reply": percentiles([wait for citizen in people.citizens for wait in citizen.phone.waits]),
    }


async def measure(latency_s: float = 0.0, citizens: int = CITIZENS) -> dict[str, Any]:
    """Warm up, file with many citizens at once, then with a few."""
    async with rig(latency_s=latency_s) as here:
        await crowd(here, WARM, 0, WARM)
        found: dict[str, Any] = {"full": await crowd(here, citizens, 1000, AT_ONCE)}
        found["light"] = await crowd(here, citizens // 4, 5000, 4)
        found["web_mb"] = round(memory_mb(here.system.webs[0].process.pid))
        await asyncio.sleep(1)
        filed = await one(here.system.database_url, "SELECT count(*) FROM ticket")
        assert filed == WARM + citizens + citizens // 4, "every dialog is one ticket"
        return found


if __name__ == "__main__":
    print(asyncio.run(measure()))
