"""What the database holds for the router: area names, taught words, and the corrections people made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tortoise.exceptions import DBConnectionError, OperationalError

from models import counters, database
from models.areas import Area, AreaKind
from models.lexicon import RoutingTerm, Strength
from models.tickets import LabelledExample
from routing.lessons import Lesson
from routing.lexicon import Term
from routing.places import AreaName
from routing.taught_places import with_taught_names

_Row = TypeVar("_Row")
_TAUGHT = {Strength.STRONG: 9.0, Strength.FAIR: 4.0, Strength.WEAK: 2.0, Strength.AGAINST: -4.0}
_OWN_BLOCK = (AreaKind.BLOCK, AreaKind.URBAN_BODY)


def areas_from_database(url: str) -> tuple[AreaName, ...]:
    """The active areas; none where there is no database yet."""
    return _read(url, area_names)


def terms_from_database(url: str) -> tuple[Term, ...]:
    """The words the administration taught; none where there is no database yet."""
    return _read(url, taught_terms)


def rows_from_database(url: str) -> tuple[Lesson, ...]:
    """What people decided about texts, oldest first; nothing where there is no database yet."""
    return _read(url, _decided)


def tell_processes(url: str) -> None:
    """Running processes load the newly trained model, within half a minute."""

    async def raise_version() -> tuple[int, ...]:
        return (await counters.add(counters.DISTRICT, "all"),)

    _read(url, raise_version)


async def taught_terms() -> tuple[Term, ...]:
    """The active words of the administration; they weigh more than those the router came with."""
    rows = await RoutingTerm.filter(active=True).select_related("department").order_by("id")
    return tuple(
        Term(
            row.department.code,
            row.category_code or f"{row.department.code}.other",
            " ".join(row.words.split()),
            _TAUGHT[row.strength],
        )
        for row in rows
    )


async def corrected_places() -> tuple[tuple[str, int | str], ...]:
    """Texts with the area that a human put in place of what was understood."""
    rows = (
        await LabelledExample.filter(area_id__not_isnull=True).order_by("id").values_list("text", "area_id")
    )
    return tuple((str(text), int(area_id)) for text, area_id in rows)


async def area_names() -> tuple[AreaName, ...]:
    """The active areas as the place index wants them, with the names that corrections taught."""
    areas = await Area.filter(active=True).order_by("id")
    by_id = {area.id: area for area in areas}

    def block_of(area: Area) -> str | None:
        here: Area | None = area
        while here is not None and here.kind not in _OWN_BLOCK:
            here = by_id.get(here.parent_id) if here.parent_id else None
        return here.name_en if here else None

    names = tuple(
        AreaName(area.id, area.kind.value, area.name_en, area.name_hi, tuple(area.aliases), block_of(area))
        for area in areas
    )
    return with_taught_names(names, await corrected_places())


async def _decided() -> tuple[Lesson, ...]:
    rows = await LabelledExample.all().order_by("id")
    return tuple(
        Lesson(row.text, row.department_code, row.kind, row.urgent, row.ticket_id, row.area_id)
        for row in rows
    )


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
