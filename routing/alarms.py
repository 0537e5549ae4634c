"""What must be said before anything else: emergency numbers, another address, secrecy."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from routing.lexicon import Lexicon, Term
from routing.view import View

_CRY = 3
_FILE = Path(__file__).parent / "data" / "alarms.toml"


@lru_cache(maxsize=1)
def _lists() -> dict[str, Lexicon]:
    raw: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        part: Lexicon(
            Term(name, name, " ".join(word.split()), 1.0)
            for name, words in entries.items()
            for word in words.split(",")
            if word.strip()
        )
        for part, entries in raw.items()
    }


def emergency_of(view: View) -> str | None:
    """The kind of emergency the words speak of; whether it happens now is the urgency's question."""
    return _likeliest("emergency", view) or cry_of(view)


def cry_of(view: View) -> str | None:
    """The emergency that one to three bare words cry out ("आग", "domestic violence")."""
    return _likeliest("cry", view) if len(view.folded) <= _CRY else None


def deflection_of(view: View) -> str | None:
    """The other address the matter belongs to: court, right to information, another district."""
    return _likeliest("deflection", view)


def is_confidential(view: View) -> bool:
    """Whether somebody accuses an official, above all of taking money."""
    return _likeliest("confidential", view) is not None


def _likeliest(part: str, view: View) -> str | None:
    found = _lists()[part].hits(view).departments
    strong = {name: weight for name, weight in found.items() if weight >= 1.0}
    return max(strong, key=lambda name: strong[name]) if strong else None
