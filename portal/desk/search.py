"""Finds tickets by number, last digits, telephone, name or words in either script and any spelling."""

import unicodedata

from tortoise.expressions import Q

from routing.folding import fold
from tickets import numbers
from tickets.errors import Invalid

MOST_WORDS = 6
PHONE_DIGITS = 10


def matching(text: str, *, phones: bool) -> Q:
    """The condition for what somebody typed; telephones are searched only for those who may see them."""
    match numbers.read(text):
        case numbers.Number(value):
            return Q(number=value)
        case numbers.WrongDigit(typed):
            raise Invalid("wrong-digit", field="q", typed=typed)
        case numbers.Tail(digits):
            return Q(tail=digits[-4:]) & Q(number__endswith=_end(digits)) | _words(text)
        case None:
            pass
    digits = _digits(text)
    if phones and len(digits) >= PHONE_DIGITS and not any(sign.isalpha() for sign in text):
        last = digits[-PHONE_DIGITS:]
        return Q(citizen__phone__in=[last, f"91{last}", f"+91{last}", f"0{last}"])
    return _words(text)


def _words(text: str) -> Q:
    wanted = Q()
    for word in fold(text).split()[:MOST_WORDS]:
        wanted &= Q(search_text__contains=word)
    return wanted | Q(citizen__name__icontains=text.strip()) if text.strip() else wanted


def _end(digits: str) -> str:
    """The end of a written number: the check digit stands behind a dash."""
    return f"{digits[-7:-1]}-{digits[-1]}" if len(digits) > 1 else digits


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, None) is not None
    )
