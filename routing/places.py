"""Village and town names in a message, found in either script and most spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from routing.folding import fold, skeleton
from routing.place_words import BLOCK_WORDS, LINKS, OF_ONE_PLACE, Cue, cue_around, is_common

_LONGEST_NAME = 4
_NEVER_COMMON = frozenset({"urban_body", "block"})
_EXACT = {Cue.NAMED: 1.0, Cue.WEAK: 0.96, Cue.NONE: 0.9}
_ALIKE = {Cue.NAMED: 0.95, Cue.WEAK: 0.8, Cue.NONE: 0.76}
_LIKE_ENOUGH = {Cue.NAMED: (0.85, 4), Cue.WEAK: (0.88, 6), Cue.NONE: (0.93, 7)}
"""How alike a misspelt name must be, and how long, the less the words around it say that it is one."""
_BESIDE = 3
_SHORT_NAME, _SHORT_LOSS = 4, 0.2
_NEAR_ENOUGH = 84.0
_SHORT_REPLY = 3
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
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class _Written:
    """A stretch of the text that could be a name."""

    key: str
    cue: Cue
    start: int
    end: int
    plain: bool
    """Whether no everyday word is part of it; only such a stretch may be a misspelt name."""

    @property
    def size(self) -> int:
        return self.end - self.start


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
        self._towns = {
            key for key, ids in self._exact.items() if {self.areas[each].kind for each in ids} & _NEVER_COMMON
        }

    def find(self, text: str, block: str | None = None, *, asked: bool = True) -> tuple[PlaceMatch, ...]:
        """The areas a text may mean, best first; `block` (its English name) breaks ties between namesakes.

        Only where the place was `asked` for is an everyday word alone ("bijli") the village of that name.
        """
        tokens = fold(text).split()
        best: dict[int | str, PlaceMatch] = {}
        named = block or self.block_named(tokens) or self.block_beside(tokens)
        for written in _stretches(tokens):
            for match in self._matches(written, lonely=len(tokens) <= _SHORT_REPLY, asked=asked):
                score = match.score + 0.01 * written.size + self._fit(match.area_id, named)
                if match.area_id not in best or best[match.area_id].score < score:
                    best[match.area_id] = PlaceMatch(
                        match.area_id, score, match.exact, written.start, written.end
                    )
        ranked = sorted(best.values(), key=lambda match: (-match.score, self._rank(match.area_id)))
        return tuple(replace(match, score=round(min(1.0, match.score), 3)) for match in ranked[:5])

    def knows(self, token: str) -> bool:
        """Whether a folded word is a known spelling of some area."""
        return token in self._exact

    def block_named(self, tokens: Sequence[str]) -> str | None:
        """The block a text names as such ("छुरा तहसील", "block Mainpur")."""
        for at, token in enumerate(tokens):
            if token in BLOCK_WORDS:
                for neighbour in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]):
                    for area_id in self._exact.get(neighbour, ()):
                        if self.areas[area_id].kind == "block":
                            return self.areas[area_id].name_en
        return None

    def block_beside(self, tokens: Sequence[str]) -> str | None:
        """The block that stands beside one of its villages ("शोभा, मैनपुर", "मैनपुर के शोभा गांव")."""
        for at, token in enumerate(tokens):
            block = self._block_of_name(token)
            if block is None:
                continue
            after = [each for each in tokens[at + 1 : at + 1 + _BESIDE] if each not in OF_ONE_PLACE]
            before = [each for each in tokens[max(0, at - _BESIDE) : at] if each not in OF_ONE_PLACE]
            if any(self._lies_in(each, block) for each in (*after[:1], *before[-1:])):
                return block
        return None

    def _block_of_name(self, token: str) -> str | None:
        areas = (self.areas[area_id] for area_id in self._exact.get(token, ()))
        return next((area.name_en for area in areas if area.kind == "block"), None)

    def _lies_in(self, token: str, block: str) -> bool:
        areas = (self.areas[area_id] for area_id in self._exact.get(token, ()))
        return any(area.kind == "village" and area.block == block != area.name_en for area in areas)

    def _matches(self, written: _Written, *, lonely: bool, asked: bool) -> list[PlaceMatch]:
        common = written.size == 1 and is_common(written.key) and written.key not in self._towns
        cue = Cue.NAMED if lonely and not common else written.cue
        if common and cue is not Cue.NAMED and not (lonely and asked):
            return []
        found = self._spelt(written, cue, lonely=lonely)
        if found or common or len(written.key) < _SHORT_NAME or not (written.plain or lonely):
            return found
        least, shortest = _LIKE_ENOUGH[cue]
        for area_id, key in self._bones.get(skeleton(written.key), ()):
            alike = fuzz.ratio(key, written.key) / 100
            if alike >= least and len(written.key) >= shortest:
                found.append(PlaceMatch(area_id, _ALIKE[cue] * (0.5 + alike / 2), exact=False))
        return found or (self._nearly(written) if cue is Cue.NAMED else [])

    def _spelt(self, written: _Written, cue: Cue, *, lonely: bool) -> list[PlaceMatch]:
        """Areas with exactly this spelling; a very short name needs a sign that it is one."""
        told = cue is not Cue.NONE or lonely or written.start == 0
        doubt = 0.0 if told or len(written.key) > _SHORT_NAME else _SHORT_LOSS
        return [
            PlaceMatch(area_id, _EXACT[cue] - doubt, exact=True)
            for area_id in self._exact.get(written.key, ())
        ]

    def _nearly(self, written: _Written) -> list[PlaceMatch]:
        close = process.extract(
            written.key, self._keys, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH, limit=3
        )
        return [
            PlaceMatch(area_id, alike / 100 * 0.85, exact=False)
            for key, alike, _ in close
            for area_id in self._exact[key]
        ]

    def _fit(self, area_id: int | str, block: str | None) -> float:
        if block is None:
            return 0.0
        area = self.areas[area_id]
        if area.kind == "block":
            return -0.15
        return 0.05 if block in (area.block, area.name_en) else -0.2

    def _rank(self, area_id: int | str) -> int:
        return _RANK.get(self.areas[area_id].kind, 9)


def _stretches(tokens: Sequence[str]) -> list[_Written]:
    out = []
    for size in range(1, _LONGEST_NAME + 1):
        for at in range(len(tokens) - size + 1):
            part = tokens[at : at + size]
            key = "".join(part)
            if len(key) > 2:
                plain = size == 1 or not any(_is_small(token) for token in part)
                out.append(_Written(key, cue_around(tokens, at, at + size), at, at + size, plain))
    return out


def _is_small(token: str) -> bool:
    return len(token) < _SHORT_NAME or is_common(token) or token in LINKS


def _key(name: str) -> str:
    return fold(name).replace(" ", "")
