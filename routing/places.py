"""Village and town names in a message, found in either script and most spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from routing.folding import fold, skeleton
from routing.place_words import BLOCK_WORDS, is_common, speaks_of_place

_LONGEST_NAME = 4
_FULL, _CUED, _BARE = 1.0, 0.95, 0.85
_NEAR_ENOUGH = 84.0
_SHORT_REPLY = 4
_RANK = {"village": 0, "urban_body": 1, "panchayat": 2, "ward": 3, "block": 4, "district": 5, "state": 6}


@dataclass(frozen=True, slots=True)
class AreaName:
    """One area of the tree with all its spellings; `block` is the English name of its block or town."""

    id: int | str
    kind: str
    name_en: str
    name_hi: str
    aliases: tuple[str, ...] = ()
    block: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One area a text may mean; `exact` when a known spelling of it was written."""

    area_id: int | str
    score: float
    exact: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """A stretch of the text that could be a name."""

    key: str
    bones: str
    cue: bool
    size: int


class PlaceIndex:
    """All names of the area tree by their folded spelling and by their skeleton."""

    def __init__(self, areas: Sequence[AreaName]) -> None:
        self.areas: dict[int | str, AreaName] = {area.id: area for area in areas}
        self._exact: dict[str, list[int | str]] = defaultdict(list)
        self._bones: dict[str, list[tuple[int | str, str]]] = defaultdict(list)
        for area in areas:
            for key in {_key(name) for name in (area.name_en, area.name_hi, *area.aliases)} - {""}:
                self._exact[key].append(area.id)
                self._bones[skeleton(key)].append((area.id, key))
        self._keys = list(self._exact)

    def find(self, text: str, block: str | None = None) -> tuple[PlaceMatch, ...]:
        """The areas a text may mean, best first; `block` (its English name) breaks ties between namesakes."""
        tokens = fold(text).split()
        best: dict[int | str, PlaceMatch] = {}
        named = block or self.block_named(tokens)
        for written in _stretches(tokens):
            for match in self._matches(written, lonely=len(tokens) <= _SHORT_REPLY):
                score = match.score + 0.01 * written.size + self._fit(match.area_id, named)
                if match.area_id not in best or best[match.area_id].score < score:
                    best[match.area_id] = PlaceMatch(match.area_id, score, match.exact)
        ranked = sorted(best.values(), key=lambda match: (-match.score, self._rank(match.area_id)))
        return tuple(PlaceMatch(match.area_id, round(min(1.0, match.score), 3), match.exact) for match in ranked[:5])

    def block_named(self, tokens: Sequence[str]) -> str | None:
        """The block a text names as such ("छुरा तहसील", "block Mainpur")."""
        for at, token in enumerate(tokens):
            if token in BLOCK_WORDS:
                for neighbour in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]):
                    for area_id in self._exact.get(neighbour, ()):
                        if self.areas[area_id].kind == "block":
                            return self.areas[area_id].name_en
        return None

    def _matches(self, written: _Written, *, lonely: bool) -> list[PlaceMatch]:
        common = is_common(written.key) and written.size == 1
        if common and not (written.cue or lonely):
            return []
        sure = _CUED if written.cue else _BARE
        found = [PlaceMatch(area_id, _FULL if written.cue else 0.9, True) for area_id in self._exact.get(written.key, ())]
        if found or len(written.key) < 4:
            return found
        for area_id, key in self._bones.get(written.bones, ()):
            alike = fuzz.ratio(key, written.key) / 100
            if alike > 0.7 and not (common and alike < 0.9):
                found.append(PlaceMatch(area_id, sure * alike, False))
        if not found and (written.cue or lonely) and not common:
            found = self._nearly(written)
        return found

    def _nearly(self, written: _Written) -> list[PlaceMatch]:
        close = process.extract(written.key, self._keys, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=3)
        return [
            PlaceMatch(area_id, alike / 100 * 0.85, False)
            for key, alike, _ in close
            for area_id in self._exact[key]
        ]

    def _fit(self, area_id: int | str, block: str | None) -> float:
        if block is None:
            return 0.0
        area = self.areas[area_id]
        inside = block in (area.block, area.name_en)
        return 0.05 if inside else -0.2

    def _rank(self, area_id: int | str) -> int:
        return _RANK.get(self.areas[area_id].kind, 9)


def _stretches(tokens: Sequence[str]) -> list[_Written]:
    out = []
    for size in range(1, _LONGEST_NAME + 1):
        for at in range(len(tokens) - size + 1):
            part = tokens[at : at + size]
            key = "".join(part)
            if len(key) > 2:
                out.append(_Written(key, skeleton(key), speaks_of_place(tokens, at, at + size), size))
    return out


def _key(name: str) -> str:
    return fold(name).replace(" ", "")
