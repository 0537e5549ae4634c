"""Promises of the dialog: recognition words, few messages, labels that fit, texts in three languages."""

import re
from pathlib import Path

import pytest

import texts
from bots.capabilities import WHATSAPP
from bots.dialog.effects import FileTicket
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.inbound import Choice, Text
from tests.bots.dialog.stage import Stage

NUMBER = re.compile(r"[A-Z]{2,5}-\d{2}-\d{6}-\d")
FOLDER = Path(texts.FOLDER)
MINE = ("citizen", "dialog", "answers", "desk")


def _said(stage: Stage) -> str:
    return "\n".join(say.text for say in stage.said).casefold()


def _labels(stage: Stage) -> str:
    return " | ".join(option.label for option in stage.options()).casefold()


def _tap(stage: Stage, word: str) -> None:
    option = next(option for option in stage.options() if word in option.label.casefold())
    stage.hear(Choice(option.id, option.label))


def test_english_questions_hold_the_words_that_programs_look_for() -> None:
    stage = Stage.new()
    stage.hear(Text("hi"))
    assert "language" in _said(stage)
    _tap(stage, "english")
    assert "your name" in _said(stage)
    stage.hear(Text("Ramesh Sahu"))
    assert "village" in _said(stage) or "address" in _said(stage)
    stage.hear(Text("Rasela"))
    assert all(word in _labels(stage) for word in ("demand", "problem", "suggestion"))
    _tap(stage, "problem")
    assert "describe" in _said(stage) or "tell" in _said(stage)
    stage.hear(Text("The road is broken since two months"))
    assert "department" in _said(stage)
    stage.hear(Text("1"))
    assert "send" in _labels(stage)
    _tap(stage, "send")
    assert NUMBER.search("\n".join(say.text for say in stage.said))


@pytest.mark.parametrize(
    ("question", "foreign"),
    [
        ("filing-name", ("language", "village", "address", "describe", "tell", "department")),
        ("filing-place", ("language", "your name", "describe", "tell", "department")),
        ("filing-kind", ("language", "your name", "village", "address", "describe", "tell", "department")),
        ("filing-describe", ("language", "your name", "village", "address", "department")),
        ("language-choose", ("your name", "village", "address", "describe", "tell", "department")),
        ("privacy-notice-first", ("your name", "village", "address", "describe", "tell", "department")),
        *(
            (f"filing-about-{about}", ("language", "your name", "village", "address", "describe", "tell"))
            for about in ("road", "water", "patta", "scholarship", "society", "money")
        ),
    ],
)
def test_no_question_holds_the_word_of_another(question: str, foreign: tuple[str, ...]) -> None:
    text = texts.say("en", question).casefold()
    assert [word for word in foreign if word in text] == []


def _count(stage: Stage, *lines: str) -> int:
    messages = 0
    for line in lines:
        stage.hear(Text(line))
        messages += len(stage.said)
    assert any(isinstance(deed, FileTicket) for deed in stage.deeds)
    return messages


def test_newcomer_gets_at_most_seven_messages_up_to_the_number() -> None:
    lines = ("hi", "1", "रामलाल साहू", "रसेला", "1", "हैंडपंप दस दिन से खराब है", "1")
    assert _count(Stage.new(), *lines) == 7


def test_newcomer_who_tells_at_once_gets_three() -> None:
    assert _count(Stage.new(), "मेरे गांव रसेला में हैंडपंप खराब है", "रामलाल", "1") == 3


def test_returning_citizen_who_tells_at_once_gets_two() -> None:
    person = PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION)
    assert _count(Stage.new(person), "हैंडपंप दस दिन से खराब है", "1") == 2


def test_returning_citizen_who_greets_gets_five() -> None:
    person = PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION)
    assert _count(Stage.new(person), "hi", "1", "1", "हैंडपंप दस दिन से खराब है", "1") == 5


def _messages(language: str) -> dict[str, str]:
    found = {}
    for name in MINE:
        for line in (FOLDER / language / f"{name}.ftl").read_text(encoding="utf-8").splitlines():
            key, sign, value = line.partition(" =")
            if sign and re.fullmatch(r"[a-z0-9-]+", key):
                found[key] = value.strip()
    return found


def test_every_text_exists_in_every_language_with_the_same_places() -> None:
    hindi = _messages("hi")
    for language in ("hne", "en"):
        other = _messages(language)
        assert other.keys() == hindi.keys()
        places = {key: set(re.findall(r"\$\w+", value)) for key, value in other.items()}
        assert places == {key: set(re.findall(r"\$\w+", value)) for key, value in hindi.items()}


BUTTONS = (
    "filing-kind-",
    "filing-review-send",
    "filing-review-change",
    "filing-review-cancel",
    "filing-discard-",
    "filing-same-add",
    "filing-same-join",
    "filing-same-new",
    "filing-address-use",
    "filing-address-again",
    "filing-more-done",
    "filing-owner-this",
    "filing-owner-always",
    "verdict-ask-",
    "reply-which-answer",
    "reply-which-new",
    "aside-emergency-",
    "aside-elsewhere-",
    "menu-main-",
    "menu-resume-",
    "tracking-withdraw-",
    "data-erase-",
    "link-how-",
    "wish-",
    "work-preview-",
    "work-days-3",
    "desk-settings-",
    "yes",
    "no",
    "filing-village-whole",
    "filing-whom-me",
)
NO_BUTTONS = ("link-how", "link-done", "notice", "filing-same-added", "filing-same-joined")


@pytest.mark.parametrize("language", ["hi", "hne", "en"])
def test_labels_fit_whatsapp(language: str) -> None:
    """Buttons 20, list rows 24 characters; names from the district's data are shortened by the channel."""
    too_long = {}
    for key, value in _messages(language).items():
        button = any(key == start or (start.endswith("-") and key.startswith(start)) for start in BUTTONS)
        row = key.startswith(
            ("go-", "stars-", "filing-change-", "desk-main-", "desk-do-", "desk-leave-", "work-ground-")
        )
        limit = WHATSAPP.button_label if button else WHATSAPP.row_label if row else 0
        if limit and not key.endswith("-hint") and key not in NO_BUTTONS and len(value) > limit:
            too_long[key] = len(value)
    assert too_long == {}


def test_used_texts_exist_and_no_text_is_left_over() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8") for path in (FOLDER.parent / "bots" / "dialog").glob("*.py")
    )
    steps = set(re.findall(r'"((?:[a-z]+)\.[a-z_]+)"', source))
    asked = {step.replace(".", "-").replace("_", "-") for step in steps}
    unused = []
    for key in _messages("hi"):
        quoted = f'"{key}"' in source
        of_step = any(key == step or key.startswith(f"{step}-") for step in asked)
        parts = key.split("-")
        built = any(re.search(rf'f"{"-".join(parts[:cut])}-?{{', source) for cut in range(1, len(parts) + 1))
        if not (quoted or of_step or built):
            unused.append(key)
    assert unused == []
