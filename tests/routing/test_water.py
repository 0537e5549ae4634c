"""Water: to drink in a village, to drink in a town, to irrigate; and a question otherwise."""

import pytest

from routing.reading import OTHER, Decision


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("ग्राम पिपरौद का हैंडपंप दो महीने से बंद है", "phe"),
        ("school ke paas wala handpump kharab hai", "phe"),
        ("आंगनबाड़ी के सामने के बोरिंग बिगड़गे हे", "phe"),
        ("hamar gaon ke nal jal yojna band pade he", "phe"),
        ("वार्ड 8 में नल से पानी नहीं आ रहा, नगर पालिका सुनती नहीं", "municipal"),
        ("नहर का पानी हमारे खेत तक नहीं पहुंचता", "water_resources"),
        ("The anicut gate is broken and water does not stay", "water_resources"),
    ],
)
def test_water_goes_by_its_use_and_place(router, text, department):
    assert router.read(text).department == department


@pytest.mark.parametrize("text", ["पानी नहीं आ रहा", "pani ki samasya hai"])
def test_bare_water_is_asked_about(router, text):
    reading = router.read(text)

    assert (reading.department, reading.decision, reading.question) == (OTHER, Decision.ASK, "water")
