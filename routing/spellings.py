"""Words written in many ways, each with the one spelling the router uses for it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Self

_FOLDER = Path(__file__).parent / "data"
_Settle = Callable[[str], str]


class Spellings:
    """Variants of single words, and word pairs that are one word."""

    def __init__(self, table: dict[str, list[str]], settle: _Settle) -> None:
        self._words: dict[str, str] = {}
        self._pairs: dict[tuple[str, str], str] = {}
        canonical = {name: settle(name) for name in table}
        taken = set(canonical.values())
        for name, variants in table.items():
            for variant in variants:
                parts = [settle(part) for part in variant.split()]
                if len(parts) == 2:
                    self._pairs[parts[0], parts[1]] = canonical[name]
                elif parts[0] not in taken:
                    self._words.setdefault(parts[0], canonical[name])

    def with_pairs_of_mapped_words(self) -> Self:
        """Meet pairs also where their words were given the router's spelling first."""
        for (first, second), joined in list(self._pairs.items()):
            self._pairs.setdefault((self.word(first), self.word(second)), joined)
        return self

    def word(self, token: str) -> str:
        """The router's spelling of one settled token."""
        return self._words.get(token, token)

    def joined(self, tokens: list[str]) -> list[str]:
        """The tokens with known pairs made one word, until none is left."""
        if not self._pairs:
            return tokens
        while True:
            out: list[str] = []
            for token in tokens:
                pair = self._pairs.get((out[-1], token)) if out else None
                if pair is None:
                    out.append(token)
                else:
                    out[-1] = pair
            if len(out) == len(tokens):
                return out
            tokens = out


def load_table(name: str, part: str = "words") -> dict[str, list[str]]:
    """A table of words from the data folder: canonical word to its variants."""
    raw = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = raw[part]
    return {head: [word.strip() for word in variants.split(",")] for head, variants in words.items()}
