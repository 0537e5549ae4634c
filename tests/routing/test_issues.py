"""Several matters in one message."""

import pytest

from routing.issues import Issue, split_issues


def department_of(part: str) -> str | None:
    return next(
        (code for word, code in (("pump", "phe"), ("pension", "social_welfare")) if word in part), None
    )


def test_two_matters_are_told_apart():
    parts = split_issues("gaon ka pump kharab hai. meri pension bhi band hai", department_of)

    assert parts == (
        Issue("gaon ka pump kharab hai", "phe"),
        Issue("meri pension bhi band hai", "social_welfare"),
    )


def test_parts_of_one_matter_stay_together():
    assert split_issues("gaon ka pump kharab hai, pani nahi aata, bahut pareshani hai", department_of) == ()


def test_the_router_offers_the_parts(router):
    reading = router.read("मेरी वृद्धावस्था पेंशन नहीं आई। गांव का हैंडपंप भी खराब है, सुधरवा दीजिए")

    assert len(reading.issues) == 2
    assert reading.department == "social_welfare"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("school me ganit ka teacher nahi hai. ration dukan wala chawal bhi kam deta hai", "education"),
        ("ration dukan wala chawal kam deta hai. school me ganit ka teacher bhi nahi hai", "food"),
        ("ट्रांसफार्मर जल गया है। साथ में मेरी वृद्धावस्था पेंशन भी बंद है", "energy"),
    ],
)
def test_of_two_matters_the_first_one_leads(router, text, first):
    reading = router.read(text)

    assert (reading.department, len(reading.issues)) == (first, 2)


def test_violence_at_home_is_one_matter(router):
    assert router.read("पति रोज मारता है, थाने में रिपोर्ट नहीं लिखते, सखी सेंटर भी फोन नहीं उठाता").issues == ()


def test_one_matter_with_a_comma_is_one(router):
    assert router.read("हमारी गली में सीसी रोड नहीं बना, ग्राम पंचायत सुनती नहीं").issues == ()
