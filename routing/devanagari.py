"""Devanagari words in rough Latin letters, with the schwa left out where nobody speaks it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "s", "ष": "s", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ॠ": "ri", "ऌ": "li",
    "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o", "ॲ": "e",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "ॄ": "ri",
    "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
_VIRAMA = "्"
_SILENT = frozenset("़ःऽ")
_NASALS = frozenset("ंँ")
_LABIALS = frozenset("pbm")


@dataclass(slots=True)
class _Beat:
    """One written syllable: its consonants, its vowel (None = the unwritten schwa), its nasal sign."""

    onset: str
    vowel: str | None
    nasal: bool = False
    simple: bool = True


def romanise(word: str) -> str:
    """The word as people would type it in Latin letters."""
    beats = _beats(word)
    _silence_schwas(beats)
    return _spell(beats)


def _beats(word: str) -> list[_Beat]:
    beats: list[_Beat] = []
    joined = False
    for char in word:
        if char in _CONSONANTS:
            _add_consonant(beats, _CONSONANTS[char], joined=joined)
            joined = False
        elif char == _VIRAMA:
            joined = bool(beats) and beats[-1].vowel is None
        elif char in _NASALS:
            if beats:
                beats[-1].nasal = True
        elif char not in _SILENT:
            _add_vowel(beats, char)
            joined = False
    if joined and beats:
        beats[-1].vowel = ""
    return beats


def _add_consonant(beats: list[_Beat], letter: str, *, joined: bool) -> None:
    if joined and beats:
        beats[-1].onset += letter
        beats[-1].simple = False
    else:
        beats.append(_Beat(letter, None))


def _add_vowel(beats: list[_Beat], char: str) -> None:
    """A vowel sign belongs to the consonant before it; any other letter stands alone."""
    if char in _SIGNS and beats and beats[-1].vowel is None:
        beats[-1].vowel = _SIGNS[char]
    elif char in _VOWELS or char in _SIGNS:
        beats.append(_Beat("", _VOWELS.get(char) or _SIGNS[char]))
    elif char.isalpha():
        beats.append(_Beat(_named(char), ""))


def _named(letter: str) -> str:
    """A rare letter by its name in the standard ("DEVANAGARI LETTER GGA"), so that none is lost."""
    return unicodedata.name(letter, "x").rsplit(" ", 1)[-1].lower().rstrip("a")


def _silence_schwas(beats: list[_Beat]) -> None:
    """The last schwa is mute; between two sounded syllables a schwa after one consonant is mute too."""
    last = len(beats) - 1
    if last > 0 and beats[last].vowel is None and not beats[last].nasal:
        beats[last].vowel = ""
    for at in range(last - 1, 0, -1):
        beat = beats[at]
        opened = beats[at - 1].vowel != "" and beats[at + 1].onset and beats[at + 1].vowel != ""
        if beat.vowel is None and beat.simple and not beat.nasal and opened and beats[at + 1].simple:
            beat.vowel = ""


def _spell(beats: list[_Beat]) -> str:
    spelt = []
    for at, beat in enumerate(beats):
        spelt.append(beat.onset + ("a" if beat.vowel is None else beat.vowel))
        follower = beats[at + 1].onset if at + 1 < len(beats) else ""
        if beat.nasal and follower:
            spelt.append("m" if follower[0] in _LABIALS else "n")
    return "".join(spelt)
