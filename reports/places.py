"""The areas by which figures are kept: blocks and towns, and whatever else somebody is responsible for."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.areas import Area, AreaKind
from models.departments import Department
from models.officers import Officer

ABOVE = frozenset({AreaKind.STATE, AreaKind.DISTRICT, AreaKind.BLOCK, AreaKind.URBAN_BODY})


@dataclass(frozen=True, slots=True)
class Places:
    """Which reporting area each area belongs to: the smallest one around it.

    Villages would make thousands of rows a day of which nobody reads one; officers responsible for less than
    a block get figures of their own area all the same.
    """

    home: Mapping[int, int]
    path: Mapping[int, str]
    root: int
    departments: Mapping[str, int]

    def of(self, area_id: int | None) -> int:
        """The reporting area of an area; the root where no place is known."""
        return self.home.get(area_id, self.root) if area_id is not None else self.root


async def load() -> Places:
    """The present tree and departments."""
    rows = await Area.all().order_by("path").values_list("id", "path", "kind")
    responsible = set(await Officer.filter(active=True).distinct().values_list("area_id", flat=True))
    by_path = {path: area_id for area_id, path, kind in rows if kind in ABOVE or area_id in responsible}
    root = int(rows[0][0]) if rows else 0
    home = {area_id: _smallest(path, by_path, root) for area_id, path, _ in rows}
    departments = dict(await Department.all().values_list("code", "id"))
    return Places(home, {area_id: path for area_id, path, _ in rows}, root, departments)


def _smallest(path: str, by_path: Mapping[str, int], root: int) -> int:
    parts = path.rstrip(".").split(".")
    for length in range(len(parts), 0, -1):
        if (found := by_path.get(".".join(parts[:length]) + ".")) is not None:
            return found
    return root
