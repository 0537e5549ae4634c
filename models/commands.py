"""`samvad migrate`, `backup` and `restore`: the database as a whole."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

import clock
import settings
from models import backup as archive
from models import database
from models.migrate import MigrationError, migrate, missing


@click.command("migrate")
@click.option("--check", is_flag=True, help="Only say what is missing; exit code 1 when something is.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def migrate_command(check: bool, as_json: bool) -> None:
    """Bring the database to the newest schema."""
    url = settings.current().database.url
    try:
        names = asyncio.run(missing(url) if check else migrate(url))
    except MigrationError as error:
        raise click.ClickException(str(error)) from error
    verb = "missing" if check else "applied"
    click.echo(json.dumps({verb: names}) if as_json else f"{verb}: {', '.join(names) or 'nothing'}")
    if check and names:
        sys.exit(1)


@click.command()
@click.argument("target", required=False, type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path | None) -> None:
    """Write all rows and media to TARGET (a .tar.gz; by default in the data folder's backups)."""
    configured = settings.current()
    if target is None:
        folder = configured.data.dir / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"samvad-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    counts = asyncio.run(_run(configured, archive.backup, target))
    click.echo(f"{target}: {sum(counts.values())} rows of {len(counts)} tables")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(source: Path) -> None:
    """Load SOURCE into an empty database."""
    configured = settings.current()
    asyncio.run(migrate(configured.database.url))
    counts = asyncio.run(_run(configured, archive.restore, source))
    click.echo(f"{sum(counts.values())} rows of {len(counts)} tables restored")


Work = Callable[[str, Path, Path], Awaitable[dict[str, int]]]


async def _run(configured: settings.Settings, work: Work, path: Path) -> dict[str, int]:
    url = configured.database.url
    await database.connect(url, synchronous=configured.database.synchronous)
    try:
        return await work(url, configured.data.dir / "media", path)
    except archive.BackupError as error:
        raise click.ClickException(str(error)) from error
    finally:
        await database.close()
