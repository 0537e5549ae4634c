"""Finds tickets by number, last digits, telephone, name or words in either script and any spelling."""

import unicodedata

import regex
from tortoise.expressions import Q, RawSQL, Subquery

from models.dialect import on_postgres
from models.people import Person
from routing.folding import fold
from tickets import numbers
from tickets.errors import Invalid

MOST_WORDS = 6
PHONE_DIGITS = 10
PLAIN = regex.compile(r"[a-z0-9]+")
INDEXED = "SELECT t.id FROM ticket t WHERE to_tsvector('simple', t.search_text) @@"


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
    """All words somewhere in the folded text, or the name as it is written."""
    tokens = fold(text).split()[:MOST_WORDS]
    if not tokens:
        return Q(id=0)
    wanted = Q()
    if on_postgres() and all(PLAIN.fullmatch(token) for token in tokens):
        query = " & ".join(f"{token}:*" for token in tokens)
        # Letters and digits only: nothing can leave the quotes. The index of migration 0040 answers it.
        wanted = Q(id__in=RawSQL(f"({INDEXED} to_tsquery('simple', '{query}'))"))
    else:
        for token in tokens:
            wanted &= Q(search_text__contains=token)
    return wanted | Q(citizen_id__in=Subquery(Person.filter(name__icontains=text.strip()).values("id")))


def _end(digits: str) -> str:
    """The end of a written number: the check digit stands behind a dash."""
    return f"{digits[-7:-1]}-{digits[-1]}" if len(digits) > 1 else digits


def _digits(text: str) -> str:
    return "".join(
        str(unicodedata.decimal(sign)) for sign in text if unicodedata.decimal(sign, None) is not None
    )
