"""Downloads of a list as CSV, XLSX or JSON: streamed, within the jurisdiction, noted in the access log."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import web
from tortoise.expressions import Q

import clock
import logs
import texts
from portal import trail
from portal.desk import inbox, sheets
from portal.desk.inbox_doors import asked
from portal.desk.sheets import COLUMNS
from portal.gate import STAFF, get
from portal.visitor import Visitor, visitor_of

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


async def export(request: web.Request) -> web.StreamResponse:
    """The list of the address as a file."""
    visitor, ending = visitor_of(request), request.match_info["ending"]
    wanted = await inbox.selected(asked(request), visitor.actor, phones=visitor.sees_phones)
    await trail.note(request, "export", ending, logs.mask(request.query_string))
    headers = {
        "Content-Type": TYPES[ending],
        "Content-Disposition": f'attachment; filename="samvad-{clock.today_local():%Y-%m-%d}.{ending}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    if ending == "xlsx":
        return await _sheet(wanted, visitor, headers)
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await (_csv if ending == "csv" else _json)(response, wanted, visitor)
    await response.write_eof()
    return response


def _head(language: str) -> list[str]:
    return [texts.say(language, f"portal-column-{name}") for name in COLUMNS]


async def _csv(response: web.StreamResponse, wanted: Q, visitor: Visitor) -> None:
    # Excel takes a file for UTF-8 only with this mark.
    head = csv_head(visitor.language)
    await response.write(f"\ufeff{head}".encode())
    async for tickets in sheets.batches(wanted):
        rows = [sheets.row(one, visitor.language, phones=visitor.sees_phones) for one in tickets]
        await response.write(sheets.csv_lines(rows).encode())


def csv_head(language: str) -> str:
    """The line of column names."""
    return sheets.csv_lines([], head=_head(language))


async def _json(response: web.StreamResponse, wanted: Q, visitor: Visitor) -> None:
    await response.write(b"[")
    first = True
    async for tickets in sheets.batches(wanted):
        rows = [sheets.row(one, visitor.language, phones=visitor.sees_phones) for one in tickets]
        await response.write("".join(sheets.json_pieces(rows, first=first)).encode())
        first = False
    await response.write(b"]\n")


async def _sheet(wanted: Q, visitor: Visitor, headers: dict[str, str]) -> web.Response:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        # Twelve megabytes that a web process needs at its first download, not before.
        import xlsxwriter  # type: ignore[import-untyped]  # ships no types

        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        sheet = book.add_worksheet()
        _write(sheet, 0, _head(visitor.language))
        line = 1
        async for tickets in sheets.batches(wanted, most=sheets.MOST_IN_A_SHEET):
            rows = [sheets.row(one, visitor.language, phones=visitor.sees_phones) for one in tickets]
            await asyncio.to_thread(_write_all, sheet, line, rows)
            line += len(rows)
        if line > sheets.MOST_IN_A_SHEET:  # the head is a line too
            _write(sheet, line, [texts.say(visitor.language, "portal-export-rest")])
        await asyncio.to_thread(book.close)
        return web.Response(body=await asyncio.to_thread(path.read_bytes), headers=headers)


def _write_all(sheet: Any, line: int, rows: Sequence[dict[str, str]]) -> None:
    for number, one in enumerate(rows):
        _write(sheet, line + number, [sheets.harmless(one[name]) for name in COLUMNS])


def _write(sheet: Any, line: int, cells: Sequence[str]) -> None:
    for column, cell in enumerate(cells):
        sheet.write_string(line, column, cell)


DOORS = (get(r"/portal/export.{ending:csv|xlsx|json}", export, STAFF),)
