"""What is no department's work, what is no grievance, and what must not be assigned by itself."""

import pytest

from routing.reading import OTHER, Decision, Kind, Nature


@pytest.mark.parametrize(
    "text",
    [
        "jio ka network nahi aata",
        "आधार कार्ड में नाम सुधरवाना है",
        "स्टेट बैंक वाले खाता नहीं खोलते",
        "पासपोर्ट नहीं बना",
        "train ka stoppage chahiye",
        "ईपीएफ का पैसा नहीं निकल रहा",
    ],
)
def test_what_lies_outside_is_screened(router, text):
    reading = router.read(text)

    assert (reading.department, reading.decision) == (OTHER, Decision.SCREEN)


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("राम राम", Nature.GREETING),
        ("hello sir", Nature.GREETING),
        ("जय जोहार", Nature.GREETING),
        ("👋", Nature.GREETING),
        ("बहुत बहुत धन्यवाद", Nature.THANKS),
        ("मेरी शिकायत का क्या हुआ", Nature.STATUS),
        ("test message", Nature.TEST),
        ("घर बैठे रोज 5000 कमाएं, लिंक पर क्लिक करें http://a.b", Nature.SPAM),
        ("निकम्मे साले कामचोर", Nature.ABUSE),
        ("इस बार भाजपा को वोट दें", Nature.POLITICAL),
    ],
)
def test_no_grievance_is_answered_not_filed(router, text, nature):
    reading = router.read(text)

    assert (reading.decision, reading.nature) == (Decision.NOT_A_GRIEVANCE, nature)
    assert (reading.department, reading.kind, reading.urgent) == (OTHER, Kind.OTHER, False)


def test_an_empty_text_is_no_ticket(router):
    assert router.read("").decision is Decision.NOT_A_GRIEVANCE


def test_court_and_right_to_information_are_told_apart(router):
    assert router.read("हाईकोर्ट में केस चल रहा है, फैसला नहीं आया").deflection == "court"
    assert router.read("आरटीआई लगाई थी, सूचना का अधिकार में जवाब नहीं मिला").deflection == "rti"
    assert router.read("रायपुर जिला का मामला है, वहां की सड़क खराब है").deflection == "other_district"


def test_a_bribe_is_confidential(router):
    reading = router.read("पटवारी नामांतरण के लिए पांच हजार रिश्वत मांग रहा है")

    assert reading.confidential
    assert reading.department == "revenue"
    assert not router.read("पटवारी नक्शा नहीं दे रहा").confidential


@pytest.mark.parametrize(
    "text",
    [
        "patwari paise mangta hai",
        "पटवारी पैसा मांगथे",
        "बाबू पैसे लेता है",
        "डॉक्टर पैसा मांगते हैं",
        "पटवारी 5000 मांग रहा है",
        "तहसील में पैसे देने पड़ते हैं",
        "सरपंच भ्रष्ट है",
        "sachiv ne paise khaye",
    ],
)
def test_who_accuses_an_official_of_taking_money_is_protected(router, text):
    assert router.read(text).confidential


@pytest.mark.parametrize(
    "text",
    [
        "स्कूल वाले फीस मांग रहे हैं",
        "दुकानदार ज्यादा पैसे मांगता है",
        "सचिव से 2024 में मांग की थी, सड़क नहीं बनी",
        "पटवारी कागज मांग रहा है",
        "पंचायत सचिव को पैसा दो ताकि नाली बने",
    ],
)
def test_not_every_money_is_a_bribe(router, text):
    assert not router.read(text).confidential
