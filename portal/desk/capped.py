"""Counts several bounded lists in one statement."""

import re
from collections.abc import Sequence
from typing import Any

from tortoise.connection import get_connection
from tortoise.queryset import ValuesListQuery

from models.dialect import on_postgres

PLACE = re.compile(r"\$(\d+)")


async def counted(lists: Sequence[ValuesListQuery[Any]]) -> list[int]:
    """The length of each list; each carries its own limit, so none is read further than that."""
    if not lists:
        return []
    parts: list[str] = []
    values: list[Any] = []
    for at, one in enumerate(lists):
        text, own = _written(one)
        query = _moved(text, len(values))
        parts.append(f'(SELECT count(*) FROM ({query}) AS "q{at}") AS "n{at}"')  # noqa: S608
        values += own
    rows = await get_connection("default").execute_query_dict(f"SELECT {', '.join(parts)}", values)
    return [int(rows[0][f"n{at}"]) for at in range(len(lists))]


def _written(one: ValuesListQuery[Any]) -> tuple[str, list[Any]]:
    one.sql()
    text, values = one.query.get_parameterized_sql()
    return str(text), list(values)


def _moved(text: str, by: int) -> str:
    """PostgreSQL's numbered places, counted on from those of the lists before."""
    return PLACE.sub(lambda found: f"${int(found[1]) + by}", text) if on_postgres() else text
