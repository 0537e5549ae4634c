"""Problem, demand or suggestion; and whether life or safety is at stake now."""

import pytest

from routing.reading import Decision, Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("हैंडपंप तीन महीने से खराब है", Kind.PROBLEM),
        ("मोर पेंशन नइ आवत हे", Kind.PROBLEM),
        ("हमारे गांव में नया हैंडपंप लगवा दीजिए", Kind.DEMAND),
        ("hamar gaon ma aanganbadi khol dav", Kind.DEMAND),
        ("We need a new bus on our route", Kind.DEMAND),
        ("हर पंचायत में महीने में एक दिन शिविर लगे तो अच्छा होगा", Kind.SUGGESTION),
    ],
)
def test_the_kind_is_heard(router, text, kind):
    assert router.read(text).kind is kind


def test_the_kind_the_citizen_chose_stands(router):
    assert router.read("हैंडपंप खराब है", kind="suggestion").kind is Kind.SUGGESTION


@pytest.mark.parametrize(
    ("text", "emergency"),
    [
        ("भाई को सांप काट दिया है, जल्दी गाड़ी भेजो", "snakebite"),
        ("घर में आग लग गई है, दमकल भेजो जल्दी", "fire"),
        ("पिताजी बेहोश पड़े हैं, सांस नहीं ले रहे, एंबुलेंस भेजिए", "medical"),
        ("अब जीना नहीं चाहता, फांसी लगा लूंगा", "suicide"),
        ("hathi gaon me ghus aaye hai, ghar tod rahe hai, bachao", "wild_animal"),
        ("bijli ka taar toot kar raste par gira hai, current daud raha hai", "electric"),
        ("आज रात पड़ोस में बच्ची की शादी हो रही है, नाबालिग है, रुकवाइए", "child"),
    ],
)
def test_danger_now_is_an_emergency(router, text, emergency):
    reading = router.read(text)

    assert (reading.urgent, reading.decision) == (True, Decision.EMERGENCY)
    assert reading.emergency == emergency


@pytest.mark.parametrize(
    "text",
    [
        "मैं मरना चाहता हूँ",
        "main marna chahti hu",
        "अब जीने का मन नहीं करता",
        "मोर जिए के मन नइ हे",
        "I want to die",
    ],
)
def test_who_wants_to_die_is_heard_in_few_words(router, text):
    reading = router.read(text)

    assert (reading.emergency, reading.decision) == ("suicide", Decision.EMERGENCY)


@pytest.mark.parametrize(
    "text",
    [
        "मेरी बेटी कल शाम से घर नहीं लौटी है, फोन भी बंद है",
        "ईंट भट्ठे पर बंधक बनाकर रखा है, छुड़वाइए",
        "दो दिन से बच्चे भूखे हैं, घर में अनाज का दाना नहीं",
        "नाले का पानी घर में घुस रहा है, बीस परिवार फंसे हैं",
        "pati ne raat me ghar se nikal diya, bachche ke saath bus stand me hun",
    ],
)
def test_missing_captive_hungry_homeless_is_urgent(router, text):
    assert router.read(text).urgent


@pytest.mark.parametrize(
    "text",
    [
        "सांप काटने से मौत की सहायता राशि दो साल से नहीं मिली",
        "पेंशन नहीं आई",
        "अस्पताल में सांप काटने का इंजेक्शन नहीं रहता",
        "राशन कार्ड में नाम जोड़ना है",
        "हाथी से फसल नुकसान का मुआवजा नहीं मिला",
    ],
)
def test_what_is_long_over_is_not_urgent(router, text):
    assert not router.read(text).urgent


@pytest.mark.parametrize(
    "text",
    ["हाथी गांव में घुस आया है", "नाली का पानी घर में घुसता है", "ghar me pani ghus gaya", "चोर घुस के सामान ले गया"],
)
def test_what_comes_in_is_no_bribe(router, text):
    assert router.read(text).confidential is False


@pytest.mark.parametrize(
    "text",
    ["पटवारी घूस मांग रहा है", "patwari ghus leta hai", "बिना घूस के बाबू काम नहीं करता", "पटवारी ह घूस मांगत हे"],
)
def test_a_bribe_is_confidential_however_it_is_spelt(router, text):
    assert router.read(text).confidential is True
