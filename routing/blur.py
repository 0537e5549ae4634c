"""Sentences as a hurried thumb would have typed them: made for training only, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Callable

import regex

from routing.folding import concepts
from routing.view import View

_VOWELS = "aeiou"
_SWAPPED = {"a": "e", "e": "i", "i": "e", "o": "u", "u": "o"}
_ASPIRATE = regex.compile(r"(?<=[kgcjtdpb])h")
_SHORTEST, _LONG = 3, 7
_SLIPS, _LOST = 0.3, 0.04
"""How many words get a slip, and how many are left out."""


def blurred(seen: View, seed: int) -> View:
    """The message with slips in its spelling; the model learns to do without words the lists then miss."""
    chance = random.Random(seed)
    tokens: list[str] = []
    for token in seen.folded:
        if chance.random() < _LOST:
            continue
        slip = chance.random() < _SLIPS and len(token) >= _SHORTEST and not token.isnumeric()
        tokens.extend((chance.choice(_KINDS)(token, chance) if slip else token).split())
    folded = tuple(tokens) or seen.folded
    return View(seen.text, seen.raw, folded, tuple(concepts(" ".join(folded)).split()))


def _vowels(token: str) -> list[int]:
    return [at for at, char in enumerate(token) if at and char in _VOWELS]


def _drop_vowel(token: str, chance: random.Random) -> str:
    places = _vowels(token)
    return _without(token, chance.choice(places)) if places else token


def _other_vowel(token: str, chance: random.Random) -> str:
    places = _vowels(token)
    if not places:
        return token
    at = chance.choice(places)
    return token[:at] + _SWAPPED[token[at]] + token[at + 1 :]


def _drop_breath(token: str, chance: random.Random) -> str:
    places = [match.start() for match in _ASPIRATE.finditer(token)]
    return _without(token, chance.choice(places)) if places else token


def _drop_end(token: str, _: random.Random) -> str:
    return token[:-1] if token[-1] in _VOWELS else token


def _add_end(token: str, chance: random.Random) -> str:
    return token + chance.choice("aie")


def _nasal(token: str, chance: random.Random) -> str:
    at = token.find("n")
    if at < 1:
        return token
    return _without(token, at) if chance.random() < 0.5 else f"{token[:at]}m{token[at + 1 :]}"


def _turn(token: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(token) - 1)
    return token[:at] + token[at + 1] + token[at] + token[at + 2 :]


def _drop(token: str, chance: random.Random) -> str:
    return _without(token, chance.randrange(1, len(token)))


def _split(token: str, chance: random.Random) -> str:
    if len(token) <= _LONG:
        return token
    at = chance.randrange(3, len(token) - 3)
    return f"{token[:at]} {token[at:]}"


def _without(token: str, at: int) -> str:
    return token[:at] + token[at + 1 :]


_KINDS: tuple[Callable[[str, random.Random], str], ...] = (
    _drop_vowel,
    _other_vowel,
    _drop_breath,
    _drop_end,
    _add_end,
    _nasal,
    _turn,
    _drop,
    _split,
)
