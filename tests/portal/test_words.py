"""The portal's texts: whole in both languages, all used, none missing; and what the clock says."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import clock
import texts
from portal import words
from tickets.lifecycle import Verb

ROOT = Path(__file__).parent.parent.parent / "portal"
PLACE = re.compile(r"\{ \$(\w+) \}")


def entries(language: str) -> dict[str, str]:
    text = (texts.FOLDER / language / "portal.ftl").read_text(encoding="utf-8")
    return dict(re.findall(r"^(portal-[\w-]+) = (.*)$", text, re.MULTILINE))


def test_both_languages_say_the_same_with_the_same_values() -> None:
    hindi, english = entries("hi"), entries("en")
    assert list(hindi) == list(english)
    assert [key for key in hindi if set(PLACE.findall(hindi[key])) != set(PLACE.findall(english[key]))] == []


def test_every_text_a_template_names_is_there() -> None:
    named = set()
    for path in (ROOT / "templates").glob("*.html"):
        named |= set(re.findall(r'(?<![\w.])t\(["\']([\w-]+)["\']\s*[,)]', path.read_text(encoding="utf-8")))
    assert sorted(name for name in named if not texts.has(f"portal-{name}")) == []


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("stem", ["verb", "event", "did"])
def test_every_verb_has_its_words(verb: Verb, stem: str) -> None:
    assert f"portal-{stem}-{verb.value}" in entries("hi")


NOON = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "paused", "text", "tone"),
    [
        (72, False, "3 दिन बाकी", "calm"),
        (24, False, "1 दिन बाकी", "soon"),
        (2, False, "आज अंतिम दिन", "soon"),
        (-1, False, "समय पूरा हो गया", "late"),
        (-48, False, "2 दिन अधिक", "late"),
        (-48, True, "घड़ी रुकी है", "still"),
    ],
)
def test_due_dates_are_said_as_people_say_them(hours: int, paused: bool, text: str, tone: str) -> None:
    now = datetime.now(UTC)
    clock.configure(int((NOON - now).total_seconds()))
    found = words.due("hi", NOON + timedelta(hours=hours), is_open=True, paused=paused)
    assert found and (found.text, found.tone) == (text, tone)
    assert found.sign


def test_a_closed_ticket_has_no_clock() -> None:
    assert words.due("hi", NOON, is_open=False, paused=False) is None
