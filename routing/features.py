"""Words and letters of a message as counted features, in blocks that are weighted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from routing.folding import bones_of
from routing.stems import stems
from routing.view import View

Blocks = dict[str, Mapping[str, float]]
_LONGEST = 300
"""Tokens read for features; beyond this a message repeats itself."""


def of_meaning(view: View, hints: Mapping[str, float], cues: Mapping[str, float]) -> Blocks:
    """Features of what is said: stems, letters, words without vowels, hints of the word lists, cues."""
    folded, meant = view.folded[:_LONGEST], view.concepts[:_LONGEST]
    bones = tuple(bones_of(token) for token in folded)
    return {
        "stem": Counter(_runs(stems(meant), 1)),
        "char": Counter(_letters(folded, 2, 5)),
        "idea": Counter(_letters(meant, 3, 5)),
        "pair": Counter(_pairs(stems(meant))),
        "bone": Counter(bones),
        "bonechar": Counter(_letters(bones, 2, 4)),
        "hint": hints,
        "cue": cues,
    }


def of_language(view: View) -> Blocks:
    """Features of how it is said: the written words, their endings, and their scripts."""
    raw = view.raw[:_LONGEST]
    latin = sum(word.isascii() and word.isalpha() for word in raw)
    letters = sum(not word.isnumeric() for word in raw)
    share = latin / letters if letters else 0.0
    return {
        "raw": Counter(_runs(raw, 2)),
        "rawchar": Counter(_letters(raw, 1, 4)),
        "hint": {f"latin{round(share * 4)}": 1.0, "latin" if share > 0.5 else "deva": 1.0},
    }


def _runs(tokens: tuple[str, ...], longest: int) -> Iterable[str]:
    for size in range(1, longest + 1):
        for at in range(len(tokens) - size + 1):
            yield " ".join(tokens[at : at + size])


def _pairs(tokens: tuple[str, ...]) -> Iterable[str]:
    return (f"{first} {second}" for first, second in pairwise(tokens))


def _letters(tokens: tuple[str, ...], shortest: int, longest: int) -> Iterable[str]:
    for token in tokens:
        edged = f" {token} "
        for size in range(shortest, longest + 1):
            for at in range(len(edged) - size + 1):
                yield edged[at : at + size]
