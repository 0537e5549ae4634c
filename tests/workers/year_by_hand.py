"""A simulated year of any size by hand: `python -m tests.workers.year_by_hand --tickets 5000`."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from models import database
from models.messages import Outbound
from models.migrate import migrate
from models.tickets import Event, Ticket, Timer
from tests import servers
from tests.workers.year import build
from tests.workers.year_claims import check


async def live(url: str, tickets: int) -> None:
    """Live the year in a fresh database, check every claim and print the figures."""
    await migrate(url)
    await database.connect(url)
    try:
        began, used = time.perf_counter(), time.process_time()
        year = await build(tickets)
        await year.live()
        lived = time.perf_counter() - began
        counts = [await rows.all().count() for rows in (Ticket, Event, Timer, Outbound)]
        await check(tickets)
    finally:
        await database.close()
    print("tickets {}, events {}, timers {}, messages {}".format(*counts))
    print(f"lived in {lived:.0f} s, checked in {time.perf_counter() - began - lived:.0f} s, ", end="")
    print(f"processor {time.process_time() - used:.0f} s; every claim holds")
    print(dict(sorted(year.done.items())))


def main() -> None:
    """Read the command line and start the database that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=5000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    chosen = parser.parse_args()
    if chosen.database == "postgres":
        with servers.postgres() as server:
            asyncio.run(live(server.url, chosen.tickets))
        return
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(f"sqlite://{Path(folder) / 'year.sqlite3'}", chosen.tickets))


if __name__ == "__main__":
    main()
