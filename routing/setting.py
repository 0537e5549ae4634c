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
    """Town, village, main road, both or unsaid; the topics named; and whether nothing else is said."""

    where: str
    topics: frozenset[str]
    bare: bool = False


def setting_of(view: View) -> Setting:
    """Read the setting from the words."""
    named, bare = _named(view)
    where = {name for name in ("town", "village", "main_road") if f"where.{name}" in named}
    topics = frozenset(name.removeprefix("topics.") for name in named if name.startswith("topics."))
    return Setting("+".join(sorted(where)) or "unsaid", topics, bare)


def _named(view: View) -> tuple[set[str], bool]:
    """What the table knows of the words, and whether it knows all of them."""
    tokens, near, table = stems(view.concepts), mark_near(view.concepts), _table()
    named: set[str] = set()
    known = {at for at, token in enumerate(tokens) if token.isnumeric()}
    for at in range(len(tokens)):
        for size in range(1, min(_LONGEST, len(tokens) - at) + 1):
            if found := table.get(tokens[at : at + size]):
                known.update(range(at, at + size))
                named.update(() if near[at] else found)
    return named, len(known) == len(tokens)


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
