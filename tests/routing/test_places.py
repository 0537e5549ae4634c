"""Places in either script and any spelling, and everyday words that only look like places."""

import pytest

from routing.places import PlaceIndex
from tests.routing.conftest import AREAS


@pytest.fixture(scope="module")
def index() -> PlaceIndex:
    return PlaceIndex(AREAS)


@pytest.mark.parametrize(
    "written", ["Kosmi", "कोसमी", "kosmi", "kosami", "कोसमि", "ग्राम कोसमी", "kosmi gaon"]
)
def test_a_village_is_found_in_any_spelling(index, written):
    best = index.find(written)[0]

    assert best.area_id == 6


def test_a_place_is_found_inside_a_sentence(index):
    assert index.find("ग्राम पिपरौद में तीन दिन से बिजली बंद है")[0].area_id == 7
    assert index.find("bhainsmuda ke handpump kharab he")[0].area_id == 12


def test_the_block_tells_namesakes_apart(index):
    assert index.find("मुड़ागांव", "Mainpur")[0].area_id == 9
    assert index.find("मुड़ागांव", "Chhura")[0].area_id == 8
    assert index.find("मैनपुर ब्लॉक के मुड़ागांव में पानी नहीं")[0].area_id == 9


def test_an_everyday_word_is_no_village_unless_a_word_says_so(index):
    assert index.find("महुआ का दाम नहीं मिल रहा है हमको") == ()
    assert index.find("ग्राम महुआ का हैंडपंप खराब है")[0].area_id == 10


def test_an_everyday_word_alone_is_a_village_only_where_one_was_asked_for(router):
    assert router.places.find("mahua")[0].area_id == 10
    assert router.read("mahua").place is None


def test_nothing_is_found_where_nothing_is_named(index):
    assert index.find("पेंशन चार महीने से नहीं आई, बैंक वाले घुमा रहे हैं") == ()


def test_a_reading_names_the_block_only_when_the_words_do(router):
    plain = router.read("ग्राम कोसमी में हैंडपंप खराब है").place
    told = router.read("छुरा तहसील में पटवारी नहीं मिलता").place

    assert plain is not None
    assert (plain.village, plain.block, plain.sure) == ("Kosmi", None, True)
    assert told is not None
    assert (told.village, told.block) == ("Chhura", "Chhura")


def test_namesakes_are_not_sure(router):
    place = router.read("ग्राम मुड़ागांव में बिजली नहीं").place

    assert place is not None
    assert not place.sure


def test_a_ward_is_told_by_its_town(router):
    place = router.read("वार्ड 4 राजिम में कचरा नहीं उठता").place

    assert place is not None
    assert (place.area_id, place.village) == (11, "Rajim")


@pytest.mark.parametrize(
    "written",
    [
        "कोसमी, छुरा",
        "छुरा के कोसमी गांव",
        "gram kosmi block chhura",
        "kosmi gaon, chhura block",
        "post kosmi tah chhura",
        "छुरा-कोसमी",
    ],
)
def test_village_and_block_in_one_phrase(router, written):
    place = router.read(f"{written} में हैंडपंप खराब है").place

    assert place is not None
    assert (place.village, place.block, place.sure) == ("Kosmi", "Chhura", True)


@pytest.mark.parametrize(
    "text",
    [
        "धमतरी के कोसमी में पानी नहीं आता",
        "ग्राम बेलरगांव में पानी नहीं आता",
        "block lormi me sadak kharab hai",
        "दस साल से जमा है, ताली बजाकर लौट जाते हैं",
    ],
)
def test_a_village_that_is_not_ours_is_none(router, text):
    assert router.read(text).place is None


def test_a_way_from_one_place_to_another_names_no_block(router):
    place = router.read("कोसमी से छुरा की सड़क टूटी है").place

    assert place is None or place.block is None
