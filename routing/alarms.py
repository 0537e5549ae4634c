"""What must be said before anything else: emergency numbers, another address, secrecy."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from routing.lexicon import Lexicon, Term
from routing.view import View

_CRY = 3
_DIGITS = 3
_NAMED, _APART = 1.0, 0.5
"""A whole term, no landmark; and one whose words may stand apart."""
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
    if _likeliest("confidential", view) is not None:
        return True
    found = _lists()["taking"].hits(view).departments
    names_one = found.get("official", 0.0) >= _NAMED
    return names_one and (found.get("money", 0.0) >= _APART or _asks_a_sum(view))


def _asks_a_sum(view: View) -> bool:
    """Whether a sum is asked for: "5000 मांग रहा", "500 रुपये मांगे"; a year with a demand is none."""
    words = [word for word in view.folded if word != "rs" and not word.startswith("rup")]
    return any(
        one.isdecimal() and len(one) >= _DIGITS and after.startswith("mang") for one, after in pairwise(words)
    )


def _likeliest(part: str, view: View) -> str | None:
    found = _lists()[part].hits(view).departments
    strong = {name: weight for name, weight in found.items() if weight >= 1.0}
    return max(strong, key=lambda name: strong[name]) if strong else None
