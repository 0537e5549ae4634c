"""The portal's pages with years of tickets in the database, eight readers at once."""

import argparse
import asyncio
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.dialog import percentiles
from benchmarks.many_tickets import fill
from benchmarks.rig import Rig, rig
from models import database
from models.officers import Officer
from tests.story.crowd import Crowd
from tests.story.officers import Portal
from tickets import signin as links

TICKETS = 100_000
READERS = 8
ROUNDS = 12
RESULTS = Path(__file__).parent / "results" / "portal.json"
EVERYBODY = ""
PAGES = {
    "collector": {
        "list": "/portal/tickets",
        "filter": "/portal/tickets?box=overdue&kind=problem&days=90",
        "closed": "/portal/tickets?box=closed",
        "search, word": "/portal/tickets?q=handpump",
        "search, two words": "/portal/tickets?q=pension+bargad",
        "search, nothing": "/portal/tickets?q=zzyzx",
        "search, name": "/portal/tickets?q=sita+namuna",
        "search, last digits": "/portal/tickets?q=0422",
        "ticket": "/portal/tickets/160042",
        "board": "/portal/board",
        "board, 90 days": "/portal/board?days=90",
        "rejections asked": "/portal/tickets?box=rejection",
        "messages": "/portal/messages?state=failures",
    },
    "phe.chhura": {
        "officer, list": "/portal/tickets",
        "officer, closed": "/portal/tickets?box=closed",
        "officer, word": "/portal/tickets?q=handpump",
        "officer, name": "/portal/tickets?q=sita+namuna",
        "officer, telephone": "/portal/tickets?q=6000012345",
    },
    "phe.head": {"head, list": "/portal/tickets", "head, board": "/portal/board"},
    "desk1": {"screening": "/portal/screening", "calls": "/portal/calls"},
    EVERYBODY: {"public": "/public"},
}


async def _sign_in(here: Rig, portal: Portal, username: str) -> None:
    await database.connect(here.system.database_url)
    officer = await Officer.get(username=username)
    token = await links.make(officer.id, links.DEMO_LIFETIME)
    await database.close()
    await portal.open(f"/portal/sign-in/link/{token}")
    assert "/portal/sign-in" not in portal.address


async def _read(portal: Portal, address: str) -> dict[str, float]:
    """How long a page takes when it comes first, and while others read it too."""
    seconds: list[float] = []

    async def once() -> float:
        began = time.perf_counter()
        status, _, _ = await portal.fetch(address)
        assert status == 200, f"{address}: {status}"
        return time.perf_counter() - began

    async def reader() -> None:
        seconds.extend([await once() for _ in range(ROUNDS)])

    first = await once()
    await asyncio.gather(*(reader() for _ in range(READERS)))
    return {"first_ms": round(first * 1000, 1), **percentiles(seconds)}


async def measure(count: int = TICKETS) -> dict[str, Any]:
    """Lists, filters, searches, ticket and board, as those who use them see them."""
    found: dict[str, Any] = {}
    async with rig(worker=False) as here:
        await Crowd.gather(1, here.delivery, here.screens).file()
        began = time.perf_counter()
        await fill(here.system.database_url, count)
        found["filled_s"] = round(time.perf_counter() - began)
        for username, pages in PAGES.items():
            async with Portal(here.system.webs[0]) as portal:
                if username:
                    await _sign_in(here, portal, username)
                for name, address in pages.items():
                    found[name] = await _read(portal, address)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=TICKETS)
    figures = asyncio.run(measure(parser.parse_args().tickets))
    for name, value in figures.items():
        print(f"{name:24} {value}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n")
