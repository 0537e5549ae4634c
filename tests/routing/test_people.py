"""Scholarships, houses, pensions, women, workers, liquor: who looks after which people."""

import pytest

from routing.reading import OTHER, Decision


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("अनुसूचित जनजाति की पोस्ट मैट्रिक छात्रवृत्ति नहीं आई", "tribal"),
        ("आदिवासी छात्रावास में अधीक्षक नहीं रहता", "tribal"),
        ("कक्षा 8 की बेटी की स्कूल छात्रवृत्ति अटकी है", "education"),
        ("श्रमिक कार्ड से बच्चों की छात्रवृत्ति नहीं मिली", "labour"),
        ("प्रधानमंत्री आवास की किस्त नहीं आई, ग्राम कोसमी", "panchayat"),
        ("पीएम आवास शहरी की किस्त नहीं आई वार्ड 3", "municipal"),
        ("महतारी वंदन का पैसा दो महीने से नहीं आया", "wcd"),
        ("vridha pension 4 mahine se band hai", "social_welfare"),
        ("UDID card nahi bana", "social_welfare"),
        ("विकलांग प्रमाण पत्र के लिए मेडिकल बोर्ड नहीं बैठता", "health"),
        ("गांव में अवैध शराब बिक रही है", "police"),
        ("शराब दुकान में एमआरपी से ज्यादा दाम लेते हैं", "excise"),
        ("मनरेगा की मजदूरी नहीं मिली", "panchayat"),
        ("ठेकेदार मजदूरी देकर नहीं गया, फैक्ट्री में काम किया था", "labour"),
    ],
)
def test_people_go_to_who_looks_after_them(router, text, department):
    assert router.read(text).department == department


def test_a_bare_scholarship_is_asked_about(router):
    reading = router.read("छात्रवृत्ति नहीं आई")

    assert (reading.department, reading.decision, reading.question) == (OTHER, Decision.ASK, "scholarship")
