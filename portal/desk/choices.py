"""The lists that forms offer: departments, blocks, categories; read once in a while, not on each page."""

from dataclasses import dataclass

import clock
from models.areas import Area, AreaKind
from models.departments import Category, Department

FRESH_S = 60
BLOCKS = (AreaKind.BLOCK, AreaKind.URBAN_BODY)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the district has; `areas` holds everything by id, `blocks` the second level."""

    departments: tuple[Department, ...]
    categories: tuple[Category, ...]
    blocks: tuple[Area, ...]
    areas: dict[int, Area]

    def categories_of(self, department_id: int | None) -> tuple[Category, ...]:
        """The categories of one department."""
        return tuple(one for one in self.categories if one.department_id == department_id)

    def department(self, key: int | None) -> Department | None:
        """The department of an id."""
        return next((one for one in self.departments if one.id == key), None)

    def block_of(self, path: str) -> Area | None:
        """The block or town that a path runs through."""
        for piece in path.split(".")[:-1]:
            area = self.areas.get(int(piece))
            if area is not None and area.kind in BLOCKS:
                return area
        return None


class _Held:
    choices: Choices | None = None
    read_at = 0.0


async def current() -> Choices:
    """The lists, at most a minute old in this process; edits made here show at once."""
    now = clock.now().timestamp()
    if _Held.choices is None or not 0 <= now - _Held.read_at < FRESH_S:
        _Held.choices = await _read()
        _Held.read_at = now
    return _Held.choices


def forget() -> None:
    """Read them anew next time."""
    _Held.choices = None


async def _read() -> Choices:
    areas = await Area.filter(active=True).order_by("name_en")
    return Choices(
        tuple(await Department.filter(active=True).order_by("position", "id")),
        tuple(await Category.filter(active=True).order_by("position", "id")),
        tuple(area for area in areas if area.kind in BLOCKS),
        {area.id: area for area in areas},
    )
