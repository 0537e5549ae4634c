"""Recognises the short things people say: yes, no, commands, greetings, numbers, however spelt."""

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path

import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bots.dialog.said import Said
from routing.folding import fold

_FILE = Path(__file__).parent / "lexicon.toml"
_SHORT = 5  # shorter words have neighbours that mean something else
_LONGEST = 60  # a longer message says more than one short thing
_LONG = 10  # from here on two slips of the finger are forgiven
_PICTURE = regex.compile(r"[\p{Emoji_Presentation}\p{Extended_Pictographic}]")
_TONES = regex.compile(r"[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_NUMBER = regex.compile(r"\d{1,9}")
_TEN = "🔟"
_AGREE = frozenset({"yes", "send", "done"})

Phrases = dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _raw() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _table(section: str) -> Phrases:
    """Folded phrase (or bare emoji) → the meanings it has in this section."""
    meanings: dict[str, set[str]] = {}
    for meaning, phrases in _raw()[section].items():
        for phrase in phrases:
            meanings.setdefault(_form(phrase), set()).add(meaning)
    return {phrase: frozenset(found) for phrase, found in meanings.items()}


def _form(text: str) -> str:
    return fold(text) or bare(text)


def bare(text: str) -> str:
    """The text without skin tones, variation selectors and blanks: how an emoji is compared."""
    return _TONES.sub("", unicodedata.normalize("NFC", text)).strip()


def meanings(section: str, said: Said, *, near: bool = True) -> frozenset[str]:
    """What the whole message means in that section of the lexicon; nothing when it says more than that."""
    if not said.text or len(said.text) > _LONGEST:
        return frozenset()
    return _meant(section, said.text, said.folded, near)


@lru_cache(maxsize=8_192)
def _meant(section: str, text: str, key: str, near: bool) -> frozenset[str]:
    table = _table(section)
    if not key or key == text:
        key = _emoji_alone(text)
    if key in table:
        return table[key]
    if (joined := key.replace(" ", "")) in table:
        return table[joined]
    if (plain := _without_polite(key)) != key and plain in table:
        return table[plain]
    if section == "answers" and (said := table.get(_without(plain, "filler")) or _together(plain)):
        return said
    if section == "small" and (thanks := _after_an_answer(plain)):
        return thanks
    return _nearly(key, table, _keys(section)) or _as_typed(section, text) if near else frozenset()


@lru_cache(maxsize=8_192)
def _together(key: str) -> frozenset[str]:
    """Two short answers in one that agree: "हाँ भेज दो", "नहीं, बदलना है", "काम हो गया, धन्यवाद"."""
    table = _table("answers")
    words = key.split()
    for at in range(1, len(words)):
        first, rest = table.get(" ".join(words[:at])), " ".join(words[at:])
        if first is None:
            continue
        second = table.get(rest) or _together(rest)
        if "done" in first and "thanks" in _table("small").get(rest, ()):
            return first
        if "yes" in first and second and "no" not in second:
            return second | ({"yes"} if second & _AGREE else set())
        if "no" in first and second & {"no", "change"}:
            return second | {"no"}
    return frozenset()


def _after_an_answer(key: str) -> frozenset[str]:
    """Thanks with a word of assent before them: "ok thanks", "ठीक है धन्यवाद"."""
    words = key.split()
    for at in range(1, len(words)):
        thanks = _table("small").get(" ".join(words[at:]), frozenset())
        if "thanks" in thanks and "yes" in _table("answers").get(" ".join(words[:at]), ()):
            return thanks
    return frozenset()


def _without_polite(key: str) -> str:
    """The words without "भाई", "सर", "please": they change no meaning."""
    return _without(key, "polite")


def _without(key: str, section: str) -> str:
    words = _table(section)
    return " ".join(word for word in key.split() if word not in words)


@lru_cache(maxsize=8)
def _keys(section: str) -> tuple[str, ...]:
    return tuple(phrase for phrase in _table(section) if len(phrase) >= _SHORT)


@lru_cache(maxsize=8)
def _as_written(section: str) -> Phrases:
    """The same table unfolded: a slip of the finger may change what a word folds to."""
    found: dict[str, set[str]] = {}
    for meaning, ways in _raw()[section].items():
        for phrase in ways:
            found.setdefault(phrase.casefold(), set()).add(meaning)
    return {phrase: frozenset(meant) for phrase, meant in found.items() if len(phrase) >= _SHORT}


def _as_typed(section: str, text: str) -> frozenset[str]:
    table = _as_written(section)
    return _nearly(text.casefold(), table, tuple(table))


def _nearly(key: str, table: Phrases, words: tuple[str, ...]) -> frozenset[str]:
    if len(key) < _SHORT:
        return frozenset()
    slips = 2 if len(key) >= _LONG else 1
    best = process.extractOne(key, words, scorer=OSA.distance, score_cutoff=slips)
    return table[best[0]] if best else frozenset()


def _emoji_alone(text: str) -> str:
    """One emoji, however often it was repeated."""
    plain = bare(text)
    return plain[0] if plain and len(set(plain)) == 1 and _PICTURE.match(plain) else fold(text) or plain


def means(section: str, meaning: str, said: Said) -> bool:
    """Whether the whole message has this meaning."""
    return meaning in meanings(section, said)


def command(said: Said) -> str:
    """The global word the whole message is, or nothing."""
    found = meanings("commands", said)
    return min(found) if found else ""


def number(said: Said) -> int | None:
    """The number the whole message is: digits of any script, a number word, an emoji, "2." or "no 2"."""
    plain = bare(said.text)
    if plain == _TEN:
        return 10
    digits = fold(plain)
    counted = _NUMBER.findall(digits)
    if len(counted) == 1 and len(digits.split()) <= 2:  # "2", "no 2", "2 number"
        return int(counted[0])
    found = _table("numbers").get(digits)
    return int(min(found)) if found else None


def ordinal(said: Said) -> int | None:
    """Which one of a list the whole message is: "2", "दो नंबर", "दूसरा वाला"; "ward 2" is a place."""
    plain = bare(said.text)
    if plain == _TEN:
        return 10
    counted = _table("counted")
    words = fold(plain).split()
    left = [word for word in words if word not in counted] or words
    if len(left) != 1 or len(plain) > _LONGEST:
        return None
    if _NUMBER.fullmatch(left[0]):
        return int(left[0])
    found = _table("numbers").get(left[0])
    return int(min(found)) if found else None


def stars(said: Said) -> int | None:
    """How many stars were drawn: ⭐⭐⭐ is three."""
    plain = bare(said.text).replace(" ", "")
    return len(plain) if plain and set(plain) <= {"⭐", "★", "🌟"} else None


def folded(text: str) -> str:
    """The text in the spelling of the tables."""
    return fold(text)


def phrases(section: str) -> dict[str, list[str]]:
    """Every meaning of a section with the ways to say it, as the file has them."""
    return _raw()[section]
