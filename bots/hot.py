"""The few statements of inbox and outbox that run on every turn, as SQL for PostgreSQL and SQLite alike."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import asyncpg
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError

Row = dict[str, Any]


def connection() -> BaseDBAsyncClient:
    """The open connection: the surrounding transaction's where there is one."""
    found: BaseDBAsyncClient = get_connections().get("default")
    return found


def on_sqlite() -> bool:
    """Whether the database of this process is SQLite."""
    return connection().capabilities.dialect == "sqlite"


@lru_cache(maxsize=256)
def _numbered(sql: str) -> str:
    """PostgreSQL's `$1` as SQLite writes it, without the casts and row locks it has no need of."""
    plain = re.sub(r"FOR UPDATE (OF i|SKIP LOCKED)|::\w+", "", sql)
    return re.sub(r"\$(\d+)", r"?\1", plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(" ")
    return int(value) if isinstance(value, bool) else value


async def rows(sql: str, *values: object) -> list[Row]:
    """Run one statement written for PostgreSQL and give its rows."""
    here = connection()
    if here.capabilities.dialect == "sqlite":
        return await here.execute_query_dict(_numbered(sql), [_plain(value) for value in values])
    return [dict(row) for row in await here.execute_query_dict(sql, list(values))]


def when(value: object) -> datetime | None:
    """A moment as either database gives it back."""
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def slots(first: int, count: int) -> str:
    """`$first, …` for a list of values."""
    return ", ".join(f"${number}" for number in range(first, first + count))


def table(columns: int, entries: Sequence[Sequence[object]]) -> tuple[str, list[object]]:
    """The VALUES of a many-row insert, and its parameters in order."""
    text = ", ".join(f"({slots(1 + at * columns, columns)})" for at in range(len(entries)))
    return text, [value for entry in entries for value in entry]


def is_outage(error: BaseException | None) -> bool:
    """Whether the database itself failed (gone, full, locked, a copy that may only be read).

    Nobody's message is to blame, try again later.
    """
    while error is not None:
        if isinstance(error, OSError | DBConnectionError | asyncpg.InterfaceError):
            return True
        if isinstance(error, asyncpg.PostgresError):
            return str(error.sqlstate)[:2] in ("08", "40", "53", "55", "57", "58") or isinstance(
                error, asyncpg.ReadOnlySQLTransactionError
            )
        if isinstance(error, sqlite3.OperationalError):
            return re.search("locked|disk|full|unable to open|readonly", str(error)) is not None
        error = error.__cause__ or (
            error.args[0] if error.args and isinstance(error.args[0], Exception) else None
        )
    return False
