"""The fields of administration forms: how each is shown, read and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import regex

from portal.forms import Form


class Take(StrEnum):
    """Kinds of fields."""

    TEXT = "text"
    CODE = "code"
    NAMES = "names"
    NUMBER = "number"
    DECIMAL = "decimal"
    FLAG = "flag"
    DAY = "day"
    CHOICE = "choice"
    AREA = "area"
    DEPARTMENT = "department"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Column:
    """One field; `fixed` ones are set when the row is made and never afterwards."""

    name: str
    take: Take = Take.TEXT
    needed: bool = False
    most: int = 160
    least: int = 0
    choices: tuple[str, ...] = ()
    fixed: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field, as the end of a text's name."""

    column: str
    what: str


CODE = regex.compile(r"[a-z0-9_.-]{2,60}")


def read(columns: Sequence[Column], form: Form, *, new: bool) -> tuple[dict[str, object], list[Problem]]:
    """The values of a form, only of these columns; and everything that is wrong."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for column in columns:
        if column.fixed and not new:
            continue
        value, what = _one(column, form)
        if what:
            problems.append(Problem(column.name, what))
        else:
            values[column.name] = value
    return values, problems


def _one(column: Column, form: Form) -> tuple[object, str]:
    text = form.text(column.name, 4000)
    if column.take is Take.FLAG:
        return form.ticked(column.name), ""
    if not text:
        empty: object = "" if column.take in (Take.TEXT, Take.CODE, Take.CHOICE) else None
        empty = [] if column.take is Take.NAMES else empty
        return empty, "missing" if column.needed else ""
    return _parsed(column, text)


def _parsed(column: Column, text: str) -> tuple[object, str]:
    match column.take:
        case Take.NUMBER:
            return _number(column, text)
        case Take.DECIMAL:
            return _decimal(text)
        case Take.DAY:
            return _day(text)
        case Take.CODE:
            return text, "" if CODE.fullmatch(text) else "code"
        case Take.CHOICE:
            return text, "" if text in column.choices else "choice"
        case Take.NAMES:
            return [piece.strip() for piece in text.split("|") if piece.strip()], ""
        case _:
            return text, "" if len(text) <= column.most else "long"


def _number(column: Column, text: str) -> tuple[object, str]:
    if not (text.lstrip("-").isascii() and text.lstrip("-").isdigit()):
        return None, "number"
    value = int(text)
    return value, "" if column.least <= value <= column.most else "range"


def _decimal(text: str) -> tuple[object, str]:
    try:
        return float(text), ""
    except ValueError:
        return None, "number"


def _day(text: str) -> tuple[object, str]:
    try:
        return date.fromisoformat(text), ""
    except ValueError:
        return None, "day"


def shown(column: Column, row: object) -> str:
    """A row's value as its form field holds it."""
    value = getattr(row, column.name, None)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, list):
        return " | ".join(str(piece) for piece in value)
    return str(getattr(value, "value", value))
