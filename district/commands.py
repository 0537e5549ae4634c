"""`samvad seed`: loads a district from files, or the demo district that comes with the product."""

import asyncio
import json
import sys
from pathlib import Path

import click

import settings
from district.files import FileProblem, read
from district.loading import Changes, load
from models import counters, database

DEMO = Path(__file__).parent.parent / "data" / "demo"
DEMO_FILES = ("areas.toml", "departments.toml", "staff.toml", "holidays.toml", "office.toml")


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--demo", is_flag=True, help="The demo district, with some sample tickets.")
@click.option("--dry-run", is_flag=True, help="Show the difference, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def seed(files: tuple[Path, ...], demo: bool, dry_run: bool, as_json: bool) -> None:
    """Load departments, areas, categories, officers and holidays from TOML, CSV or XLSX FILES."""
    if not files and not demo:
        raise click.UsageError("name the files to load, or --demo")
    configured = settings.current()
    if demo and configured.environment == "production":
        raise click.UsageError("--demo is refused in production")
    paths = [DEMO / name for name in DEMO_FILES if demo] + list(files)
    try:
        changes = asyncio.run(_seed(configured, paths, demo=demo, dry_run=dry_run))
    except FileProblem as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)
    click.echo(
        json.dumps({"added": changes.added, "changed": changes.changed}) if as_json else _words(changes)
    )


def _words(changes: Changes) -> str:
    totals = [f"{kind}: {count} new" for kind, count in changes.added.items()]
    totals += [f"{kind}: {count} changed" for kind, count in changes.changed.items()]
    return "\n".join(
        [*(line for line in changes.lines if line.startswith("~")), *(totals or ["nothing to change"])]
    )


async def _seed(configured: settings.Settings, paths: list[Path], *, demo: bool, dry_run: bool) -> Changes:
    await database.connect(configured.database.url, synchronous=configured.database.synchronous)
    try:
        changes = await load(read(paths), dry_run=dry_run)
        if demo and not dry_run:
            from district.demo import file_samples, link_officers

            await link_officers()
            changes.added["ticket"] += await file_samples(
                DEMO / "tickets.toml", configured.data.dir / "media"
            )
        if not dry_run:
            # Other processes build their view anew, and the next start knows that this seeding ended well.
            await counters.add(counters.DISTRICT, "all")
        return changes
    finally:
        await database.close()
