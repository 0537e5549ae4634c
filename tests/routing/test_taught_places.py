"""Corrected places teach spellings, when two people agree."""

from routing.place_guess import guess_place
from routing.places import PlaceIndex
from routing.taught_places import with_taught_names
from tests.routing.conftest import AREAS

CORRECTED = [("ग्राम झिंगुरडीह में पानी नहीं", 6), ("gram jhingurdih ma bijli nai he", 6)]


def test_a_spelling_two_corrections_agree_on_is_a_name():
    index = PlaceIndex(with_taught_names(AREAS, CORRECTED))
    guess = guess_place(index, "झिंगुरडीह में सड़क खराब है", None)

    assert guess is not None
    assert guess.village == "Kosmi"


def test_one_correction_or_a_quarrel_teaches_nothing():
    assert with_taught_names(AREAS, CORRECTED[:1]) == AREAS
    assert with_taught_names(AREAS, [CORRECTED[0], (CORRECTED[1][0], 7)]) == AREAS


def test_a_known_name_is_never_taken_away():
    corrected = [("ग्राम पिपरौद में पानी नहीं", 6), ("gram pipraud ma bijli nai", 6)]

    assert with_taught_names(AREAS, corrected) == AREAS
