"""Counts things by day or month in one statement, without reading first."""

from tortoise.connection import get_connection

from models.dialect import bind

_ADD = """
INSERT INTO counter (name, period, value) VALUES ({1}, {2}, {3})
ON CONFLICT (name, period) DO UPDATE SET value = counter.value + excluded.value
"""


async def add(name: str, period: str, by: int = 1) -> None:
    """Add `by` to the counter `name` of `period` ("2026-11-23", "2026-11", "all")."""
    query, values = bind(_ADD, name[:60], period, by)
    await get_connection("default").execute_query(query, values)
