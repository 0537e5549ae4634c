"""One digest by hand: printed, written to a folder, or sent to one person."""

import asyncio
import json
from pathlib import Path

import click

import clock
import settings
from bots import wordings
from bots.storage import open_storage
from models.officers import Officer
from reports import issuing
from reports.bundle import Document, bundle
from reports.collecting import collect
from reports.figures import Figures
from reports.weeks import Week
from reports.wording import text_of


async def make(week: str | None, *, reader: str | None, send: bool, out: Path | None) -> list[str]:
    """Make it and give the lines to print; raises a plain error for an unknown week or reader."""
    await wordings.refresh()
    officer = await _reader(reader)
    chosen = _week(week)
    digest = await collect(officer, chosen)
    files = await bundle(digest, officer)
    text = text_of(digest)
    if out is not None:
        written = await asyncio.to_thread(_write, out, f"samvad-{chosen}", text, files)
        return [str(path) for path in written]
    if send:
        stored = await issuing.keep(files, open_storage(settings.current()))
        key = f"digest:{chosen}:{officer.id}:{clock.now():%Y%m%d%H%M}"
        row = await issuing.send(officer, digest, stored, key=key, answers=True)
        return [f"queued for {officer.username}" if row else f"{officer.username} has no chat linked"]
    return [text]


async def figures(week: str | None, *, reader: str | None) -> str:
    """The week's and last week's counts and medians as JSON, each department's beside them."""
    await wordings.refresh()
    digest = await collect(await _reader(reader), _week(week))
    told = {
        "week": str(digest.week),
        "scope": digest.scope,
        "now": _plain(digest.now),
        "before": _plain(digest.before),
        "departments": {line.name: _plain(line.now) for line in digest.departments},
        "places": {line.name: _plain(line.now) for line in digest.places},
        "text": text_of(digest),
    }
    return json.dumps(told, ensure_ascii=False)


def _plain(value: Figures) -> dict[str, int | None]:
    medians = {"first_view_h": value.first_view_h, "resolution_h": value.resolution_h}
    return {**value.counts, **medians}


async def _reader(username: str | None) -> Officer:
    wanted = Officer.filter(active=True)
    wanted = wanted.filter(username=username) if username else wanted.filter(role__in=issuing.READERS)
    found = await wanted.order_by("-role", "id").first()
    if found is None:
        raise click.ClickException(f"no active officer {username or 'who reads digests'}")
    return found


def _week(text: str | None) -> Week:
    if text:
        try:
            return Week.parse(text)
        except ValueError as error:
            raise click.ClickException(f"{text} is not a week such as 2026-W30") from error
    here = clock.now().astimezone(settings.current().office.zone).date()
    return Week.of(here).earlier(1)


def _write(folder: Path, name: str, text: str, files: list[Document]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.txt"]
    paths[0].write_text(text, "utf-8")
    for document in files:
        path = folder / document.name
        path.write_bytes(document.body)
        paths.append(path)
    return paths
