"""The same matter told twice, and a village telling it together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from routing.duplicates import Told, find_cluster, find_duplicate, similarity

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TOLD = Told(1, 10, "हमारे गांव का हैंडपंप खराब है, पानी नहीं आ रहा", 5, "phe.handpump", NOW - timedelta(days=2))


@pytest.mark.parametrize(
    "again",
    [
        "hamare gaon ka handpump kharab hai pani nahi aa raha",
        "हमारे गाँव का हैण्डपम्प ख़राब है पानी नही आ रहा है साहब",
    ],
)
def test_the_same_words_in_another_script_are_alike(again):
    assert similarity(TOLD.text, again) > 0.8


def test_other_matters_are_not_alike():
    assert similarity(TOLD.text, "राशन दुकान वाला चावल नहीं देता") < 0.5
    assert similarity("", TOLD.text) == 0.0


def test_likeness_has_no_direction():
    other = "handpump banwa do"
    assert similarity(TOLD.text, other) == similarity(other, TOLD.text)


def new(**more) -> Told:
    return replace(TOLD, id=2, text="gaon ka handpump kharab hai, pani nahi aa raha", told_at=NOW, **more)


def test_the_same_citizen_within_a_week_is_a_duplicate():
    assert find_duplicate(new(), [TOLD], NOW) == TOLD


@pytest.mark.parametrize(
    "old",
    [
        replace(TOLD, person_id=11),
        replace(TOLD, is_open=False),
        replace(TOLD, told_at=NOW - timedelta(days=8)),
        replace(TOLD, area_id=6),
        replace(TOLD, text="मेरी पेंशन चार महीने से नहीं आई है"),
    ],
)
def test_otherwise_it_is_none(old):
    assert find_duplicate(new(), [old], NOW) is None


def test_one_village_and_category_make_a_cluster_oldest_first():
    second = replace(TOLD, id=3, person_id=12, told_at=NOW - timedelta(days=1))

    assert find_cluster(new(person_id=20), [second, TOLD], NOW) == (TOLD, second)


def test_a_cluster_needs_place_category_and_other_people():
    assert find_cluster(new(person_id=20, area_id=None), [TOLD], NOW) == ()
    assert find_cluster(new(person_id=20, category="phe.pipeline"), [TOLD], NOW) == ()
    assert find_cluster(new(), [TOLD], NOW) == ()


def test_the_category_other_clusters_only_by_likeness():
    vague = replace(TOLD, category="phe.other", text="जल कर की रसीद नहीं मिली")

    assert find_cluster(new(person_id=20, category="phe.other"), [vague], NOW) == ()
