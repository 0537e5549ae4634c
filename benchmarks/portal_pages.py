"""The portal's pages with many tickets in the database, eight readers at once."""

import asyncio
import time
from typing import Any

import asyncpg

from benchmarks.dialog import percentiles
from benchmarks.rig import Rig, execute, rig
from models import database
from models.officers import Officer
from tests.story.crowd import Crowd
from tests.story.officers import Portal
from tickets import signin as links

TICKETS = 100_000
READERS = 8
ROUNDS = 12
CHANGED = {
    "id": "100000 + n",
    "number": "'GBD-25-' || lpad(n::text, 6, '0') || '-' || n % 10",
    "tail": "lpad((n % 10000)::text, 4, '0')",
    "filing_key": "'bench:' || n",
    "department_id": "d.id",
    "category_id": "NULL",
    "officer_id": "CASE WHEN n % 10 < 6 THEN o.id END",
    "area_id": "a.id",
    "area_path": "a.path",
    "status": "(ARRAY['assigned','in_progress','resolved','confirmed','confirmed','closed_unanswered',"
    "'screening','reopened','waiting_citizen','confirmed'])[1 + n % 10]",
    "submitted_at": "now() - (n % 400) * interval '1 day'",
    "due_at": "now() + ((n % 60) - 30) * interval '1 day'",
    "urgent": "n % 20 = 0",
}
COPY = """
WITH areas AS (SELECT row_number() OVER (ORDER BY id) AS rn, id, path FROM area WHERE kind = 'village'),
  departments AS (SELECT row_number() OVER (ORDER BY id) AS rn, id FROM department),
  officers AS (SELECT row_number() OVER (ORDER BY id) AS rn, id FROM officer WHERE role = 'officer')
INSERT INTO ticket ({columns})
SELECT {values} FROM generate_series(1, {count}) AS n
CROSS JOIN (SELECT * FROM ticket ORDER BY id LIMIT 1) AS t
JOIN areas a ON a.rn = 1 + n % (SELECT count(*) FROM areas)
JOIN departments d ON d.rn = 1 + n % (SELECT count(*) FROM departments)
JOIN officers o ON o.rn = 1 + n % (SELECT count(*) FROM officers)
"""


async def fill(url: str, count: int) -> None:
    """Copies of one filed ticket, spread over areas, departments, states and time."""
    connection = await asyncpg.connect(url)
    found = await connection.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'ticket' "
        "AND table_schema = 'public' AND is_generated = 'NEVER'"
    )
    await connection.close()
    names = [str(row["column_name"]) for row in found]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(CHANGED.get(name, f't."{name}"') for name in names)
    await execute(url, COPY.format(columns=columns, values=values, count=count))
    await execute(url, "VACUUM ANALYZE ticket")


async def _sign_in(here: Rig, portal: Portal, username: str) -> None:
    await database.connect(here.system.database_url)
    officer = await Officer.get(username=username)
    token = await links.make(officer.id, links.DEMO_LIFETIME)
    await database.close()
    await portal.open(f"/portal/sign-in/link/{token}")
    assert "/portal/sign-in" not in portal.address


async def _read(portal: Portal, address: str) -> dict[str, float]:
    """How long a page takes while others read it too."""
    seconds: list[float] = []

    async def reader() -> None:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            status, _, _ = await portal.fetch(address)
            assert status == 200, address
            seconds.append(time.perf_counter() - began)

    await portal.fetch(address)
    await asyncio.gather(*(reader() for _ in range(READERS)))
    return percentiles(seconds)


async def measure(count: int = TICKETS) -> dict[str, Any]:
    """List, filter, search, ticket and board, as the Collector sees them."""
    async with rig(worker=False) as here:
        await Crowd.gather(1, here.delivery, here.screens).file()
        await fill(here.system.database_url, count)
        async with Portal(here.system.webs[0]) as portal:
            await _sign_in(here, portal, "collector")
            pages = {
                "list": "/portal/tickets?box=all",
                "filter": "/portal/tickets?box=overdue&kind=problem&days=90",
                "search": "/portal/tickets?q=handpump",
                "number": "/portal/tickets?q=0042",
                "ticket": "/portal/tickets/100042",
                "board": "/portal/board",
            }
            return {name: await _read(portal, address) for name, address in pages.items()}


if __name__ == "__main__":
    print(asyncio.run(measure()))
