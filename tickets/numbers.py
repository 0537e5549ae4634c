"""Ticket numbers that can be read over a telephone: `GBD-26-004213-7` (pure)."""

import re
import unicodedata
from dataclasses import dataclass

from stdnum import damm

from tickets.errors import Invalid

_GAP = r"[\s\-–—./]"
_SHAPES = (
    re.compile(rf"(?<![A-Z\d])([A-Z]{{2,5}})?[\s\-–—./#:]*(?<!\d)(\d{{2}}){_GAP}*(\d{{6}}){_GAP}*(\d)(?!\d)"),
    re.compile(rf"(?<![A-Z\d])([A-Z]{{2,5}})[\s\-–—./#:]*(\d{{2}}){_GAP}*(\d{{1,6}}){_GAP}+(\d)(?!\d)"),
    re.compile(rf"(?<![A-Z\d])()(\d{{2}}){_GAP}+(\d{{4,6}}){_GAP}+(\d)(?!\d)"),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole ticket number with a right check digit, as it is written."""

    value: str


@dataclass(frozen=True, slots=True)
class WrongDigit:
    """Looks like a ticket number, but the check digit says that a digit was misread."""

    typed: str


@dataclass(frozen=True, slots=True)
class Tail:
    """Four to seven last digits of a number."""

    digits: str


def make(prefix: str, year: int, serial: int) -> str:
    """The number of the `serial`-th ticket of a year (last two digits)."""
    body = f"{year % 100:02d}{serial:06d}"
    return f"{prefix}-{body[:2]}-{body[2:]}-{damm.calc_check_digit(body)}"


def digits(text: str) -> str:
    """Its digits alone, of any script."""
    return "".join(
        str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, None) is not None
    )


def tail_of(number: str) -> str:
    """The last four digits, as people quote them (the check digit is one of them)."""
    return digits(number)[-4:]


def _plain(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.decimal(sign, None) is not None else sign
        for sign in text
    ).upper()


def read(text: str, prefix: str = "GBD") -> Number | WrongDigit | Tail | None:
    """What of a number somebody typed: any digits, spaces, dashes, with or without the prefix."""
    plain = _plain(text)
    for shape in _SHAPES:
        if found := shape.search(plain):
            letters, year, serial, check = found.groups()
            typed = f"{letters or prefix}-{year}-{int(serial):06d}-{check}"
            good = damm.is_valid(year + f"{int(serial):06d}" + check)
            return Number(typed) if good else WrongDigit(typed)
    signs = digits(plain)
    if 4 <= len(signs) <= 7 and re.fullmatch(r"[\s#]*(?:\d[\s\-]*)+", plain):
        return Tail(signs)
    return None


def parse(text: str, prefix: str = "GBD") -> str:
    """The whole number somebody typed, as it is written; empty when there is none.

    Raises Invalid("wrong-digit") when the check digit does not fit.
    """
    match read(text, prefix):
        case Number(value):
            return value
        case WrongDigit(typed):
            raise Invalid("wrong-digit", field="number", typed=typed)
        case _:
            return ""
