"""Takes identity, bank and card numbers out of people's words before they are stored or sent on (pure)."""

import re
import unicodedata
from collections.abc import Callable

from stdnum import luhn, verhoeff

_RUN = re.compile(r"\d+(?:[ \-–.\u00a0]\d+)*")
_GROUP = re.compile(r"\d+")
LONGEST = 19
_PAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3}[ABCFGHJLPTabcfghjlpt][A-Za-z]\d{4}[A-Za-z](?![A-Za-z0-9])")
_ACCOUNT_WORDS = re.compile(
    r"(?:a/?c\.?|acc(?:oun)?t|khata|khaata|खाता|खाते|अकाउंट|एकाउंट)[^\d\n]{0,40}$", re.IGNORECASE
)


def clean(text: str) -> str:
    """What any database and channel can carry: no NUL, no lone surrogates, no trailing space."""
    return "".join(sign for sign in text if sign != "\0" and not "\ud800" <= sign <= "\udfff").strip()


def _ascii_digits(text: str) -> str:
    """The same length with every script's digits as 0–9."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.decimal(sign, None) is not None else sign
        for sign in text
    )


def _is_aadhaar(digits: str) -> bool:
    return len(digits) == 12 and digits[0] not in "01" and verhoeff.is_valid(digits)


def _is_vid(digits: str) -> bool:
    return len(digits) == 16 and digits[0] not in "01" and verhoeff.is_valid(digits)


def _is_card(digits: str) -> bool:
    return 13 <= len(digits) <= 19 and digits[0] in "23456" and luhn.is_valid(digits)


_SECRETS: tuple[Callable[[str], bool], ...] = (_is_aadhaar, _is_vid, _is_card)


def _hidden(digits: str, before: str) -> bool:
    if any(is_secret(digits) for is_secret in _SECRETS):
        return True
    return 9 <= len(digits) <= 18 and _ACCOUNT_WORDS.search(before) is not None


def _hidden_spans(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Which neighbouring groups of a run of digits are such a number together: people write them in fours."""
    groups = [found.span() for found in _GROUP.finditer(plain, start, end)]
    spans, position = [], 0
    while position < len(groups):
        taken = 1
        for count in range(len(groups) - position, 0, -1):
            first, last = groups[position][0], groups[position + count - 1][1]
            digits = "".join(sign for sign in plain[first:last] if sign.isdigit())
            if len(digits) <= LONGEST and _hidden(digits, plain[:first]):
                spans.append((first, last))
                taken = count
                break
        position += taken
    return spans


def mask(text: str) -> str:
    """The text with such numbers as X, but for their last four digits; clean of what cannot be stored."""
    text = clean(text)
    plain = _ascii_digits(text)
    signs = list(text)
    for found in _RUN.finditer(plain):
        for first, last in _hidden_spans(plain, *found.span()):
            places = [place for place in range(first, last) if plain[place].isdigit()]
            for place in places[:-4]:
                signs[place] = "X"
    for found in _PAN.finditer(plain):
        for place in range(found.start(), found.end() - 4):
            signs[place] = "X"
    return "".join(signs)
