"""What is masked before it is stored, and which replies are held back."""

import pytest

from tickets.errors import Invalid
from tickets.guard import check_reply, check_tone
from tickets.masking import mask


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("मेरा आधार 9999 4105 7058 है", "मेरा आधार XXXX XXXX 7058 है"),
        ("९९९९४१०५७०५८", "XXXXXXXX७०५८"),
        ("9999-4105-7058 और फोन 9876543210", "XXXX-XXXX-7058 और फोन 9876543210"),
        ("फोन 9876543210 आधार 999941057058", "फोन 9876543210 आधार XXXXXXXX7058"),
        ("123456789012", "123456789012"),
        ("PAN ABCPE1234F", "PAN XXXXXX234F"),
        ("खाता नंबर 30123456789", "खाता नंबर XXXXXXX6789"),
        ("4111 1111 1111 1111", "XXXX XXXX XXXX 1111"),
        ("GBD-26-004213-0", "GBD-26-004213-0"),
        ("a\0b\ud800c ", "abc"),
        ("12 जून से पानी नहीं, 35 घर", "12 जून से पानी नहीं, 35 घर"),
    ],
)
def test_secret_numbers_are_masked_in_any_script(said: str, stored: str) -> None:
    assert mask(said) == stored


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("यह हमारे विभाग का काम नहीं है", "not-our-department"),
        ("हमारा नहीं है।", "not-our-department"),
        ("This does not pertain to us at all", "not-our-department"),
        ("not our department, sorry", "not-our-department"),
        ("yah hamara nahi hai bhai", "not-our-department"),
        ("संबंधित नहीं, कृपया अन्य देखें", "not-our-department"),
        *[
            (note, "not-our-department")
            for note in (
                "यह कार्य हमारे विभाग द्वारा नहीं किया जाता",
                "हमारे कार्यक्षेत्र में नहीं आता",
                "कृपया संबंधित विभाग से संपर्क करें",
                "संबंधित विभाग में आवेदन करें",
                "यह दूसरे विभाग का काम है",
                "यह लोक निर्माण विभाग का मामला है।",
                "ये हमर विभाग के काम नो हे",
                "हमर विभाग म नइ आवय",
                "It does not come under our department",
                "Please contact the concerned department",
                "Forwarded to another department",
                "hamare vibhag se sambandhit nahi hai",
                "kripya sambandhit vibhag se sampark karein",
            )
        ],
        ("ठीक है", "note-too-short"),
        ("होगयाहोगयाहोगया", "single-word"),
        ("बेवकूफ आदमी, काम हो गया है", "abusive"),
        ("you idiot, it is done already", "abusive"),
    ],
)
def test_what_is_no_answer_is_held_back(note: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_reply(note, "note")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "note",
    [
        "हैंडपंप का वॉशर बदल दिया गया, पानी चालू है",
        "Transformer replaced on Monday, supply is back",
        "हमारे विभाग की टीम ने आज सड़क की मरम्मत की",
        "आपके घर का नल जोड़ दिया गया है, पाइप हमारा है",
        "सालेहा गाँव में काम पूरा हुआ",
        "बिजली विभाग का खंभा नहीं था, इसलिए नया लगाया गया",
        "हमारे विभाग के पास अभी बजट नहीं है, अप्रैल में काम होगा",
        "पाइप हमारे विभाग की दुकान में नहीं था, रायपुर से मँगाया और लगाया",
        "हमारा काम नहीं हो पाया था, बारिश के बाद अब नाली साफ कर दी",
        "राशि के लिए संबंधित विभाग को पत्र लिखा है, 15 दिन में काम होगा",
        "वन विभाग की अनुमति नहीं मिली है, पत्र भेजा है",
        "इस काम का कोई शुल्क नहीं है",
        "मोर विभाग के गाड़ी नइ रिहिस, काली बना देबो",
        "The leak does not concern the main line; we fixed the branch pipe today",
        "humare kaam me der hui, nahi to pehle ho jata",
    ],
)
def test_honest_answers_pass(note: str) -> None:
    check_reply(note, "note")
    check_tone(note, "note")
