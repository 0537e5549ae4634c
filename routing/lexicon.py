"""The departments' weighted word lists: what a message says that points to one of them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from routing.folding import concepts, fold
from routing.nearness import mark_near
from routing.stems import stems
from routing.view import View

_FOLDER = Path(__file__).parent / "data" / "lexicon"
_WEIGHTS = {"strong": 3.0, "fair": 2.0, "weak": 1.0, "against": -2.0}
_LANDMARK = 0.15
_APART = 0.5
"""What a term of several words is worth when its words stand apart."""
_SMALL_WORDS = frozenset(
    ["ke", "ka", "ki", "ko", "se", "me", "ma", "la", "hai", "par", "tak", "the", "of", "in", "to", "nai", "a"]
)
_LONGEST_TERM = 5
_Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry: words (joined by ` + ` where all must occur, in any order) that point to a category."""

    department: str
    category: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What the lexicon found in one message."""

    departments: dict[str, float] = field(default_factory=dict)
    categories: dict[str, float] = field(default_factory=dict)
    terms: tuple[tuple[float, Term], ...] = ()


class Lexicon:
    """All terms, indexed by their phrases for one pass over a message."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._single: dict[_Phrase, list[Term]] = defaultdict(list)
        self._joint: dict[_Phrase, list[tuple[tuple[_Phrase, ...], Term, float]]] = defaultdict(list)
        self._parts: set[_Phrase] = set()
        known: set[tuple[str, frozenset[_Phrase]]] = set()
        for term in sorted(terms, key=lambda term: -abs(term.weight)):
            phrases = tuple(phrase_of(part) for part in term.words.split(" + "))
            if not all(phrases) or (key := (term.department, frozenset(phrases))) in known:
                continue
            known.add(key)
            if len(phrases) == 1:
                self._single[phrases[0]].append(term)
                apart = tuple((token,) for token in phrases[0] if token not in _SMALL_WORDS)
                if len(apart) > 1:
                    self._join(apart, term, _APART)
            else:
                self._join(phrases, term, 1.0)

    def _join(self, phrases: tuple[_Phrase, ...], term: Term, share: float) -> None:
        self._parts.update(phrases)
        self._joint[phrases[0]].append((phrases, term, share))

    def hits(self, view: View) -> Hits:
        """Every term that occurs, each counted once, landmarks damped."""
        tokens, near = stems(view.concepts), mark_near(view.concepts)
        found: dict[Term, float] = {}
        parts: dict[_Phrase, bool] = {}
        for phrase, landmark in _phrases(tokens, near):
            for term in self._single.get(phrase, ()):
                found[term] = max(found.get(term, 0.0), _LANDMARK if landmark else 1.0)
            if phrase in self._parts:
                parts[phrase] = parts.get(phrase, False) or not landmark
        for phrase in parts:
            for wanted, term, share in self._joint.get(phrase, ()):
                if all(part in parts for part in wanted):
                    clear = all(parts[part] for part in wanted)
                    found[term] = max(found.get(term, 0.0), share if clear else _LANDMARK)
        return _summed(found)


def _phrases(tokens: tuple[str, ...], near: tuple[bool, ...]) -> Iterable[tuple[_Phrase, bool]]:
    for at in range(len(tokens)):
        for size in range(1, min(_LONGEST_TERM, len(tokens) - at) + 1):
            yield tokens[at : at + size], any(near[at : at + size])


def _summed(found: dict[Term, float]) -> Hits:
    categories: dict[str, float] = defaultdict(float)
    departments: dict[str, float] = defaultdict(float)
    for term, share in found.items():
        categories[term.category] += term.weight * share
        departments[term.department] += term.weight * share
    ranked = sorted(((term.weight * share, term) for term, share in found.items()), key=lambda pair: -pair[0])
    return Hits(dict(departments), dict(categories), tuple(ranked))


def phrase_of(words: str) -> _Phrase:
    """The stems by which a term is looked up."""
    return stems(tuple(concepts(fold(words)).split()))


def load_terms(folder: Path = _FOLDER) -> tuple[Term, ...]:
    """The terms of all word lists in the data folder."""
    terms: list[Term] = []
    for path in sorted(folder.glob("*.toml")):
        for code, strengths in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for strength, words in strengths.items():
                terms.extend(
                    Term(path.stem, f"{path.stem}.{code}", " ".join(word.split()), _WEIGHTS[strength])
                    for word in words.split(",")
                    if word.strip()
                )
    return tuple(terms)
