"""Word endings taken off, so that one entry of a word list meets all forms of the word."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = ("iyon", "iyan", "aon", "van", "yon", "on", "en", "an", "in", "s", "o", "e", "a", "i", "u")
_SHORTEST = 3


@lru_cache(maxsize=65_536)
def stem(token: str) -> str:
    """A folded token without its inflection; short words stay whole."""
    for ending in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _SHORTEST + (len(ending) > 1):
            return token[: -len(ending)]
    return token


def stems(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Every token of a text without its inflection."""
    return tuple(stem(token) for token in tokens)
