"""From typed words or a pin to an area of the tree: certain, to be confirmed, to be chosen, or unknown."""

from dataclasses import dataclass
from math import cos, hypot, radians

import regex

from bots.dialog.facts import AreaCard, District
from bots.inbound import Pin
from routing.folding import fold
from routing.place_words import BLOCK_WORDS

_SURE = 0.93
_LIKELY = 0.72
_MOST = 4
_NEAR_KM = 6.0
_INSIDE_KM = 1.5
_OUTSIDE_KM = 40.0
_APART = 2.0
_KM_PER_DEGREE = 111.2
_WHOLE = ("state", "district", "block")
_BLOCKS = ("block", "urban_body")
_POST = regex.compile(
    r"(?:(?<=^|[\s,])(?:पोस्ट\s*ऑफिस|पोस्ट|डाकघर|डाकखाना|थाना|post\s*office|post|p\.?o\.?|thana|police\s*station)"
    r"[\s.:-]+[\p{L}\p{M}]+)",
    regex.IGNORECASE,
)
"""A post office or police station and its name, which is often another village."""
_LANDMARK = regex.compile(
    r"\p{N}|(?<![\p{L}\p{M}])(?:near|behind|opposite|beside|front|ward|house|street|road|lane|colony|chowk|temple|mandir|"
    r"school|stand|para|tola|mohalla|pas|paas|samne|piche|पास|पीछे|सामने|बगल|तीर|वार्ड|मकान|गली|मोहल्ला|मुहल्ला|पारा|टोला|"
    r"बस्ती|चौक|मंदिर|स्कूल|तालाब|तरिया|रोड|कॉलोनी|स्टैंड)(?![\p{L}\p{M}])",
    regex.IGNORECASE,
)
_VILLAGE = frozenset(fold(word) for word in ("गांव", "ग्राम", "village", "gaon", "gram"))


@dataclass(frozen=True, slots=True)
class Where:
    """`area` is certain; `choices` (best first) need the person's word; neither: not in our list."""

    area: int | None = None
    choices: tuple[int, ...] = ()


def of_words(district: District, text: str, block: AreaCard | None = None) -> Where:
    """The village or town these words name; the post office beside it only where nothing else is named."""
    found = _of_words(district, _POST.sub(" ", text), block)
    return found if found != Where() else _of_words(district, text, block)


def _of_words(district: District, text: str, block: AreaCard | None) -> Where:
    matches = [
        match
        for match in district.places.find(text, block.name_en if block else None)
        if (card := district.areas.get(int(match.area_id))) is not None
        and card.kind not in ("state", "district")
    ]
    exact = [int(match.area_id) for match in matches if match.exact]
    inside = _in_its_block(district, exact, text) if block is None else None
    if inside is not None:
        return Where(area=inside)
    exact.sort(
        key=lambda area: district.areas[area].kind in _WHOLE
    )  # a block only after the towns of its name
    if len(exact) == 1:
        return Where(area=exact[0])
    if exact:
        village = _called_a_village(district, exact, text)
        return Where(area=village) if village is not None else Where(choices=tuple(exact[:_MOST]))
    likely = [(int(match.area_id), match.score) for match in matches if match.score >= _LIKELY]
    if not likely:
        return Where()
    best = likely[0][1]
    return Where(
        choices=tuple(area for area, score in likely[:_MOST] if best >= _SURE or score >= best - 0.15)
    )


def _in_its_block(district: District, exact: list[int], text: str) -> int | None:
    """The one village that was named together with its block ("शोभा, मैनपुर"), told from namesakes by it.

    A block that bears the district's name tells namesakes apart only when it was called a block.
    """
    cards = [district.areas[area] for area in exact]
    named = {card.name_en for card in cards if card.kind in _BLOCKS}
    if district.name.get("en") in named and BLOCK_WORDS.isdisjoint(fold(text).split()):
        doubtful = {str(district.name["en"])}
    else:
        doubtful = set()
    villages = [card for card in cards if card.kind not in _WHOLE and card.name_en not in named]
    inside = [
        card
        for card in villages
        if (block := block_of(district, card.id)) is not None and block.name_en in named
    ]
    if len(inside) != 1:
        return None
    block = block_of(district, inside[0].id)
    is_doubtful = len(villages) > 1 and block is not None and block.name_en in doubtful
    return None if is_doubtful else inside[0].id


def _called_a_village(district: District, exact: list[int], text: str) -> int | None:
    """The village of a name that a town or a block bears too, when it was called a village."""
    cards = [district.areas[area] for area in exact]
    villages = [card.id for card in cards if card.kind == "village"]
    alike = len({card.name_en for card in cards}) == 1
    called = not _VILLAGE.isdisjoint(fold(text).split())
    return villages[0] if alike and called and len(villages) == 1 else None


def landmark(text: str) -> str:
    """The whole answer where it says more than the village: a ward, a house, what it is near."""
    return text[:200] if len(text.split()) > 1 and _LANDMARK.search(text) else ""


def told_in(district: District, text: str) -> int | None:
    """The village that a longer message names together with its block; looked for where it says so."""
    if (_VILLAGE | BLOCK_WORDS).isdisjoint(fold(text).split()):
        return None
    places = district.places.find(_POST.sub(" ", text))
    exact = [int(place.area_id) for place in places if place.exact]
    return _in_its_block(district, [area for area in exact if area in district.areas], text)


def of_pin(district: District, pin: Pin) -> Where:
    """The nearest village or town of a pin, to be confirmed."""
    return Where(choices=tuple(area for _, area in _nearest(district, pin)[:3]))


def surely_at(district: District, pin: Pin) -> int | None:
    """The village in which a pin plainly lies, far from every other."""
    near = _nearest(district, pin)
    if not near or near[0][0] > _INSIDE_KM or (len(near) > 1 and near[1][0] < _APART * near[0][0]):
        return None
    return near[0][1]


def is_outside(district: District, pin: Pin) -> bool:
    """Whether a pin lies far from every place we know of; never where no place has coordinates."""
    known = [distance for card in district.areas.values() if (distance := _km(card, pin)) != float("inf")]
    return bool(known) and min(known) > _OUTSIDE_KM


def _nearest(district: District, pin: Pin) -> list[tuple[float, int]]:
    return sorted(
        (distance, card.id)
        for card in district.areas.values()
        if card.kind not in _WHOLE and (distance := _km(card, pin)) <= _NEAR_KM
    )


def _km(card: AreaCard, pin: Pin) -> float:
    if card.lat is None or card.lon is None:
        return float("inf")
    return _KM_PER_DEGREE * hypot(card.lat - pin.lat, (card.lon - pin.lon) * cos(radians(pin.lat)))


def block_of(district: District, area_id: int | None) -> AreaCard | None:
    """The block or town an area lies in (itself, when it is one)."""
    card = district.areas.get(area_id) if area_id is not None else None
    while card is not None and card.kind not in _BLOCKS:
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
