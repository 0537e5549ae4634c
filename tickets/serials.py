"""The next serial of a prefix and year: a sequence on PostgreSQL, where filings must not queue for one row.

SQLite lets one write at a time anyway; there it is a counter row inside the filing's transaction. A filing
that is rolled back leaves a gap on PostgreSQL: numbers are promised to be unique, not to be without gaps.
"""

from tortoise.connection import get_connection

from models.dialect import bind, on_postgres

_COUNTED = """
INSERT INTO ticket_serial (prefix, year, last_serial) VALUES ({1}, {2}, 1)
ON CONFLICT (prefix, year) DO UPDATE SET last_serial = ticket_serial.last_serial + 1 RETURNING last_serial
"""
_NEXT = "SELECT CASE WHEN to_regclass($1) IS NOT NULL THEN nextval(to_regclass($1)) END AS serial"
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext($1))"
_LAST_FILED = """
SELECT GREATEST(
  (SELECT max(substring(number FROM '-(\\d+)-\\d$')::int) FROM ticket WHERE number LIKE $1),
  (SELECT last_serial FROM ticket_serial WHERE prefix = $2 AND year = $3), 0) AS last
"""


async def following(prefix: str, year: int) -> int:
    """The serial of the next ticket; inside the filing's transaction."""
    if on_postgres():
        return await _from_sequence(prefix, year)
    query, values = bind(_COUNTED, prefix, year)
    return int((await get_connection("default").execute_query_dict(query, values))[0]["last_serial"])


async def _from_sequence(prefix: str, year: int) -> int:
    # The prefix is 2–5 capital letters (settings), the year a number: nothing here needs quoting.
    name = f"ticket_serial_{prefix.lower()}_{year}"
    here = get_connection("default")
    serial = (await here.execute_query_dict(_NEXT, [name]))[0]["serial"]
    if serial is None:
        await _begin(name, prefix, year)
        serial = (await here.execute_query_dict(_NEXT, [name]))[0]["serial"]
    return int(serial)


async def _begin(name: str, prefix: str, year: int) -> None:
    """The first filing of a year, or the first after a restore: go on behind the last number given out."""
    here = get_connection("default")
    await here.execute_query_dict(_ONE_AT_A_TIME, [name])
    pattern = f"{prefix}-{year % 100:02d}-%"
    last = int((await here.execute_query_dict(_LAST_FILED, [pattern, prefix, year]))[0]["last"])
    await here.execute_query(f"CREATE SEQUENCE IF NOT EXISTS {name} START WITH {last + 1}")
