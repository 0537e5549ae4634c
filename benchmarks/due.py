"""The scan for due timers: its cost must follow what is due, not what exists."""

import asyncio
import statistics
import time
from typing import Any

from benchmarks.rig import execute
from models import database
from models.migrate import migrate
from tests import servers
from workers import timers

SIZES = (100_000, 1_000_000)
DUE = 2_000
WAITING = """
INSERT INTO timer (key, kind, due_at, data, state, attempts, error)
SELECT 'bench:' || n, 'half', now() + interval '1 day' + n * interval '1 second', '{{}}', 'waiting', 0, ''
FROM generate_series({first}, {last}) AS n
"""


async def measure() -> dict[str, Any]:
    """An empty scan and the claims, at each size."""
    found: dict[str, Any] = {}
    with servers.postgres() as postgres:
        await migrate(postgres.url)
        await database.connect(postgres.url)
        before = 0
        for size in SIZES:
            await execute(postgres.url, WAITING.format(first=before + 1, last=size))
            await execute(postgres.url, "ANALYZE timer")
            before = size
            found[f"{size}"] = await _scan(postgres.url)
        await database.close()
    return found


async def _scan(url: str) -> dict[str, float]:
    empty = []
    for _ in range(30):
        began = time.perf_counter()
        assert await timers.claim() == []
        empty.append(time.perf_counter() - began)
    await execute(url, f"UPDATE timer SET due_at = now() - interval '1 hour' WHERE id <= {DUE}")
    began, claimed = time.perf_counter(), 0
    while some := await timers.claim():
        claimed += len(some)
    seconds = time.perf_counter() - began
    assert claimed == DUE
    await execute(
        url, f"UPDATE timer SET due_at = now() + interval '9 days', claimed_until = NULL WHERE id <= {DUE}"
    )
    return {
        "empty_scan_ms": round(statistics.median(empty) * 1000, 2),
        "claims_per_s": round(claimed / seconds),
    }


if __name__ == "__main__":
    print(asyncio.run(measure()))
