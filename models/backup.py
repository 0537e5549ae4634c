"""A backup is one .tar.gz: the schema's migrations, every table as rows, and the media folder.

Rows are written as JSON lines from one consistent snapshot, so a backup of either database can be restored
into either one, as long as both have the same migrations.
"""

# ruff: noqa: SLF001 (Tortoise describes its tables only in `_meta`)
import asyncio
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.models import Model
from tortoise.transactions import in_transaction

from models import migrate
from models.database import is_sqlite
from models.dialect import on_postgres

MANIFEST = "manifest.json"
MEDIA = "media"
BATCH = 500


class BackupError(Exception):
    """The backup cannot be written or restored; the message says why."""


def tables() -> list[type[Model]]:
    """Every model, those that others point to first."""
    models = {model._meta.db_table: model for model in Tortoise.apps["models"].values()}
    ordered: dict[str, type[Model]] = {}

    def visit(model: type[Model]) -> None:
        table = model._meta.db_table
        if table in ordered:
            return
        for name in (*model._meta.fk_fields, *model._meta.o2o_fields):
            target = model._meta.fields_map[name].related_model  # type: ignore[attr-defined]
            if target is not model:
                visit(target)
        ordered[table] = model

    for name in sorted(models):
        visit(models[name])
    return list(ordered.values())


async def backup(url: str, media: Path, target: Path) -> dict[str, int]:
    """Write everything to `target` and return the rows per table; raises BackupError when it exists."""
    if await asyncio.to_thread(target.exists):
        raise BackupError(f"{target} is there already")
    counts: dict[str, int] = {}
    dialect = "sqlite" if is_sqlite(url) else "postgres"
    part = target.with_suffix(".part")
    with tempfile.TemporaryDirectory() as folder:
        async with in_transaction() as connection:
            if on_postgres():
                await connection.execute_script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for model in tables():
                table = model._meta.db_table
                counts[table] = await _write_table(model, Path(folder) / f"{table}.jsonl")
        manifest = {"migrations": [file.name for file in migrate.available(dialect)], "rows": counts}
        try:
            await asyncio.to_thread(_pack, part, Path(folder), media, manifest)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise BackupError(f"{target} cannot be written: {error.strerror or error}") from error
    return counts


async def _write_table(model: type[Model], path: Path) -> int:
    columns = list(model._meta.fields_db_projection)
    key = model._meta.pk_attr
    last: object = None
    count = 0
    with path.open("w", encoding="utf-8") as file:
        while True:
            query = model.all() if last is None else model.filter(**{f"{key}__gt": last})
            rows = await query.order_by(key).limit(BATCH).values(*columns)
            for row in rows:
                file.write(json.dumps(row, default=_plain, ensure_ascii=False) + "\n")
            count += len(rows)
            if len(rows) < BATCH:
                return count
            last = rows[-1][key]


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written to a backup")


def _pack(target: Path, folder: Path, media: Path, manifest: dict[str, Any]) -> None:
    target.touch(mode=0o600)  # everything about everybody is in it
    with tarfile.open(target, "w:gz") as archive:
        body = json.dumps(manifest).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size = len(body)
        archive.addfile(head, io.BytesIO(body))
        for path in sorted(folder.iterdir()):
            archive.add(path, f"rows/{path.name}")
        if media.is_dir():
            archive.add(media, MEDIA)


async def restore(url: str, media: Path, source: Path) -> dict[str, int]:
    """Load a backup into an empty, migrated database; raises BackupError when it is not empty or differs."""
    dialect = "sqlite" if is_sqlite(url) else "postgres"
    with tempfile.TemporaryDirectory() as folder:
        await asyncio.to_thread(_unpack, source, Path(folder))
        try:
            manifest = json.loads((Path(folder) / MANIFEST).read_text())
        except (OSError, ValueError) as error:
            raise BackupError(f"{source} is no backup of Samvad") from error
        have = [file.name for file in migrate.available(dialect)]
        if manifest["migrations"] != have:
            raise BackupError(f"the backup is of {manifest['migrations'][-1]}, this program of {have[-1]}")
        counts: dict[str, int] = {}
        async with in_transaction():
            for model in tables():
                if await model.all().limit(1).count():
                    raise BackupError(f"the table {model._meta.db_table} is not empty")
            for model in tables():
                path = Path(folder) / "rows" / f"{model._meta.db_table}.jsonl"
                counts[model._meta.db_table] = await _read_table(model, path)
            await _set_sequences()
        if (stored := Path(folder) / MEDIA).is_dir():
            await asyncio.to_thread(_copy, stored, media)
    return counts


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise BackupError(f"{source} is damaged or no archive ({type(error).__name__})") from error


def _copy(stored: Path, media: Path) -> None:
    for path in stored.rglob("*"):
        if path.is_file():
            target = media / path.relative_to(stored)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def _in_order(model: type[Model], rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row that points into its own table comes after the one it points to."""
    waiting = list(rows)
    own = [f"{name}_id" for name in model._meta.fk_fields if _is_own(model, name)]
    if not own:
        return waiting
    ordered: list[dict[str, Any]] = []
    there: set[object] = {None}
    while waiting:
        ready = [row for row in waiting if all(row.get(name) in there for name in own)]
        ready = ready or waiting  # a ring has no beginning: the database decides
        there |= {row[model._meta.pk_attr] for row in ready}
        ordered += ready
        waiting = [row for row in waiting if row[model._meta.pk_attr] not in there]
    return ordered


def _is_own(model: type[Model], name: str) -> bool:
    return bool(model._meta.fields_map[name].related_model is model)  # type: ignore[attr-defined]


async def _read_table(model: type[Model], path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        rows = _in_order(model, (json.loads(line) for line in file))
    for start in range(0, len(rows), BATCH):
        await model.bulk_create([_row(model, values) for values in rows[start : start + BATCH]])
    return len(rows)


def _row(model: type[Model], values: dict[str, Any]) -> Model:
    fields = model._meta.fields_map
    return model(**{name: fields[name].to_python_value(value) for name, value in values.items()})


async def _set_sequences() -> None:
    if not on_postgres():
        return
    connection = get_connection("default")
    for model in tables():
        table, key = model._meta.db_table, model._meta.db_pk_column
        # A key that is another table's, such as a session's, counts nothing by itself.
        if "BIGSERIAL" in (model._meta.pk.get_for_dialect("postgres", "GENERATED_SQL") or ""):
            await connection.execute_query(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{key}'), max({key})) FROM \"{table}\""  # noqa: S608
            )
