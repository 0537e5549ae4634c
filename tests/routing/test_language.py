"""The language a message is written in."""

import pytest

from routing.reading import Lang


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("हमारे गांव में बिजली नहीं आ रही है", Lang.HI),
        ("hamare gaon me bijli nahi aa rahi hai", Lang.HINGLISH),
        ("हमर गांव म बिजली नइ आवत हे", Lang.HNE),
        ("hamar gaon ma bijli nai aawat he", Lang.HNE_LATN),
        ("There is no electricity in our village", Lang.EN),
        ("हमारे गांव का transformer खराब है, please जल्दी ठीक करो", Lang.MIXED),
    ],
)
def test_language_and_script_are_told(router, text, lang):
    assert router.read(text).lang is lang
