"""From typed words or a pin to an area of the tree: certain, to be confirmed, to be chosen, or unknown."""

from dataclasses import dataclass
from math import cos, hypot, radians

from bots.dialog.facts import AreaCard, District
from bots.inbound import Pin

_SURE = 0.93
_LIKELY = 0.72
_MOST = 4
_NEAR_KM = 6.0
_KM_PER_DEGREE = 111.2
_WHOLE = ("state", "district", "block")


@dataclass(frozen=True, slots=True)
class Where:
    """`area` is certain; `choices` (best first) need the person's word; neither: not in our list."""

    area: int | None = None
    choices: tuple[int, ...] = ()


def of_words(district: District, text: str, block: AreaCard | None = None) -> Where:
    """The village or town these words name."""
    matches = [
        match
        for match in district.places.find(text, block.name_en if block else None)
        if (card := district.areas.get(int(match.area_id))) is not None
        and card.kind not in ("state", "district")
    ]
    exact = [int(match.area_id) for match in matches if match.exact]
    exact.sort(
        key=lambda area: district.areas[area].kind in _WHOLE
    )  # a block only after the towns of its name
    if len(exact) == 1:
        return Where(area=exact[0])
    if exact:
        return Where(choices=tuple(exact[:_MOST]))
    likely = [(int(match.area_id), match.score) for match in matches if match.score >= _LIKELY]
    if not likely:
        return Where()
    best = likely[0][1]
    return Where(
        choices=tuple(area for area, score in likely[:_MOST] if best >= _SURE or score >= best - 0.15)
    )


def of_pin(district: District, pin: Pin) -> Where:
    """The nearest village or town of a pin, to be confirmed."""
    near = sorted(
        (distance, card.id)
        for card in district.areas.values()
        if card.kind not in _WHOLE and (distance := _km(card, pin)) <= _NEAR_KM
    )
    return Where(choices=tuple(area for _, area in near[:3]))


def _km(card: AreaCard, pin: Pin) -> float:
    if card.lat is None or card.lon is None:
        return float("inf")
    return _KM_PER_DEGREE * hypot(card.lat - pin.lat, (card.lon - pin.lon) * cos(radians(pin.lat)))


def block_of(district: District, area_id: int | None) -> AreaCard | None:
    """The block or town an area lies in (itself, when it is one)."""
    card = district.areas.get(area_id) if area_id is not None else None
    while card is not None and card.kind not in ("block", "urban_body"):
        card = district.areas.get(card.parent_id) if card.parent_id is not None else None
    return card


def full_name(district: District, area_id: int, language: str) -> str:
    """The area, and the block that tells it from others of its name: "कोसमी (छुरा)"."""
    card = district.areas.get(area_id)
    if card is None:
        return ""
    block = block_of(district, area_id)
    name = card.name(language)
    return f"{name} ({block.name(language)})" if block is not None and block.id != card.id else name
