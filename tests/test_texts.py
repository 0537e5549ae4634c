"""Texts take whatever a citizen wrote, however long."""

import texts


def test_a_long_value_is_put_in_whole():
    story = "पानी " * 1_000
    assert story in texts.say("hi", "filing-review-story", story=story)
    assert story in texts.say("en", "filing-review-story", story=story)


def test_a_value_that_looks_like_syntax_stays_as_it_is():
    """Fault 54."""
    assert "{ $story } {{7*7}}" in texts.say("en", "filing-review-story", story="{ $story } {{7*7}}")
