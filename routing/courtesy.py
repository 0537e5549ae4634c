"""The greeting before and the thanks behind a matter: polite people write both, and mean neither alone."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import regex

from routing.folding import fold

_FILE = Path(__file__).parent / "data" / "courtesy.toml"
_END = 120  # thanks stand in the last words; a longer search would be slow
_BREAK = r"[\s,.!।:\-🙏]"


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    raw: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: [word.strip() for word in words.split(",")] for name, words in raw.items()}


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _lists()[name])


@lru_cache(maxsize=1)
def _around() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, behind = ("|".join(map(regex.escape, _lists()[name])) for name in ("opening", "closing"))
    return (
        regex.compile(rf"^(?:{_BREAK}*(?:{before})(?![\p{{L}}\p{{M}}]))+{_BREAK}*", regex.IGNORECASE),
        regex.compile(rf"(?:{_BREAK}+(?:{behind}))+{_BREAK}*$", regex.IGNORECASE),
    )


def without(text: str) -> str:
    """The text between greeting and thanks; the text itself where nothing stands between them."""
    opening, closing = _around()
    told = opening.sub("", text, count=1)
    told = (told[:-_END] + closing.sub("", told[-_END:], count=1)).strip()
    return told or text


def is_good_news(text: str) -> bool:
    """Whether it only tells that something was done: "पानी की समस्या दूर हो गई", "बिजली आ गई"."""
    folded = fold(text)
    words = frozenset(folded.split())
    if words & _words("not"):
        return False
    came = any(f" {phrase} " in f" {folded} " for phrase in _words("came"))
    return bool(words & _words("done")) or (came and not words & _words("lack"))
