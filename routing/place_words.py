"""The words that stand beside place names, and everyday words that only look like one."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from routing.folding import fold
from routing.lexicon import load_terms

_FILE = Path(__file__).parent / "data" / "places.toml"


def _words(name: str) -> frozenset[str]:
    raw: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(fold(word) for word in raw[name].split(","))


BEFORE, AFTER, BLOCK_WORDS = _words("before"), _words("after"), _words("block")


def speaks_of_place(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether the words around a stretch of tokens say that it is a place."""
    before = tokens[start - 1] if start else ""
    after = tokens[end] if end < len(tokens) else ""
    return before in BEFORE or after in AFTER


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    spoken = {token for term in load_terms() for token in fold(term.words.replace("+", " ")).split()}
    return frozenset(spoken | _words("common"))


def is_common(token: str) -> bool:
    """Whether a token is an everyday word, so that alone it names no place."""
    return token in _common()
