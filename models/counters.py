"""Counts things by day or month in one statement, without reading first."""

from tortoise.connection import get_connection

from models.dialect import bind

DISTRICT = "district-version"
"""Raised when areas, departments, words or the router's model changed: processes then load them anew."""
_ADD = """
INSERT INTO counter (name, period, value) VALUES ({1}, {2}, {3})
ON CONFLICT (name, period) DO UPDATE SET value = counter.value + excluded.value
RETURNING value
"""


async def add(name: str, period: str, by: int = 1) -> int:
    """Add `by` to the counter `name` of `period` ("2026-11-23", "2026-11", "all"); its new value."""
    query, values = bind(_ADD, name[:60], period, by)
    rows = await get_connection("default").execute_query_dict(query, values)
    return int(rows[0]["value"])
