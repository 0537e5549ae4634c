"""The same matter told twice: by one citizen, or by many of one village."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from routing.folding import concepts, fold
from routing.stems import stems

WINDOW = timedelta(days=7)
_SAME = 0.72
_SHORT = 3
_ALIKE = 0.55
_FILLERS = frozenset(
    [
        "hai",
        "me",
        "ke",
        "ka",
        "ki",
        "ko",
        "se",
        "aur",
        "nahi",
        "nai",
        "a",
        "raha",
        "rahi",
        "rahe",
        "kar",
        "karo",
        "plij",
        "sar",
        "ji",
        "mera",
        "hamar",
        "hamara",
        "hamare",
        "la",
        "ma",
        "ha",
        "man",
    ]
)


@dataclass(frozen=True, slots=True)
class Told:
    """One ticket as far as likeness is concerned."""

    id: int
    person_id: int
    text: str
    area_id: int | None
    category: str | None
    told_at: datetime
    is_open: bool = True


def similarity(a: str, b: str) -> float:
    """How much two texts say the same, 0 to 1, whatever script and spelling they use."""
    first, second = _content(a), _content(b)
    if not first or not second:
        return 1.0 if fold(a) == fold(b) else 0.0
    if min(len(first), len(second)) < _SHORT:
        return fuzz.token_sort_ratio(" ".join(first), " ".join(second)) / 100
    sorted_words = fuzz.token_sort_ratio(" ".join(first), " ".join(second)) / 100
    shared = fuzz.token_set_ratio(" ".join(first), " ".join(second)) / 100
    return (sorted_words + shared) / 2


def find_duplicate(new: Told, candidates: Sequence[Told], now: datetime) -> Told | None:
    """The same citizen's open ticket of the last days with nearly the same words, the likest one."""
    recent = [
        each
        for each in candidates
        if each.person_id == new.person_id
        and each.id != new.id
        and each.is_open
        and now - each.told_at <= WINDOW
    ]
    scored = [(similarity(new.text, each.text), each) for each in recent if _places_agree(new, each)]
    likest = max(scored, key=lambda pair: (pair[0], pair[1].told_at), default=None)
    return likest[1] if likest is not None and likest[0] >= _SAME else None


def find_cluster(new: Told, candidates: Sequence[Told], now: datetime) -> tuple[Told, ...]:
    """Other citizens' open tickets of the last days from the same village about the same, oldest first."""
    if new.area_id is None or new.category is None:
        return ()
    same = [
        each
        for each in candidates
        if each.person_id != new.person_id
        and each.is_open
        and each.area_id == new.area_id
        and each.category == new.category
        and now - each.told_at <= WINDOW
        and (not new.category.endswith(".other") or similarity(new.text, each.text) >= _ALIKE)
    ]
    return tuple(sorted(same, key=lambda each: (each.told_at, each.id)))


def _places_agree(a: Told, b: Told) -> bool:
    return a.area_id is None or b.area_id is None or a.area_id == b.area_id


def _content(text: str) -> tuple[str, ...]:
    return stems(tuple(token for token in concepts(fold(text)).split() if token not in _FILLERS))
