"""Whom a broadcast reaches: those who live in a place or filed something there, each person once.

Left out are those who said STOP or want no broadcasts, who have no chat that takes them, the erased, the
merged, and whoever has an officer's account. A confidential ticket leads to nobody.
"""

from dataclasses import dataclass

from tortoise.connection import get_connection

from models.dialect import bind

EVERYBODY = 2**62
_LIVING_THERE = """
SELECT x.id FROM person x JOIN area a ON a.id = x.area_id
WHERE a.path LIKE {path} AND x.id > {after} AND x.id <= {until}
UNION
"""
_FILED_THERE = """
SELECT t.citizen_id FROM ticket t WHERE t.area_path LIKE {path} AND NOT t.confidential
  AND t.citizen_id > {after} AND t.citizen_id <= {until}
"""
LIVING = """
p.erased_at IS NULL AND p.merged_into_id IS NULL
AND NOT EXISTS (SELECT 1 FROM officer o WHERE o.person_id = p.id AND o.active)
"""
WILLING = """
p.stopped_at IS NULL AND p.broadcasts_off_at IS NULL
AND EXISTS (SELECT 1 FROM identity i WHERE i.person_id = p.id AND i.blocked_at IS NULL
  AND i.marketing_stopped_at IS NULL)
"""
_COUNT = """
SELECT count(*) AS everybody, COALESCE(SUM(CASE WHEN {willing} THEN 1 ELSE 0 END), 0) AS people
FROM person p WHERE {living} AND p.id IN ({ids})
"""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many get it, and how many of the same place do not."""

    people: int
    left_out: int


def within(area_path: str) -> str:
    """The pattern of everything under an area."""
    return f"{area_path}%"


def there(*, path: str, after: str, until: str, department: str = "") -> str:
    """SQL for the ids of those meant, with these marks for its values.

    With a `department` only those who have a ticket with it there.
    """
    found = (
        f"{_FILED_THERE} AND t.department_id = {{department}}" if department else _LIVING_THERE + _FILED_THERE
    )
    return found.format(path=path, after=after, until=until, department=department)


async def count(area_path: str, department_id: int | None, after: int = 0, until: int = EVERYBODY) -> Reach:
    """How many people a broadcast reaches, of all or of those with these ids, in one statement."""
    ids = there(path="{1}", after="{2}", until="{3}", department="{4}" if department_id else "")
    values: list[object] = [within(area_path), after, until, *([department_id] if department_id else [])]
    query, bound = bind(_COUNT.format(willing=WILLING, living=LIVING, ids=ids), *values)
    row = (await get_connection("default").execute_query_dict(query, bound))[0]
    return Reach(int(row["people"]), int(row["everybody"]) - int(row["people"]))
