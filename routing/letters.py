"""Latin spellings settled to one way of writing a sound."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"ksh|x", "ks"),
        (r"sch(?=[oe])", "sk"),
        (r"(?<=[a-z])tion(?=s?$)|(?<=[a-z])sion(?=s?$)", "san"),
        (r"ight(?=s?$)", "ait"),
        (r"chch?(?=h)|cc(?=h)", "c"),
        (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"sh", "s"),
        (r"w", "v"),
        (r"z", "j"),
        (r"f", "ph"),
        (r"gn(?=y)|jn(?=[aeiou])", "gy"),
        (r"aa+", "a"),
        (r"ee+|ii+|ea(?=[bcdfgjklmnpqstvz])", "i"),
        (r"oo+|uu+", "u"),
        (r"ou", "au"),
        (r"ei", "e"),
        (r"(?<=a)y(?=[bdghjklmnprst])", "i"),
        (r"(?<=i)y(?=[aeiou])|(?<=[aeou])y(?=[ie])", ""),
        (r"(?<=[aeiou])y$", "i"),
        (r"(?<=[a-z])y$", "i"),
        (r"ga(?:nv|un)$", "gaon"),
        (r"n(?=[pb](?!$))", "m"),
        (r"(?<=[tdkgpbs])ra$", "r"),
        (r"([a-z])\1+", r"\1"),
    )
)


_VOWEL = re.compile(r"[^bcdfghjklmnpqrstvwxz]")
_ACRONYM = 5


@lru_cache(maxsize=16_384)
def settle(word: str) -> str:
    """The word in settled spelling; settling twice changes nothing."""
    if len(word) <= _ACRONYM and not _VOWEL.search(word):
        return word
    for _ in range(12):
        before = word
        for pattern, by in _RULES:
            word = pattern.sub(by, word)
        if word == before:
            break
    return word
