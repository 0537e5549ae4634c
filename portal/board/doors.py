"""The supervisor's board, and its numbers as they change."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp_sse import sse_response

import texts
from portal.board import charts, numbers, paces
from portal.board.numbers import TILES, TONES
from portal.desk import choices, inbox
from portal.desk.boxes import TABS, Box
from portal.desk.cards import card
from portal.desk.filters import Filters, Sort
from portal.gate import STAFF, WATCHERS, get
from portal.pages import page
from portal.visitor import Visitor, identify, visitor_of

DAYS = (7, 30, 90, 365)
HEATS = (Box.OVERDUE, Box.OPEN, Box.ALL, Box.DISPUTED, Box.CONFIRMED)
OLDEST = 5
EVERY_S, LONGEST_S = 10, 300
Numbers = Callable[[Visitor], Awaitable[dict[str, str]]]


def _days(request: web.Request) -> int:
    given = request.query.get("days", "30")
    if given not in [str(one) for one in DAYS]:
        raise web.HTTPBadRequest
    return int(given)


async def board_page(request: web.Request) -> web.StreamResponse:
    """What stands where, each number leading to its tickets."""
    visitor, days = visitor_of(request), _days(request)
    heat = request.query.get("heat", Box.OVERDUE.value)
    if heat not in [box.value for box in HEATS]:
        raise web.HTTPBadRequest
    known = await choices.current()
    overdue = Filters(Box.OVERDUE, Sort.DUE)
    oldest = await inbox.listing(overdue, visitor.actor, phones=False, size=OLDEST)
    values = {
        "board": await numbers.board(visitor.actor, days, Box(heat), known),
        "weeks": charts.weekly(await paces.trend(visitor.actor)),
        "medians": await paces.medians(visitor.actor, days),
        "clusters": await paces.clusters(visitor.actor),
        "oldest": [card(ticket, visitor.language) for ticket in oldest.tickets],
        "choices": known,
        "sample": paces.SAMPLE,
        "days": days,
        "ranges": DAYS,
        "heat": Box(heat),
        "heats": HEATS,
        "tiles": TILES,
        "tones": TONES,
        "dated": numbers.DATED,
        "step": charts.heat,
        "colours": charts.COLOURS,
        "series_boxes": {"received": Box.ALL, "claimed": Box.CLAIMED, "confirmed": Box.CONFIRMED},
        "cluster_days": paces.CLUSTER_DAYS,
        "Box": Box,
    }
    return await page(request, "board.html", values)


async def board_live(request: web.Request) -> web.StreamResponse:
    """The tiles' numbers, sent again when they change."""
    days = _days(request)

    async def now(visitor: Visitor) -> dict[str, str]:
        found = await numbers.totals(visitor.actor, days)
        return {f"tile-{box.value}": texts.number(visitor.language, found[box]) for box in TILES}

    return await stream(request, now)


async def inbox_live(request: web.Request) -> web.StreamResponse:
    """The tabs' counts, sent again when they change."""

    async def now(visitor: Visitor) -> dict[str, str]:
        found = await inbox.counts(TABS[visitor.role], visitor.actor)
        return {
            box.value: texts.number(visitor.language, count) + ("+" if count >= inbox.CAP else "")
            for box, count in found.items()
        }

    return await stream(request, now)


async def stream(request: web.Request, now: Numbers) -> web.StreamResponse:
    """Ends after some minutes; the browser comes back by itself, through the door again."""
    before: dict[str, str] = {}
    async with sse_response(request) as response:
        for _ in range(int(LONGEST_S / EVERY_S)):
            # Rights are asked anew each time: a closed account sees nothing more.
            visitor = await identify(request)
            if visitor is None or not response.is_connected():
                break
            found = await now(visitor)
            if found != before:
                await response.send(json.dumps(found, ensure_ascii=False))
                before = found
            await asyncio.sleep(EVERY_S)
    return response


DOORS = (
    get("/portal/board", board_page, WATCHERS),
    get("/portal/board/live", board_live, WATCHERS),
    get("/portal/live", inbox_live, STAFF),
)
