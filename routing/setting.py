"""Whether a message speaks of a town, a village or a main road, and of which everyday topics."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from routing.lexicon import phrase_of
from routing.nearness import mark_near
from routing.stems import stems
from routing.view import View

_FILE = Path(__file__).parent / "data" / "setting.toml"
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """Town, village, main road, both or unsaid; and the topics named."""

    where: str
    topics: frozenset[str]


def setting_of(view: View, place_kind: str | None = None) -> Setting:
    """Read the setting from the words, and from the kind of place that was recognised."""
    named = _named(view)
    where = {name for name in ("town", "village", "main_road") if f"where.{name}" in named}
    if place_kind is not None:
        where.add(place_kind)
    topics = frozenset(name.removeprefix("topics.") for name in named if name.startswith("topics."))
    return Setting("+".join(sorted(where)) or "unsaid", topics)


def _named(view: View) -> set[str]:
    tokens, near, table = stems(view.concepts), mark_near(view.concepts), _table()
    return {
        name
        for at in range(len(tokens))
        if not near[at]
        for size in range(1, min(_LONGEST, len(tokens) - at) + 1)
        for name in table.get(tokens[at : at + size], ())
    }


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], tuple[str, ...]]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for part, entries in raw.items():
        for name, words in entries.items():
            for word in words.split(","):
                phrase = phrase_of(word)
                table[phrase] = (*table.get(phrase, ()), f"{part}.{name}")
    return table
