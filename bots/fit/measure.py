"""Measuring and cutting text in a vendor's units, never inside what a reader sees as one letter."""

import unicodedata

import regex

from bots.fit.limits import Unit

_LETTER = regex.compile(r"\X")
_VIRAMA = "\u094d"
_JOINERS = "\u200c\u200d"
# Letters by their category, yet empty to the eye.
_EMPTY = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SPACES = regex.compile(r"[\s\p{Cc}]+")
ELLIPSIS = "…"


def size(text: str, unit: Unit) -> int:
    """How long the vendor finds this text."""
    if unit is Unit.UTF16:
        return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)
    return len(text)


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing (spaces, zero-width and combining marks only)."""
    return all(unicodedata.category(sign)[0] in "CZM" or sign in _EMPTY for sign in text)


def clean(text: str) -> str:
    """Without NUL and lone surrogates, which no vendor and no database takes."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def one_line(text: str) -> str:
    """Clean, with every run of white space as one blank."""
    return _SPACES.sub(" ", clean(text)).strip()


def without_pictures(text: str) -> str:
    """Without emoji and their like."""
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("So", "Sk"))


def letters(text: str) -> list[str]:
    """The text as its reader sees letters; a Devanagari conjunct (क्ष) stays whole."""
    found: list[str] = []
    for letter in _LETTER.findall(text):
        if found and _joins(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _joins(before: str, after: str) -> bool:
    tail = before.rstrip(_JOINERS)
    return tail.endswith(_VIRAMA) and unicodedata.category(after[0]) == "Lo"


def head(text: str, limit: int, unit: Unit) -> str:
    """The longest beginning of whole letters that is within the limit."""
    if size(text, unit) <= limit:
        return text
    kept, used = [], 0
    for letter in letters(text[: limit + 1]):
        used += size(letter, unit)
        if used > limit:
            break
        kept.append(letter)
    return "".join(kept)


def shorten(text: str, limit: int, unit: Unit) -> str:
    """At most `limit`, ending in … at a word's end where that keeps at least half."""
    if size(text, unit) <= limit:
        return text
    room = head(text, limit - size(ELLIPSIS, unit), unit)
    blank = room.rfind(" ")
    if blank >= len(room) // 2 and not text[len(room) : len(room) + 1].isspace():
        room = room[:blank]
    room = room.rstrip()
    return room + ELLIPSIS if room else ""


def shown_line(text: str, limit: int, unit: Unit) -> str:
    """One line within the limit, or nothing when its reader would see nothing."""
    line = shorten(one_line(text), limit, unit)
    return "" if is_blank(line) else line


def split(text: str, limit: int, unit: Unit) -> list[str]:
    """Pieces within the limit, cut at a paragraph, a line, a sentence or a word, in that order."""
    pieces: list[str] = []
    rest = text
    while size(rest, unit) > limit:
        # One letter longer than a whole message exists only as an attack; it alone is cut by code points.
        window = head(rest, limit, unit) or rest[: limit // 2]
        at = _cut(window, rest)
        piece = rest[:at].rstrip()
        if not is_blank(piece):
            pieces.append(piece)
        rest = _unindented(rest[at:])
    if not is_blank(rest):
        pieces.append(rest)
    return pieces


def _unindented(text: str) -> str:
    """Without leading blanks, but for one that carries a combining sign."""
    bare = text.lstrip()
    carried = bare != text and bare and unicodedata.category(bare[0])[0] in "MC"
    return f" {bare}" if carried else bare


def _cut(window: str, rest: str) -> int:
    """Where to end the piece.

    After the last good mark in its second half, else after any blank, else at its end.
    """
    for mark in ("\n\n", "\n", "। ", ". ", "? ", " "):
        at = _last(mark, window, rest)
        if at > len(window) // 2:
            return at
    return max(_last(" ", window, rest), _last("\n", window, rest)) or len(window)


def _last(mark: str, window: str, rest: str) -> int:
    """The end of the last such mark that no combining sign follows; 0 for none."""
    end = len(window)
    while (at := window.rfind(mark, 0, end)) > 0:
        after = at + len(mark)
        if after >= len(rest) or unicodedata.category(rest[after])[0] not in "MC":
            return after
        end = at
    return 0
