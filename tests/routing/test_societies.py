"""The society's counter: paddy and ration to food, fertiliser to agriculture, money to cooperatives."""

import pytest

from routing.reading import OTHER, Decision


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("धान खरीदी का टोकन नहीं कट रहा", "food"),
        ("राशन दुकान वाला दो महीने का चावल नहीं दे रहा", "food"),
        ("gas cylinder ki subsidy nahi aayi", "food"),
        ("सोसाइटी में यूरिया खाद नहीं मिल रही", "agriculture"),
        ("समिति से केसीसी लोन नहीं मिला", "cooperative"),
        ("sahkari bank me cash nahi milta, din bhar line", "cooperative"),
    ],
)
def test_the_counter_goes_by_what_is_wanted(router, text, department):
    assert router.read(text).department == department


def test_a_bare_society_is_asked_about(router):
    reading = router.read("समिति वाला परेशान करता है")

    assert (reading.department, reading.decision, reading.question) == (OTHER, Decision.ASK, "society")
