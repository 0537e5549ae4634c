"""Reads the database beside the running processes, to see what they made of what they were told."""

import sqlite3
from typing import Any

import asyncpg


async def rows(url: str, statement: str) -> list[dict[str, Any]]:
    """The rows of a query that both databases understand."""
    if url.startswith("sqlite://"):
        with sqlite3.connect(url.removeprefix("sqlite://"), timeout=30) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(statement)]
        connection.close()
        return found
    remote = await asyncpg.connect(url)
    try:
        return [dict(row) for row in await remote.fetch(statement)]
    finally:
        await remote.close()


async def one(url: str, statement: str) -> Any:
    """The single value of a query."""
    (row,) = await rows(url, statement)
    return next(iter(row.values()))


async def execute(url: str, statement: str) -> None:
    """Change something beside the processes (a preference, an outage)."""
    if url.startswith("sqlite://"):
        with sqlite3.connect(url.removeprefix("sqlite://"), timeout=30) as connection:
            connection.execute(statement)
        connection.close()
        return
    remote = await asyncpg.connect(url)
    try:
        await remote.execute(statement)
    finally:
        await remote.close()
