"""Messages by an author who saw neither corpus nor word lists; never learned from, read by totals only."""

from pathlib import Path

import pytest

from benchmarks.routing import figures, is_strict, read_file, share
from routing.corpus import load_corpus, load_drills

FILE = Path(__file__).parents[2] / "benchmarks" / "data" / "unseen.jsonl"
LEAST = {
    "strict": 0.88,
    "top 3": 0.95,
    "assigned of routable": 0.80,
    "precision of assigned": 0.95,
    "kind": 0.90,
    "urgent recall": 0.90,
    "urgent precision": 0.60,
    "language": 0.97,
    "place found": 0.90,
}


@pytest.fixture(scope="module")
def pairs():
    return read_file(FILE)


def test_the_router_keeps_its_promises_on_messages_it_has_not_seen(pairs):
    told = figures(pairs)

    assert {name: told[name] for name in LEAST if told[name] < LEAST[name]} == {}


def test_what_only_hints_is_mostly_understood(pairs):
    assert share([pair for pair in pairs if pair[0].difficulty == "indirect"], is_strict) >= 0.65


def test_chhattisgarhi_is_understood_as_well_as_hindi(pairs):
    spoken = {
        name: share([pair for pair in pairs if pair[0].lang.startswith(name)], is_strict)
        for name in ("hi", "hne")
    }

    assert spoken["hne"] >= spoken["hi"] - 0.05


def test_they_are_kept_out_of_what_is_learned(pairs):
    learned = {example.text for example in (*load_corpus(), *load_drills())}

    assert [pair[0].text for pair in pairs if pair[0].text in learned] == []
