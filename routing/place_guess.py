"""The one place a message most likely speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from routing.folding import fold
from routing.place_words import ELSEWHERE
from routing.places import PlaceIndex, PlaceMatch
from routing.reading import PlaceGuess

_LEAST, _SURE, _APART = 0.72, 0.9, 0.03
_BESIDE, _OF = 2, frozenset({"ke", "ka", "ki", "jila"})
_TOO_WIDE = frozenset({"state", "district"})


def guess_place(places: PlaceIndex, text: str, block: str | None) -> PlaceGuess | None:
    """The best match of village, ward or town; `block` is told only when the words or the citizen said it."""
    tokens = fold(text).split()
    named = places.block_named(tokens) or places.block_beside(tokens)
    matches = [
        match
        for match in places.find(text, block, asked=False)
        if places.areas[match.area_id].kind not in _TOO_WIDE and not _is_elsewhere(match, tokens)
    ]
    if not matches or matches[0].score < _LEAST:
        return None
    best = _inside_its_block(places, matches, named)
    area = places.areas[best.area_id]
    return PlaceGuess(
        area_id=best.area_id,
        village=(area.block or area.name_en) if area.kind == "ward" else area.name_en,
        block=named or (area.block if block and block == area.block else None),
        score=best.score,
        sure=best.exact and best.score >= _SURE and _stands_alone(places, best, matches, named),
    )


def _is_elsewhere(match: PlaceMatch, tokens: Sequence[str]) -> bool:
    """Whether a town of another district stands right beside the name ("धमतरी के कुरुद में")."""
    before = [
        token
        for token in tokens[max(0, match.start - _BESIDE) : match.start]
        if token in _OF or token in ELSEWHERE
    ]
    after = tokens[match.end : match.end + 1]
    return bool(before and before[-1] in _OF and before[0] in ELSEWHERE) or any(
        token in ELSEWHERE for token in after
    )


def _inside_its_block(places: PlaceIndex, matches: Sequence[PlaceMatch], named: str | None) -> PlaceMatch:
    """The village rather than the block that stands beside it."""
    best = matches[0]
    if named is None or places.areas[best.area_id].name_en != named:
        return best
    inside = (match for match in matches if match.exact and places.areas[match.area_id].name_en != named)
    return next((match for match in inside if places.areas[match.area_id].block == named), best)


def _stands_alone(
    places: PlaceIndex, best: PlaceMatch, matches: Sequence[PlaceMatch], named: str | None
) -> bool:
    """No other name fits as well, and no namesake of the same kind."""
    area = places.areas[best.area_id]
    for match in matches:
        other = places.areas[match.area_id]
        close = match is not best and best.score - match.score < _APART
        namesake = other.name_en == area.name_en
        if close and other.name_en != named and (not namesake or other.kind == area.kind or not area.block):
            return False
    return True
