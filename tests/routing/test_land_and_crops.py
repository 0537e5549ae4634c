"""Land, relief, forest rights, crop loss: revenue, forest or agriculture."""

import pytest

from routing.reading import OTHER, Decision


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("नामांतरण के लिए तहसीलदार छह महीने से घुमा रहा है", "revenue"),
        ("mor khet ke naap jokh karwa dav, parosi ha med tor dis", "revenue"),
        ("आबादी जमीन का पट्टा चाहिए, तीस साल से घर बना है", "revenue"),
        ("सांप काटने से मौत हुई थी, चार लाख की राशि नहीं मिली", "revenue"),
        ("ओलावृष्टि से फसल बर्बाद हुई, राहत नहीं मिली", "revenue"),
        ("जाति प्रमाण पत्र नहीं बन रहा तहसील में", "revenue"),
        ("वन अधिकार पट्टा नहीं मिला, दादा के समय से काबिज हैं", "forest"),
        ("bandar aur jangli suar fasal kha gaye, muavja chahiye", "forest"),
        ("हाथी ने धान रौंद दिया", "forest"),
        ("फसल बीमा का क्लेम नहीं आया", "agriculture"),
        ("मछली पालन के लिए जाल और बीज चाहिए", "agriculture"),
    ],
)
def test_land_and_crops_go_by_the_rules(router, text, department):
    assert router.read(text).department == department


def test_a_bare_patta_is_asked_about(router):
    reading = router.read("पट्टा कब मिलेगा")

    assert (reading.department, reading.decision, reading.question) == (OTHER, Decision.ASK, "patta")
    assert {code for code, _ in reading.alternatives[:2]} == {"revenue", "forest"}
