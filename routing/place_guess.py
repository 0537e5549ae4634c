"""The one place a message most likely speaks of."""

from __future__ import annotations

from routing.folding import fold
from routing.places import PlaceIndex
from routing.reading import PlaceGuess

_LEAST, _SURE, _APART = 0.72, 0.9, 0.03
_TOO_WIDE = frozenset({"state", "district"})


def guess_place(places: PlaceIndex, text: str, block: str | None) -> PlaceGuess | None:
    """The best match of village, ward or town; `block` is told only when the words or the citizen said it."""
    named = places.block_named(fold(text).split())
    matches = [
        match for match in places.find(text, block) if places.areas[match.area_id].kind not in _TOO_WIDE
    ]
    if not matches or matches[0].score < _LEAST:
        return None
    best = matches[0]
    area = places.areas[best.area_id]
    rivals = [
        match
        for match in matches[1:]
        if places.areas[match.area_id].name_en != area.name_en or area.block is None
    ]
    namesakes = [match for match in matches[1:] if places.areas[match.area_id].name_en == area.name_en]
    alone = not rivals or best.score - rivals[0].score >= _APART
    settled = not any(
        places.areas[match.area_id].kind == area.kind and best.score - match.score < _APART
        for match in namesakes
    )
    return PlaceGuess(
        area_id=best.area_id,
        village=(area.block or area.name_en) if area.kind == "ward" else area.name_en,
        block=named or (area.block if block and block == area.block else None),
        score=best.score,
        sure=best.exact and best.score >= _SURE and alone and settled,
    )
