"""`samvad export`: all tickets as a sheet, or everything we keep about one person."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from datetime import UTC
from pathlib import Path
from typing import IO, Any

import click
from tortoise.expressions import Q

import clock
import logs
import settings
import texts
from models import database
from models.officers import AccessLog
from models.states import Status
from portal.desk import sheets
from portal.finding import person_named
from tickets import dossier
from tickets.errors import TicketError

DAY = click.DateTime(["%Y-%m-%d"])
Row = dict[str, str]


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["csv", "xlsx", "json"]), default="csv", show_default=True
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else the output."
)
@click.option("--since", type=DAY, help="Filed on this day or later.")
@click.option("--until", type=DAY, help="Filed before this day.")
@click.option("--department", help="Only this department (code).")
@click.option("--status", type=click.Choice([status.value for status in Status]), help="Only this state.")
@click.option("--language", type=click.Choice(texts.LANGUAGES), default="hi", show_default=True)
@click.option("--phones", is_flag=True, help="With telephone numbers, which are masked otherwise.")
@click.option("--confidential", is_flag=True, help="With confidential tickets, which are left out otherwise.")
@click.option("--person", help="Everything about one person instead: telephone, ticket number, or id.")
def export(form: str, out: Path | None, person: str | None, **wishes: Any) -> None:
    """Write tickets, or with --person one person's data (as JSON), to a file."""
    if form == "xlsx" and out is None and person is None:
        raise click.UsageError("an XLSX needs a file: --out NAME.xlsx")
    if person is not None:
        _run(_person(person, out))
        return
    count = _run(_tickets(form, out, **wishes))
    click.echo(f"{count} tickets", err=True)


def _run(work: Coroutine[Any, Any, int]) -> int:
    async def opened() -> int:
        await database.connect(settings.current().database.url)
        try:
            return await work
        finally:
            await database.close()

    return asyncio.run(opened())


async def _note(what: str, detail: str) -> None:
    """Whoever reads the access log sees that data left the house."""
    await AccessLog.create(action="export", subject=what, detail=detail[:300], at=clock.now())


async def _tickets(form: str, out: Path | None, **wishes: Any) -> int:
    wanted = _wanted(wishes)
    rows = _rows(wanted, wishes["language"], phones=wishes["phones"])
    shown = " ".join(f"{key}={value}" for key, value in wishes.items() if value)
    await _note("tickets", f"{form} {shown}")
    if form == "xlsx":
        assert out is not None
        return await _sheet(out, rows, wishes["language"])
    if out is None:
        return await _stream(sys.stdout, rows, form, wishes["language"])
    with out.open("w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as target:
        return await _stream(target, rows, form, wishes["language"])


def _wanted(wishes: dict[str, Any]) -> Q:
    zone = settings.current().office.zone
    wanted = Q(id__gt=0)
    for name, field in (("since", "submitted_at__gte"), ("until", "submitted_at__lt")):
        if wishes[name] is not None:
            wanted &= Q(**{field: wishes[name].replace(tzinfo=zone).astimezone(UTC)})
    for name, field in (("department", "department__code"), ("status", "status")):
        if wishes[name]:
            wanted &= Q(**{field: wishes[name]})
    return wanted if wishes["confidential"] else wanted & Q(confidential=False)


async def _rows(wanted: Q, language: str, *, phones: bool) -> AsyncIterator[Sequence[Row]]:
    """In pieces; numbers in people's words are masked like those in their own column."""
    async for tickets in sheets.batches(wanted):
        rows = [sheets.row(ticket, language, phones=phones) for ticket in tickets]
        yield rows if phones else [row | {"description": logs.mask(row["description"])} for row in rows]


async def _stream(target: IO[str], pieces: AsyncIterator[Sequence[Row]], form: str, language: str) -> int:
    count = 0
    target.write("[" if form == "json" else sheets.csv_lines([], head=_head(language)))
    async for rows in pieces:
        text = (
            "".join(sheets.json_pieces(rows, first=count == 0)) if form == "json" else sheets.csv_lines(rows)
        )
        target.write(text)
        count += len(rows)
    target.write("]\n" if form == "json" else "")
    return count


def _head(language: str) -> list[str]:
    return [texts.say(language, f"portal-column-{name}") for name in sheets.COLUMNS]


async def _sheet(out: Path, pieces: AsyncIterator[Sequence[Row]], language: str) -> int:
    """Rows go to disk as they come; cells are strings, so nothing in them is ever computed."""
    # As in the exports of the desk: twelve megabytes that only a download needs.
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(str(out), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    line = 0
    for column, title in enumerate(_head(language)):
        sheet.write_string(0, column, title)
    async for rows in pieces:
        for row in rows:
            line += 1
            for column, name in enumerate(sheets.COLUMNS):
                sheet.write_string(line, column, sheets.harmless(row[name]))
    book.close()
    return line


async def _person(who: str, out: Path | None) -> int:
    found = await person_named(who)
    try:
        data = await dossier.of(found) if found else None
    except TicketError:
        data = None
    if found is None or data is None:
        raise click.ClickException(f"nobody is known by {who}")
    await _note(f"person:{found}", "all data")
    text = json.dumps({"at": _now()} | data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        click.echo(text, nl=False)
    else:
        await asyncio.to_thread(out.write_text, text, "utf-8")
    return 1


def _now() -> str:
    return clock.now().astimezone(settings.current().office.zone).isoformat(timespec="seconds")
