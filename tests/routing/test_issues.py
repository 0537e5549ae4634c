"""Several matters in one message."""

from routing.issues import split_issues


def department_of(part: str) -> str | None:
    return next(
        (code for word, code in (("pump", "phe"), ("pension", "social_welfare")) if word in part), None
    )


def test_two_matters_are_told_apart():
    parts = split_issues("gaon ka pump kharab hai. meri pension bhi band hai", department_of)

    assert parts == ("gaon ka pump kharab hai", "meri pension bhi band hai")


def test_parts_of_one_matter_stay_together():
    assert split_issues("gaon ka pump kharab hai, pani nahi aata, bahut pareshani hai", department_of) == ()


def test_the_router_offers_the_parts(router):
    reading = router.read("मेरी वृद्धावस्था पेंशन नहीं आई। गांव का हैंडपंप भी खराब है, सुधरवा दीजिए")

    assert len(reading.issues) == 2


def test_one_matter_with_a_comma_is_one(router):
    assert router.read("हमारी गली में सीसी रोड नहीं बना, ग्राम पंचायत सुनती नहीं").issues == ()
