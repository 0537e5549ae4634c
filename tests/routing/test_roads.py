"""Roads: lanes to the panchayat, highways to PWD, a town's streets to its council; else a question."""

import pytest

from routing.reading import OTHER, Decision


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("ग्राम पंचायत में हमारी गली का सीसी रोड पूरा उखड़ गया", "panchayat"),
        ("PMGSY sadak jo hamare tola tak aati hai toot gayi", "panchayat"),
        ("hamar para ma chikhla hoge he, gali banwa dav", "panchayat"),
        ("राजमार्ग पर बड़े गड्ढे हैं, रोज दुर्घटना होती है", "pwd"),
        ("nadi par bana pul toot gaya, highway band hai", "pwd"),
        ("वार्ड 5 राजिम की सड़क पर गड्ढे हैं", "municipal"),
        ("Road in ward 12 of the town is broken", "municipal"),
    ],
)
def test_a_road_goes_to_who_keeps_it(router, text, department):
    assert router.read(text).department == department


@pytest.mark.parametrize("text", ["सड़क खराब है", "road kharab hai sir", "रद्दा बने नइ हे"])
def test_a_bare_road_is_asked_about(router, text):
    reading = router.read(text)

    assert (reading.department, reading.decision, reading.question) == (OTHER, Decision.ASK, "road")
    assert {code for code, _ in reading.alternatives[:3]} == {"panchayat", "pwd", "municipal"}
