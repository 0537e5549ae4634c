"""Word endings taken off, so that one entry of a word list meets all forms of the word."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    ("iyon", "i"),
    ("iyan", "i"),
    ("aon", ""),
    ("yon", ""),
    ("on", ""),
    ("s", ""),
    ("o", ""),
    ("e", ""),
    ("a", ""),
)
_SHORTEST = 5


@lru_cache(maxsize=16_384)
def stem(token: str) -> str:
    """A folded token without its inflection; short words stay whole."""
    for ending, left in _ENDINGS:
        if token.endswith(ending) and len(token) - len(ending) >= _SHORTEST - len(left):
            return token[: -len(ending)] + left
    return token


def stems(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Every token of a text without its inflection."""
    return tuple(stem(token) for token in tokens)
