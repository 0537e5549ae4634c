"""`samvad worker`, `samvad beat`, `samvad digest`, `samvad retention`."""

import asyncio
import os
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import click

import settings

Result = TypeVar("Result")
THREADS = 4
POLITE = 5
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat")


@click.command()
@click.option("--threads", default=THREADS, show_default=True, help="Tasks at the same time.")
def worker(threads: int) -> None:
    """Work off what happens later until told to stop; finishes what is in hand."""
    from workers.app import connect_broker

    # Where one machine does everything, whoever waits for a reply in the chat goes first.
    os.nice(POLITE)
    app, level = connect_broker(), settings.current().logs.level
    # Only a worker knows the tasks themselves; beat and web name them, and stay small.
    app.conf.update(include=["workers.tasks"])
    app.start(
        ["--quiet", "worker", "--pool", "threads", "--concurrency", str(threads), "--loglevel", level, *QUIET]
    )


@click.command()
def beat() -> None:
    """Wake the timers; two of them do no harm."""
    from workers.app import connect_broker

    folder = settings.current().data.dir
    folder.mkdir(parents=True, exist_ok=True)
    schedule = str(folder / "beat-schedule")
    level = settings.current().logs.level
    connect_broker().start(["--quiet", "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", level])


@click.command()
@click.option("--week", help="ISO week, as 2026-W30; the last finished one otherwise.")
@click.option("--to", "username", help="Send it to this officer (user name) on their channel.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write it to this folder.")
@click.option("--for", "reader", help="Whose jurisdiction (user name); the first supervisor otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def digest(
    week: str | None, username: str | None, out: Path | None, reader: str | None, as_json: bool
) -> None:
    """Make the weekly digest: print it, write it to a folder, or send it."""
    from workers.digesting import figures, make

    if as_json:
        click.echo(_with_database(figures(week, reader=username or reader)))
        return
    for line in _with_database(make(week, reader=username or reader, send=username is not None, out=out)):
        click.echo(line)


@click.command()
@click.option(
    "--apply/--dry-run", default=False, help="Delete; by default the report only says what would go."
)
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def retention(apply: bool, as_json: bool) -> None:
    """Report or delete what has been kept long enough."""
    import json

    from workers.retention import run

    found = _with_database(run(delete=apply))
    if as_json:
        click.echo(json.dumps(found))
        return
    for what, count in found.items():
        click.echo(f"{what:24} {count:8} {'deleted' if apply else 'would go'}")


def _with_database(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it with the database of the settings open."""
    from models import database

    async def opened() -> Result:
        await database.connect(settings.current().database.url)
        try:
            return await work
        finally:
            await database.close()

    return asyncio.run(opened())
