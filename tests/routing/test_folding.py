"""Both scripts and all chat spellings meet in one space."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.folding import concepts, fold, skeleton

DEVANAGARI = st.text(
    st.characters(min_codepoint=0x0900, max_codepoint=0x097F) | st.sampled_from(" \u200d\u200c१a")
)
CHAT = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyz  0123456789'!?अआकखगघचछजझटठडढतथदधनपफबभमयरलवशषसह्ािीुूेैोौंँ़")
)


@pytest.mark.parametrize(
    "same",
    [
        ("हैंडपंप", "हैण्डपंप", "हैंडपम्प", "handpump", "hand pump"),
        ("सड़क", "sadak", "sarak"),
        ("नहीं", "nahi", "nhi", "nahin"),
        ("आंगनबाड़ी", "anganwadi", "anganbadi"),
        ("छात्रावास", "chhatrawas"),
        ("पैसा", "paisa", "paise", "pesa"),
        ("प्रमाण पत्र", "praman patra"),
        ("१२३", "123"),
        ("केसीसी", "kcc"),
        ("ट्रांसफार्मर", "transformer", "transfarmer"),
        ("गांव", "gaon", "gaanv"),
        ("मछली", "machli", "macchli"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(same):
    assert len({fold(word) for word in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("खाना", "काना"),
        ("घर", "गर"),
        ("थाना", "ताना"),
        ("भाग", "बाग"),
        ("मार", "मर"),
        ("गाय", "गई"),
        ("सांड", "sand"),
    ],
)
def test_words_that_differ_by_breath_or_meaning_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_nukta_written_apart_or_together_is_the_same():
    assert fold("सड\u093cक") == fold("स\u095cक") == fold("सड़क")


def test_invisible_joiners_do_not_count():
    assert fold("क्\u200dया") == fold("क्या")


def test_odia_letters_lie_beside_devanagari():
    assert fold("ଗରିଆବନ୍ଦ") == fold("गरिआबन्द")


def test_skeleton_forgets_vowels():
    assert skeleton("मुड़ागांव") == skeleton("mudgaon") == skeleton("Mudagaun")


def test_concepts_bring_languages_together():
    assert concepts(fold("school")) == concepts(fold("विद्यालय")) == concepts(fold("इस्कूल"))


@settings(max_examples=300, deadline=None)
@given(DEVANAGARI | CHAT | st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(max_examples=300, deadline=None)
@given(DEVANAGARI | CHAT | st.text())
def test_a_text_with_a_letter_or_digit_is_never_emptied(text):
    if any(char.isalnum() for char in text):
        assert fold(text) != ""


def test_only_signs_fold_to_nothing():
    assert fold("?! 👍 …") == ""
