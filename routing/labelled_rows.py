"""What the database holds for the router: the area names and the corrections people made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tortoise.exceptions import DBConnectionError, OperationalError

from models import database
from models.areas import Area, AreaKind
from models.tickets import LabelledExample
from routing.places import AreaName

_Row = TypeVar("_Row")
_OWN_BLOCK = (AreaKind.BLOCK, AreaKind.URBAN_BODY)


def areas_from_database(url: str) -> tuple[AreaName, ...]:
    """The active areas; none where there is no database yet."""
    return _read(url, area_names)


def rows_from_database(url: str) -> tuple[tuple[str, str], ...]:
    """Every text with the department that people gave it; none where there is no database yet."""
    return _read(url, _labelled)


async def area_names() -> tuple[AreaName, ...]:
    """The active areas as the place index wants them."""
    areas = await Area.filter(active=True).order_by("id")
    by_id = {area.id: area for area in areas}

    def block_of(area: Area) -> str | None:
        here: Area | None = area
        while here is not None and here.kind not in _OWN_BLOCK:
            here = by_id.get(here.parent_id) if here.parent_id else None
        return here.name_en if here else None

    return tuple(
        AreaName(area.id, area.kind.value, area.name_en, area.name_hi, tuple(area.aliases), block_of(area))
        for area in areas
    )


async def _labelled() -> tuple[tuple[str, str], ...]:
    rows = await LabelledExample.all().order_by("id").values_list("text", "department_code")
    return tuple((str(text), str(code)) for text, code in rows)


def _read(url: str, query: Callable[[], Awaitable[tuple[_Row, ...]]]) -> tuple[_Row, ...]:
    async def once() -> tuple[_Row, ...]:
        try:
            await database.connect(url)
            return await query()
        except (DBConnectionError, OperationalError, OSError):
            return ()
        finally:
            await database.close()

    if database.is_sqlite(url) and not database.sqlite_path(url).is_file():
        return ()
    return asyncio.run(once())
