"""Brings a database to the newest schema: plain SQL files per dialect, in order, once each, under a lock.

Every file runs in a transaction of its own together with its row in `schema_migration`; a file that was
changed after it ran is refused by its checksum.
"""

import asyncio
import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from models.database import is_sqlite, sqlite_path

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_263_001  # any number, the same in every process of this product
TABLE = (
    "CREATE TABLE IF NOT EXISTS schema_migration"
    " (name VARCHAR(100) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, applied_at VARCHAR(40) NOT NULL)"
)


class MigrationError(Exception):
    """The schema cannot be brought up to date; the message says which file and why."""


@dataclass(frozen=True, slots=True)
class Migration:
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file's text."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def available(dialect: str) -> list[Migration]:
    """The files of a dialect ("sqlite" or "postgres") in the order they are applied."""
    paths = sorted((FOLDER / dialect).glob("*.sql"))
    return [Migration(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def pending(files: list[Migration], applied: dict[str, str]) -> list[Migration]:
    """What is still to run.

    Raises MigrationError when an applied file has changed, or when the database knows a file that we do not
    (an older program on a newer database).
    """
    known = {file.name for file in files}
    if strangers := sorted(set(applied) - known):
        raise MigrationError(f"the database is newer than this program: it has {', '.join(strangers)}")
    for file in files:
        if file.name in applied and applied[file.name] != file.checksum:
            raise MigrationError(f"migration {file.name} was changed after it had run")
    return [file for file in files if file.name not in applied]


async def migrate(url: str) -> list[str]:
    """Apply what is missing and return the names of the files that ran."""
    if is_sqlite(url):
        return await asyncio.to_thread(_migrate_sqlite, sqlite_path(url))
    return await _migrate_postgres(url)


async def missing(url: str) -> list[str]:
    """The names of the files that have not run yet; changes nothing."""
    if is_sqlite(url):
        if not sqlite_path(url).exists():
            return [file.name for file in available("sqlite")]
        return await asyncio.to_thread(_missing_sqlite, sqlite_path(url))
    connection = await asyncpg.connect(url)
    try:
        there = await connection.fetchval("SELECT to_regclass('schema_migration')")
        rows = await connection.fetch("SELECT name, checksum FROM schema_migration") if there else []
    finally:
        await connection.close()
    return [file.name for file in pending(available("postgres"), {r["name"]: r["checksum"] for r in rows})]


def _missing_sqlite(path: Path) -> list[str]:
    connection = sqlite3.connect(path, timeout=30)
    try:
        there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'").fetchone()
        rows = connection.execute("SELECT name, checksum FROM schema_migration").fetchall() if there else []
    finally:
        connection.close()
    return [file.name for file in pending(available("sqlite"), dict(rows))]


def _migrate_sqlite(path: Path) -> list[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(TABLE)
        applied = dict(connection.execute("SELECT name, checksum FROM schema_migration").fetchall())
        ran = pending(available("sqlite"), applied)
        for file in ran:
            for statement in statements(file.sql):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO schema_migration VALUES (?, ?, datetime('now'))", (file.name, file.checksum)
            )
        connection.execute("COMMIT")
        return [file.name for file in ran]
    except sqlite3.Error as error:
        connection.rollback()
        raise MigrationError(f"migration failed, nothing was changed: {error}") from error
    finally:
        connection.close()


def statements(script: str) -> list[str]:
    """The single statements of an SQLite script (triggers stay whole).

    `executescript` would commit first, and with it lose the transaction around the whole run.
    """
    found: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        current += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(current):
            found.append(current)
            current = ""
    if current.strip() and not current.strip().startswith("--"):
        found.append(current)
    return found


async def _migrate_postgres(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        await connection.execute(TABLE)
        rows = await connection.fetch("SELECT name, checksum FROM schema_migration")
        ran = pending(available("postgres"), {row["name"]: row["checksum"] for row in rows})
        for file in ran:
            async with connection.transaction():
                # A table in use is waited for briefly; a migration must not stop the webhooks (fault 43).
                await connection.execute("SET LOCAL lock_timeout = '5s'")
                await connection.execute(file.sql)
                await connection.execute(
                    "INSERT INTO schema_migration VALUES ($1, $2, now()::text)", file.name, file.checksum
                )
        return [file.name for file in ran]
    except asyncpg.PostgresError as error:
        raise MigrationError(f"migration failed: {error}") from error
    finally:
        await connection.close()
