"""The words that stand beside place names, and everyday words that only look like one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from routing.folding import fold
from routing.lexicon import load_terms

_FILE = Path(__file__).parent / "data" / "places.toml"


def _words(name: str) -> frozenset[str]:
    raw: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in raw[name].split(","))


_NAMED, _BEFORE, _AFTER, BLOCK_WORDS = _words("named"), _words("before"), _words("after"), _words("block")
LINKS = _words("links") | _NAMED
OF_ONE_PLACE = LINKS - {fold("से"), fold("ले")}
"""What may stand between a village and its block; "X से Y" is a way, not a place."""
ELSEWHERE = _words("elsewhere")
"""Other districts and their towns: a village beside one of them is not ours."""


class Cue(IntEnum):
    """How strongly the words around a stretch say that it is a place."""

    NONE = 0
    WEAK = 1
    NAMED = 2


def cue_around(tokens: Sequence[str], start: int, end: int) -> Cue:
    """A place is named by "ग्राम X" and "X गांव"; "X में" only may be one."""
    before = tokens[start - 1] if start else ""
    after = tokens[end] if end < len(tokens) else ""
    if before in _NAMED or after in _NAMED:
        return Cue.NAMED
    return Cue.WEAK if before in _BEFORE or after in _AFTER else Cue.NONE


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    spoken = {token for term in load_terms() for token in fold(term.words.replace("+", " ")).split()}
    return frozenset(spoken | _words("common"))


def is_common(token: str) -> bool:
    """Whether a token is an everyday word, so that alone it names no place."""
    return token in _common()
