"""Words and letters of a message as counted features, in blocks that are weighted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from routing.view import View

Blocks = dict[str, Counter[str]]
_LONGEST = 400
"""Tokens read for features; beyond this a message repeats itself."""


def of_meaning(view: View, extras: Mapping[str, float] | None = None) -> Blocks:
    """Features of what is said: folded words, concepts, letters, and the hits of lexicon and place."""
    folded, meant = view.folded[:_LONGEST], view.concepts[:_LONGEST]
    blocks = {
        "word": Counter(_runs(folded, 2)),
        "idea": Counter(_runs(meant, 3)),
        "char": Counter(_letters(folded, 2, 5)),
    }
    if extras:
        blocks["hint"] = Counter(extras)
    return blocks


def of_language(view: View) -> Blocks:
    """Features of how it is said: the written words, their endings, and their scripts."""
    raw = view.raw[:_LONGEST]
    blocks = {"raw": Counter(_runs(raw, 2)), "rawchar": Counter(_letters(raw, 1, 4))}
    latin = sum(word.isascii() and word.isalpha() for word in raw)
    letters = sum(word.isalpha() or not word.isascii() for word in raw)
    share = latin / letters if letters else 0.0
    blocks["script"] = Counter({f"latin{round(share * 4)}": 1, "latin" if share > 0.5 else "deva": 1})
    return blocks


def _runs(tokens: tuple[str, ...], longest: int) -> Iterable[str]:
    for size in range(1, longest + 1):
        for at in range(len(tokens) - size + 1):
            yield " ".join(tokens[at : at + size])


def _letters(tokens: tuple[str, ...], shortest: int, longest: int) -> Iterable[str]:
    for token in tokens:
        edged = f" {token} "
        for size in range(shortest, longest + 1):
            for at in range(len(edged) - size + 1):
                yield edged[at : at + size]
