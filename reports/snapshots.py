"""Daily snapshots: counts of one local day from event rows, the same however often they are written.

The cost follows what happened on the day (and, for a day long past, since then), plus one grouped query over
the tickets that are open now.
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tortoise.connection import get_connection

import clock
import settings
from models.dialect import bind, on_postgres
from models.supervision import DailySnapshot
from models.tickets import Event
from reports import places as reporting
from reports import rows
from reports.counting import BANDS, OPEN, UNSEEN_AFTER, Counts, Tally, count_flows, count_stock
from reports.figures import Day
from reports.places import Places
from reports.weeks import ONE_DAY, day_bounds
from tickets.transaction import transaction

TAKEN = "taken"
"""The kind of the row that says that a day was counted, also when nothing was there to count."""
NOBODY = 0
Cell = tuple[int, int, str]
_QUIET = """
SELECT CASE WHEN confidential THEN NULL ELSE department_id END AS department_id, area_id, kind, status,
  CASE WHEN status = 'assigned' AND first_viewed_at IS NULL AND assigned_at < {{2}}
    THEN 1 ELSE 0 END AS unseen,
  CASE WHEN due_at IS NULL OR COALESCE(paused_at, {{1}}) <= due_at THEN ''
    {bands} ELSE 'overdue_more' END AS band, COUNT(*) AS how_many
FROM ticket WHERE status IN ({states}) AND submitted_at < {{1}}
  AND NOT EXISTS (SELECT 1 FROM event WHERE event.ticket_id = ticket.id AND event.at >= {{1}})
GROUP BY 1, 2, 3, 4, 5, 6
"""


async def take(day: date) -> int:
    """Count a day that is over and keep its rows in place of older ones; gives how many."""
    start, end = day_bounds(day, settings.current().office.zone)
    places = await reporting.load()
    cells = _cells(await _from_events(start, end), places)
    for cell, tally in (await _from_tickets(end, places)).items():
        cells.setdefault(cell, Counter()).update(tally)
    await _keep(day, cells, places)
    return len(cells)


async def _from_events(start: datetime, end: datetime) -> Counts:
    """The day's flows; and the stock of those tickets whose rows have moved on since the day ended."""
    counts: Counts = {}
    moved_on = await rows.tickets_since(end)
    async for origin, events in rows.histories(moved_on | await rows.tickets_between(start, end), end):
        standing = count_flows(events, origin, start, end, counts)
        if standing is not None and standing.ticket_id in moved_on:
            count_stock(standing, end, counts)
    return counts


def _cells(counts: Counts, places: Places) -> dict[Cell, Tally]:
    cells: dict[Cell, Tally] = {}
    for group, tally in counts.items():
        department = places.departments.get(group.department or "", NOBODY)
        cells.setdefault((department, places.of(group.area_id), group.kind), Counter()).update(tally)
    return cells


async def _from_tickets(end: datetime, places: Places) -> dict[Cell, Tally]:
    """The stock of all tickets that nothing has happened to since the day ended, by one grouped query."""
    cells: dict[Cell, Tally] = {}
    for row in await _grouped(end):
        cell = (row["department_id"] or NOBODY, places.of(row["area_id"]), str(row["kind"]))
        for name in _stock_names(row):
            cells.setdefault(cell, Counter())[name] += int(row["how_many"])
    return cells


def _stock_names(row: dict[str, Any]) -> Iterable[str]:
    if row["status"] == "resolved":
        return ("awaiting",)
    names = ["open"]
    names += {"submitted": ["unassigned"], "screening": ["unassigned"], "waiting_citizen": ["waiting"]}.get(
        row["status"], []
    )
    names += ["unseen"] if row["unseen"] else []
    names += ["overdue", row["band"]] if row["band"] else []
    return names


async def _grouped(end: datetime) -> list[dict[str, Any]]:
    bands = " ".join(
        f"WHEN COALESCE(paused_at, {{{{1}}}}) <= {_later('due_at', days)} THEN '{name}'"
        for days, name in BANDS
    ).replace("{{1}}", "{1}")
    states = ", ".join(f"'{state}'" for state in sorted(OPEN | {"resolved"}))
    template = _QUIET.format(bands=bands, states=states)
    query, values = bind(template, end.astimezone(UTC), (end - UNSEEN_AFTER).astimezone(UTC))
    found: list[dict[str, Any]] = await get_connection("default").execute_query_dict(query, values)
    return found


def _later(column: str, days: int) -> str:
    """`column` plus some days in this database's words."""
    if on_postgres():
        return f"{column} + INTERVAL '{days} days'"
    return f"strftime('%Y-%m-%d %H:%M:%f', {column}, '+{days} days')"


async def _keep(day: date, cells: dict[Cell, Tally], places: Places) -> None:
    row = [
        DailySnapshot(
            day=day,
            department_id=department,
            area_id=area_id,
            area_path=places.path.get(area_id, ""),
            kind=kind,
            counts=dict(tally),
        )
        for (department, area_id, kind), tally in sorted(cells.items())
    ]
    row.append(DailySnapshot(day=day, department_id=NOBODY, area_id=0, kind=TAKEN, counts={}))
    _kept.clear()
    async with transaction():
        await DailySnapshot.filter(day=day).delete()
        # Two workers at once count the same; the second one's rows replace the first one's.
        await DailySnapshot.bulk_create(
            row,
            batch_size=500,
            update_fields=["area_path", "counts"],
            on_conflict=["day", "department_id", "area_id", "kind"],
        )


async def missing(now: datetime, *, most: int = 400) -> list[date]:
    """Days that are over and not counted yet, since the first ticket, newest first."""
    zone = settings.current().office.zone
    first = await Event.all().order_by("at").first()
    if first is None:
        return []
    yesterday = now.astimezone(zone).date() - ONE_DAY
    begins = max(first.at.astimezone(zone).date(), yesterday - timedelta(days=most - 1))
    there = set(await DailySnapshot.filter(kind=TAKEN, day__gte=begins).values_list("day", flat=True))
    every = (yesterday - timedelta(days=back) for back in range((yesterday - begins).days + 1))
    return [day for day in every if day not in there]


async def take_missing() -> list[date]:
    """Count every day that should have been counted by now; the newest first, they are asked for soonest."""
    days = await missing(clock.now())
    for day in days:
        await take(day)
    return days


async def ensure(days: Iterable[date]) -> None:
    """Count those of these days that are over and not counted yet."""
    wanted = set(days)
    since = (clock.today_local(settings.current().office.zone) - min(wanted)).days
    for day in await missing(clock.now(), most=max(since, 1)):
        if day in wanted:
            await take(day)


_STORED = """
SELECT day, department_id, area_id, kind, counts FROM daily_snapshot
WHERE day >= {1} AND day <= {2} AND kind <> {3}
"""
_NEWEST = "SELECT max(id) AS newest FROM daily_snapshot WHERE day >= {1} AND day <= {2}"
_kept: dict[tuple[date, date, int], list[Day]] = {}


async def stored(days: Iterable[date]) -> list[Day]:
    """The kept rows from the first to the last of some days.

    Forty readers of one week want the same rows: they are read once a process, and again after a rebuild
    (which writes new rows, with higher ids).
    """
    wanted = sorted(days)
    connection = get_connection("default")
    query, values = bind(_NEWEST, wanted[0], wanted[-1])
    newest = (await connection.execute_query_dict(query, values))[0]["newest"]
    key = (wanted[0], wanted[-1], int(newest or 0))
    if key not in _kept:
        query, values = bind(_STORED, wanted[0], wanted[-1], TAKEN)
        found = await connection.execute_query_dict(query, values)
        _kept.clear()
        _kept[key] = [_day(row) for row in found]
    return _kept[key]


def _day(row: dict[str, Any]) -> Day:
    """One row as the driver gives it: dates and JSON are text in SQLite, JSON is text in PostgreSQL too."""
    day, counts = row["day"], row["counts"]
    return Day(
        day=day if isinstance(day, date) else date.fromisoformat(day),
        department_id=row["department_id"],
        area_id=row["area_id"],
        kind=row["kind"],
        counts=json.loads(counts) if isinstance(counts, str) else counts,
    )
