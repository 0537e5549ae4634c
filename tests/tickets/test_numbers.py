"""Ticket numbers as people write and read them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets import numbers
from tickets.errors import Invalid
from tickets.numbers import Number, Tail, WrongDigit

WHOLE = numbers.make("GBD", 2026, 4213)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("GBD-26-004213-0", Number(WHOLE)),
        ("gbd 26 004213 0", Number(WHOLE)),
        ("GBD२६००४२१३०", Number(WHOLE)),
        ("260042130", Number(WHOLE)),
        ("GBD-26-4213-0", Number(WHOLE)),
        ("मेरी शिकायत GBD-26-004213-0 का क्या हुआ?", Number(WHOLE)),
        ("GBD-26-0042130", Number(WHOLE)),
        ("GBD-26-004213-1", WrongDigit("GBD-26-004213-1")),
        ("2130", Tail("2130")),
        ("२१३०", Tail("2130")),
        ("#42130", Tail("42130")),
        ("9876543210", None),
        ("12-10-2026", None),
        ("मेरी उम्र 42 साल है", None),
        ("", None),
    ],
)
def test_numbers_are_read(typed: str, expected: object) -> None:
    assert numbers.read(typed) == expected


@given(st.integers(2000, 2099), st.integers(1, 999_999), st.data())
def test_one_wrong_digit_or_two_swapped_are_noticed(year: int, serial: int, data: st.DataObject) -> None:
    number = numbers.make("GBD", year, serial)
    assert numbers.read(number) == Number(number)
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([sign for sign in "0123456789" if sign != number[place]]))
    assert isinstance(numbers.read(number[:place] + digit + number[place + 1 :]), WrongDigit)
    first, second = data.draw(st.sampled_from(list(pairwise(places))))
    signs = list(number)
    signs[first], signs[second] = signs[second], signs[first]
    if "".join(signs) != number:
        assert isinstance(numbers.read("".join(signs)), WrongDigit)


def test_a_wrong_digit_is_said() -> None:
    with pytest.raises(Invalid) as refused:
        numbers.parse("GBD-26-004213-1")
    assert refused.value.code == "wrong-digit"
    assert (numbers.parse(WHOLE), numbers.parse("hello"), numbers.tail_of(WHOLE)) == (WHOLE, "", "2130")
