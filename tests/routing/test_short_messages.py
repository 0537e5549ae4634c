"""A word or two: a matter when the word lists know it, small talk only when its own words say so."""

import pytest

from routing.commands import as_contract
from routing.reading import Decision


@pytest.mark.parametrize(
    "text",
    [
        "bijli nahi",
        "बिजली",
        "rasan card",
        "pani nai he",
        "road",
        "पेंशन",
        "hospital",
        "job card",
        "mahtari vandan",
        "जन्म प्रमाण पत्र",
    ],
)
def test_a_short_matter_is_no_small_talk(router, text):
    reading = router.read(text)

    assert reading.nature is None
    assert reading.decision in (Decision.ASK, Decision.ASSIGN, Decision.SCREEN)


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("हैंडपंप ठीक कीजिए", "phe"),
        ("handpump ko thik karo sir", "phe"),
        ("बोरिंग ला बने करव", "phe"),
        ("बिजली मीटर ठीक कराइए", "energy"),
        ("transformer thik karwa do", "energy"),
        ("खेत म कोनो कब्जा कर ले हे", "revenue"),
        ("राशन कार्ड ठीक कर दीजिए", "food"),
    ],
)
def test_what_shall_be_put_right_is_no_small_talk(router, text, department):
    reading = router.read(text)

    assert reading.nature is None
    assert reading.department == department


@pytest.mark.parametrize(
    "text", ["हैंडपंप अब ठीक हो गया", "nal thik kar diye, thanks", "यहाँ सब ठीक है", "haan ji thik hai bhai"]
)
def test_what_was_put_right_is_no_matter(router, text):
    assert router.read(text).decision is Decision.NOT_A_GRIEVANCE


@pytest.mark.parametrize("text", ["ok", "ठीक है", "धन्यवाद", "हां", "👍", "bye", "hmm", "नमस्ते जी", "test"])
def test_small_talk_stays_small_talk(router, text):
    assert router.read(text).decision is Decision.NOT_A_GRIEVANCE


@pytest.mark.parametrize(
    "text",
    [
        "वृद्धा पेंशन में कितना पैसा मिलता है",
        "bakri palan yojana me kitni subsidy hai",
        "जिला अस्पताल में हड्डी के डॉक्टर किस दिन बैठते हैं",
        "iti me kon kon se trade hai",
        "पेंशन मिल गई, बहुत धन्यवाद",
        "हैंडपंप बन गया साहब, आभार",
        "घर बैठे काम करें, पंजीयन शुल्क पांच सौ, संपर्क करें",
        "Lowest price transformer repair, easy EMI, book now",
        "निकम्मे लोग बिजली वाले सब चोर हो",
        "कमल छाप को वोट दें, सड़क हम बनाएंगे",
        "breaking news: बिजली बिल माफ, सबको फॉरवर्ड करें",
    ],
)
def test_what_is_no_grievance_is_never_assigned(router, text):
    assert router.read(text).decision not in (Decision.ASSIGN, Decision.EMERGENCY)


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("domestic violence", "violence"),
        ("घरेलू हिंसा", "violence"),
        ("आग", "fire"),
        ("accident", "accident"),
        ("snake bite", "snakebite"),
        ("suicide", "suicide"),
        ("bachao", "crime"),
    ],
)
def test_a_bare_cry_is_an_emergency(router, text, emergency):
    reading = router.read(text)

    assert (reading.emergency, reading.urgent, reading.decision) == (emergency, True, Decision.EMERGENCY)


def test_none_of_them_is_one_of_the_alternatives_of_the_command(router):
    answer = as_contract(router.read("सोसायटी म खातू नइ मिलत हे"))

    assert answer["department"] == "agriculture"
    assert "other" in [code for code, _ in answer["alternatives"]]


@pytest.mark.parametrize(
    "text",
    [
        "Hello sir, our school has no toilet for girls, the handpump is dry. Thank you.",
        "सर नमस्ते मेरा नाम गीता है हमारे यहां पानी की समस्या है कृपया मदद करें धन्यवाद",
        "जय जोहार साहब हमर गांव म पानी नइ आवत हे, धन्यवाद",
        "Pension not received since 3 months, thanks",
        "राम राम साहब, मोर पेंशन रुक गे हे",
        "Hello sir, papa 65 saal ke ho gaye pension ka form pass karwa do. Thank you.",
        "नमस्ते सर, ग्राम सभा की कार्यवाही की वीडियो रिकार्डिंग हो तो पारदर्शिता रहेगी धन्यवाद",
    ],
)
def test_a_matter_between_greeting_and_thanks_is_a_matter(router, text):
    assert router.read(text).nature is None


@pytest.mark.parametrize(
    "text",
    [
        "पानी की समस्या दूर हो गई, धन्यवाद",
        "आपका बहुत बहुत धन्यवाद साहब हमारे गांव का हैंडपंप बन गया सब लोग खुश हैं",
        "thank you sir, the road is repaired",
        "namaste sir kaise hain aap",
    ],
)
def test_thanks_for_what_was_done_stay_thanks(router, text):
    assert router.read(text).decision is Decision.NOT_A_GRIEVANCE
