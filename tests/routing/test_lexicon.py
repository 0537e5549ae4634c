"""Word lists: terms, joint terms, landmarks, and terms added by the administration."""

from pathlib import Path

from routing.lexicon import Lexicon, Term, load_terms
from routing.router import Router
from routing.view import view
from tests.routing.conftest import AREAS

PUMP = Term("phe", "phe.handpump", "हैंडपंप", 3.0)
SCHOOL = Term("education", "education.other", "स्कूल", 3.0)
WATER_AND_TANK = Term("phe", "phe.pipeline", "पानी + टंकी", 2.0)


def weights(terms: list[Term], text: str) -> dict[str, float]:
    return Lexicon(terms).hits(view(text)).departments


def test_a_term_is_met_in_every_spelling():
    assert weights([PUMP], "hand pump bigad gaya") == {"phe": 3.0}


def test_a_joint_term_needs_all_its_parts_in_any_order():
    assert weights([WATER_AND_TANK], "टंकी में पानी नहीं चढ़ता") == {"phe": 2.0}
    assert weights([WATER_AND_TANK], "टंकी बन गई") == {}


def test_a_landmark_hardly_counts():
    found = weights([PUMP, SCHOOL], "स्कूल के पास वाला हैंडपंप खराब है")

    assert found["phe"] > 5 * found["education"]


def test_one_phrase_counts_once_for_a_department():
    assert weights([PUMP, Term("phe", "phe.other", "handpump", 1.0)], "हैंडपंप") == {"phe": 3.0}


def test_every_word_list_names_a_known_category():
    import tomllib

    demo = Path(__file__).parents[2] / "data" / "demo" / "departments.toml"
    rows = tomllib.loads(demo.read_text(encoding="utf-8"))["department"]
    known = {category["code"] for row in rows for category in row["category"]}

    unknown = {term.category for term in load_terms() if term.department != "other"} - known
    assert unknown == set()


def test_added_terms_work_at_once():
    added = [Term("transport", "transport.bus", "फटफटिया सेवा", 9.0)]

    assert Router.load(areas=AREAS).read("फटफटिया सेवा बंद पड़ी है").category != "transport.bus"
    assert Router.load(areas=AREAS, terms=added).read("फटफटिया सेवा बंद पड़ी है").category == "transport.bus"


def test_the_category_and_reason_come_from_the_words(router):
    reading = router.read("ग्राम कोसमी में हैंडपंप खराब है")

    assert reading.category == "phe.handpump"
    assert "हैंडपंप" in reading.because
