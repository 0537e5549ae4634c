"""The district's public figures: counts by department, never of fewer than five people."""

import csv
import io
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web
from tortoise.functions import Count

import clock
from models.departments import Department
from models.tickets import Ticket
from portal.desk import choices
from portal.desk.boxes import Box, condition
from portal.keys import SETTINGS
from portal.open import hiding, status
from portal.pages import page
from portal.visitor import language_of
from tickets.actor import SYSTEM

DAYS = 90
COLUMNS = {
    "received": Box.ALL,
    "claimed": Box.CLAIMED,
    "confirmed": Box.CONFIRMED,
    "unanswered": Box.UNANSWERED,
    "disputed": Box.DISPUTED,
    "overdue": Box.OVERDUE,
}
FRESH_S = 600


@dataclass(frozen=True, slots=True)
class Line:
    """One department's counts; None where a number is too small to be shown."""

    department: Department | None
    cells: dict[str, int | None]


class _Held:
    lines: list[Line] | None = None
    read_at = 0.0


async def lines() -> list[Line]:
    """The table, computed at most every ten minutes."""
    now = clock.now().timestamp()
    if _Held.lines is None or not 0 <= now - _Held.read_at < FRESH_S:
        _Held.lines, _Held.read_at = await _count(), now
    return _Held.lines


def forget() -> None:
    """Compute it anew next time."""
    _Held.lines = None


async def _count() -> list[Line]:
    since = clock.now() - timedelta(days=DAYS)
    columns = {name: Count("id", _filter=condition(box, SYSTEM)) for name, box in COLUMNS.items()}
    # Confidential tickets are in no public number: with few of them, a number could give one away.
    counted = Ticket.filter(submitted_at__gt=since, confidential=False).annotate(**columns)
    rows = await counted.group_by("department_id").values("department_id", *columns)
    by_department = {row["department_id"]: row for row in rows}
    known = [one for one in (await choices.current()).departments if one.id in by_department]
    # What no shown department has is a line that nobody sees, but a subtraction would show it.
    rest = [row for row in rows if row["department_id"] not in {one.id for one in known}]
    lines = [Line(None, {}), *(Line(one, {}) for one in known)]
    for name in COLUMNS:
        own = [int(by_department[one.id][name]) for one in known]
        total, cells = hiding.column([*own, sum(int(row[name]) for row in rest)])
        for line, cell in zip(lines, [total, *cells], strict=False):
            line.cells[name] = cell
    return lines


async def figures(request: web.Request) -> web.StreamResponse:
    """The public page; with a number, which acknowledgements carry as a code, that ticket's state instead."""
    if "number" in request.query:
        return await status.ask(request)
    values = {"lines": await lines(), "columns": tuple(COLUMNS), "days": DAYS, "at": clock.now()}
    response = await page(request, "public.html", values, bare=True)
    return _public(response)


async def table(request: web.Request) -> web.StreamResponse:
    """The same as open data."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["department", "name", *COLUMNS])
    language = language_of(request)
    for line in await lines():
        name = line.department.name(language) if line.department else "-"
        code = line.department.code if line.department else "all"
        writer.writerow([code, name, *("hidden" if cell is None else cell for cell in line.cells.values())])
    response = web.Response(text="\ufeff" + out.getvalue(), content_type="text/csv", charset="utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="samvad.csv"'
    return _public(response)


async def landing(request: web.Request) -> web.StreamResponse:
    """The front door."""
    whatsapp = request.config_dict[SETTINGS].whatsapp.display_number
    return _public(await page(request, "landing.html", {"whatsapp": whatsapp}, bare=True))


def _public(response: web.Response) -> web.Response:
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Vary"] = "Cookie, Accept-Encoding"
    return response
