"""A program that plays a citizen by the contract's English words alone gets to its number."""

import re
from dataclasses import replace
from itertools import product

import pytest

from bots.inbound import Choice, Content, Text
from bots.outbound import Option
from tests.bots.dialog.stage import Stage
from tests.bots.dialog.transcript import CAN, add_ticket

NUMBER = re.compile(r"[A-Z]{2,5}-\d{2}-\d{6}-\d")
KINDS = ("problem", "demand", "suggestion")
WORDS = {
    "problem": "The road is broken since two months",
    "demand": "We need a new handpump near the school",
    "suggestion": "The hospital should open earlier",
}
PLACES = ("Rasela", "Kosmi", "Near temple, Kosmi", "Behind the old mill, Xyzpur", "Mainpur", "Ward 4, Rajim")
MOST = 12


def _choose(options: tuple[Option, ...], word: str, how: str) -> Content:
    """An option with that word in it (else the first one), in one of the four ways to say so."""
    found = next((option for option in options if word in option.label.casefold()), options[0])
    ways: dict[str, Content] = {
        "tap": Choice(found.id, found.label),
        "number": Text(str(options.index(found) + 1)),
        "label": Text(found.label),
        "word": Text(word if word and word in found.label.casefold() else found.label),
    }
    return ways[how]


def _answer(text: str, options: tuple[Option, ...], kind: str, place: str, how: str) -> Content:
    labels = [option.label.casefold() for option in options]
    if any("send" in label for label in labels):
        return _choose(options, "send", how)
    if "language" in text:
        return _choose(options, "english", how)
    if "your name" in text:
        return Text("Ramesh Sahu")
    if all(any(word in label for label in labels) for word in KINDS):
        return _choose(options, kind, how)
    if "village" in text or "address" in text:
        return Text(place)
    if "department" in text:
        return _choose(options, labels[0], how)
    if "describe" in text or "tell" in text:
        return Text(WORDS[kind])
    return _choose(options, "", how)


def _played(stage: Stage, kind: str, place: str, how: str) -> str:
    """The ticket's number, once the acknowledgement shows it."""
    said = stage.hear(Text("hi"))
    for _ in range(MOST):
        text = "\n".join(say.text for say in said)
        options = tuple(option for say in said for option in say.options)
        number = NUMBER.search(text)
        if number and not any("send" in option.label.casefold() for option in options):
            return number.group()
        said = stage.hear(_answer(text.casefold(), options, kind, place, how))
    raise AssertionError(f"no number after {MOST} answers: {text}")


@pytest.mark.parametrize(
    ("kind", "place", "how"), list(product(KINDS, PLACES, ("tap", "number", "label", "word")))
)
def test_a_naive_player_gets_from_hi_to_the_number(kind: str, place: str, how: str) -> None:
    channel = {"tap": "whatsapp", "number": "terminal", "label": "telegram", "word": "whatsapp"}[how]
    stage = Stage.new(channel=channel)
    stage.facts = replace(stage.facts, can=CAN[channel] - {"form"})
    number = _played(stage, kind, place, how)
    assert [ticket.number for ticket in stage.tickets] == [number]
    assert stage.tickets[0].kind == kind


def test_neighbours_with_the_same_trouble_do_not_stop_it() -> None:
    stage = Stage.new()
    add_ticket(stage, mine=False, open=True)
    stage.cluster = (1, 3)
    number = _played(stage, "demand", "Rasela", "tap")
    assert stage.tickets[-1].number == number
    assert len(stage.tickets) == 2
