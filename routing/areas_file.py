"""The demo district's area names from its file, for reading messages without a database."""

from __future__ import annotations

import tomllib
from pathlib import Path

from routing.places import AreaName

_OWN_BLOCK = frozenset({"block", "urban_body"})


def areas_from_file(path: Path) -> tuple[AreaName, ...]:
    """All areas of a file; none when there is no such file."""
    if not path.is_file():
        return ()
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("area", [])
    by_code = {row["code"]: row for row in rows}

    def block_of(row: dict[str, str]) -> str | None:
        here: dict[str, str] | None = row
        while here is not None and here["kind"] not in _OWN_BLOCK:
            here = by_code.get(here.get("parent", ""))
        return here["name_en"] if here else None

    return tuple(
        AreaName(
            id=row["code"],
            kind=row["kind"],
            name_en=row["name_en"],
            name_hi=row["name_hi"],
            aliases=tuple(row.get("aliases", ())),
            block=block_of(row),
        )
        for row in rows
    )
