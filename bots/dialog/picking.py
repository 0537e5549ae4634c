"""Finds the option a person means: by number, by label or a part of it, by its sense, by a near spelling."""

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bots.dialog import lexicon
from bots.dialog.said import Said
from bots.dialog.steps import Pick
from routing.folding import fold

_SHORT = 4
_LONG = 8


@lru_cache(maxsize=4_096)
def _folded(label: str) -> str:
    return fold(label)


def exactly(said: Said, picks: Sequence[Pick], labels: Sequence[str]) -> str:
    """The code of the option that was named as it stands, or by its sense; empty when none was."""
    if not said.text or not picks:
        return ""
    folded = [_folded(label) for label in labels]
    if said.folded and folded.count(said.folded) == 1:
        return picks[folded.index(said.folded)].code
    senses = lexicon.meanings("answers", said, near=False)
    for pick in picks:
        if senses & set(pick.means):
            return pick.code
    return ""


def by_number(said: Said, picks: Sequence[Pick]) -> str:
    """The code of the option of that number."""
    counted = lexicon.ordinal(said) if said.words <= 3 else None
    return picks[counted - 1].code if counted is not None and 1 <= counted <= len(picks) else ""


def nearly(said: Said, picks: Sequence[Pick], labels: Sequence[str]) -> str:
    """The code of the one option whose label is nearly what was written, or contains all of its words."""
    if not said.folded or not picks:
        return ""
    senses = lexicon.meanings("answers", said)
    for pick in picks:
        if senses & set(pick.means):
            return pick.code
    folded = [_folded(label) for label in labels]
    return _contained(said.folded, picks, folded) or _misspelt(said.folded, picks, folded)


def _contained(words: str, picks: Sequence[Pick], folded: list[str]) -> str:
    spoken = set(words.split())
    hits = [number for number, label in enumerate(folded) if spoken <= set(label.split())]
    return picks[hits[0]].code if len(hits) == 1 and len(words) >= _SHORT else ""


def _misspelt(words: str, picks: Sequence[Pick], folded: list[str]) -> str:
    if len(words) < _SHORT:
        return ""
    slips = 2 if len(words) >= _LONG else 1
    best = process.extract(words, folded, scorer=OSA.distance, score_cutoff=slips, limit=2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return ""
    return picks[best[0][2]].code
