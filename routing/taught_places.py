"""Spellings of places that people corrected: what two tickets call a village becomes one of its names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from routing.folding import fold
from routing.place_words import LINKS, Cue, cue_around, is_common
from routing.places import AreaName, PlaceIndex

_AGREED = 2
_SHORTEST = 4


def with_taught_names(
    areas: Sequence[AreaName], corrected: Sequence[tuple[str, int | str]]
) -> tuple[AreaName, ...]:
    """The areas with the unknown names that stood in texts (with their corrected area), where all agree."""
    if not corrected:
        return tuple(areas)
    index = PlaceIndex(areas)
    votes: dict[str, list[int | str]] = defaultdict(list)
    for text, area_id in dict.fromkeys(corrected):
        for name in _unknown_names(index, text):
            votes[name].append(area_id)
    taught: dict[int | str, list[str]] = defaultdict(list)
    for name, chosen in votes.items():
        if len(chosen) >= _AGREED and len(set(chosen)) == 1:
            taught[chosen[0]].append(name)
    return tuple(replace(area, aliases=(*area.aliases, *taught.get(area.id, ()))) for area in areas)


def _unknown_names(index: PlaceIndex, text: str) -> set[str]:
    """Words that stand like a village's name ("ग्राम X") and are none that is known."""
    tokens = fold(text).split()
    return {
        token
        for at, token in enumerate(tokens)
        if len(token) >= _SHORTEST
        and cue_around(tokens, at, at + 1) is Cue.NAMED
        and not (is_common(token) or token in LINKS or index.knows(token))
    }
