"""Both scripts and all chat spellings in one space, so that the same word looks the same."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from routing.devanagari import romanise
from routing.letters import settle
from routing.spellings import Spellings, load_table

_WORD = regex.compile(r"[\p{Devanagari}&&[\p{L}\p{M}]]+|[\p{L}\p{M}--\p{Devanagari}]+|\p{N}+", regex.VERSION1)
LABEL = 60
_MOST_TURNS = 4
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN = regex.compile(r"[a-z]")
_LOOSE_MARK = regex.compile(r"(?<![\p{Devanagari}])\p{M}+|[\p{M}--\p{Devanagari}]+", regex.VERSION1)
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Cs}\p{Co}\p{Variation_Selector}]+")
_INDIC_BLOCKS = (0x0980, 0x0A00, 0x0A80, 0x0B00)
"""Bengali, Gurmukhi, Gujarati and Odia lie letter for letter beside Devanagari (0x0900)."""


def fold(text: str) -> str:
    """The words of a text in the router's one spelling, separated by single spaces."""
    return _label(text) if len(text) <= LABEL else _fold(text)


@lru_cache(maxsize=8_192)
def _label(text: str) -> str:
    """Buttons and names are folded at every turn; a citizen's story only once."""
    return _fold(text)


def _fold(text: str) -> str:
    tokens = [token for word in words(text) if (token := fold_word(word))]
    folded = " ".join(_spellings().joined(tokens))
    return folded or _bare(text)


def skeleton(text: str) -> str:
    """The folded text without vowels: what is left when everybody spells vowels differently."""
    return " ".join(bones_of(token) for token in fold(text).split())


def words(text: str) -> list[str]:
    """The written words and numbers of a text, each in one script, cleaned of invisible characters."""
    return _WORD.findall(_clean(text))


@lru_cache(maxsize=16_384)
def fold_word(word: str) -> str:
    """One written word in the router's spelling; what that is known as by itself counts too."""
    for _ in range(_MOST_TURNS):
        before, word = word, _exact().get(word) or _spellings().word(_settled(word))
        if word == before:
            break
    return word


def _settled(word: str) -> str:
    if word.isnumeric():
        return "".join(str(unicodedata.digit(char, char)) for char in word)
    if _DEVANAGARI.search(word):
        word = romanise(word)
    return settle(word)


def concepts(folded: str) -> str:
    """A folded text with words of one meaning made one word, whatever language they come from."""
    table = _concepts()
    return " ".join(table.word(token) for token in table.joined(folded.split()))


@lru_cache(maxsize=1)
def _exact() -> dict[str, str]:
    """Words looked up as they are written, because folding would take them for other words."""
    table = {head: head for head in load_table("spellings", "exact")}
    for head, variants in load_table("spellings", "exact").items():
        table.update({_clean(variant): head for variant in variants})
    return table


@lru_cache(maxsize=1)
def _concepts() -> Spellings:
    return Spellings(load_table("concepts"), fold)


@lru_cache(maxsize=1)
def _spellings() -> Spellings:
    table = Spellings(load_table("spellings"), lambda part: _settled(_clean(part)))
    return table.with_pairs_of_mapped_words()


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _INVISIBLE.sub("", text)
    text = "".join(_to_devanagari(char) for char in text) if _has_indic(text) else text
    if text.isascii():
        return text
    text = _latin_without_accents(text)
    return _LOOSE_MARK.sub("", text)


def _latin_without_accents(text: str) -> str:
    return "".join(
        unicodedata.normalize("NFKD", char).casefold() if char.isalpha() and ord(char) < 0x250 else char
        for char in text
    )


def _has_indic(text: str) -> bool:
    return any(0x0980 <= ord(char) < 0x0B80 for char in text)


def _to_devanagari(char: str) -> str:
    code = ord(char)
    for start in _INDIC_BLOCKS:
        if start <= code < start + 0x80:
            shifted = chr(0x0900 + code - start)
            return shifted if unicodedata.category(shifted) != "Cn" else char
    return char


def _bare(text: str) -> str:
    """A text whose only letters are silent ones, kept as it stands rather than lost."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


_BONE = regex.compile(r"(chh|[kgcjtdpbs]h)|([bcdfgjklmnprstvy])|(\d+)|([^\x00-\x7f]+)")


@lru_cache(maxsize=16_384)
def bones_of(token: str) -> str:
    """One folded word without its vowels."""
    head = {"e": "i", "o": "u"}.get(token[0], token[0]) if token[0] in "aeiouh" else ""
    bones: list[str] = []
    for match in _BONE.finditer(token):
        bone = "ch" if match.group(1) == "chh" else match.group()
        if bone != "y" and (not bones or bones[-1] != bone):
            bones.append(bone)
    return head + "".join(bones) or token
