"""The worked example of docs/adding-a-dialog.md: a field survey of three lines, run as the page shows it."""

from dataclasses import replace
from pathlib import Path

import regex

import texts
from bots.dialog import diagram
from bots.dialog.book import BOOK
from bots.dialog.effects import Count
from bots.dialog.engine import advance
from bots.dialog.events import Heard
from bots.dialog.flow import finish
from bots.dialog.session import Session
from bots.dialog.steps import Conversation, Pick, Step
from bots.dialog.turn import Turn
from bots.inbound import Message, Sender, Text
from bots.outbound import Say
from tests.bots.dialog.stage import Stage
from tests.bots.dialog.test_random_events import PEOPLE

DOCS = Path(__file__).parents[3] / "docs"


def _thank(turn: Turn) -> None:
    turn.do(Count(f"survey-{turn.words('source')}"))
    turn.add(f"🙏 {turn.words('homes')}")
    finish(turn)


SURVEY = Conversation(
    name="survey",
    command="survey",
    steps=(
        Step(
            "survey.source",
            keep="source",
            text=lambda _: "Water?",
            picks=(Pick("tap", "🚰 Tap"), Pick("pump", "💧 Pump")),
        ),
        Step("survey.homes", keep="homes", text=lambda _: "Homes?", open=True, counts=True),
        Step("survey.note", keep="note", text=lambda _: "Anything else?", open=True, optional=True),
    ),
    done=_thank,
    keeps=True,
)


def test_three_lines_make_a_dialog() -> None:
    book = {**BOOK, "survey": SURVEY}
    facts = replace(Stage.new(PEOPLE["english"]).facts)
    session, said = Session.new(), []
    for number, words in enumerate(("/survey", "pump", "back", "next", "40", "skip")):
        message = Message(f"t:{number}", Sender("telegram", "u"), facts.now, Text(words))
        session, effects = advance(session, Heard(message), facts, book)
        said += [effect.text for effect in effects if isinstance(effect, Say)]
    assert said[0] == "Water?"
    assert said[1] == "Homes?"
    assert said[-1] == "🙏 40"
    assert Count("survey-pump") in effects


def test_the_page_shows_this_very_example() -> None:
    page = (DOCS / "adding-a-dialog.md").read_text(encoding="utf-8")
    for line in ('Step("survey.source"', 'Step("survey.homes"', 'Step("survey.note"', 'command="survey"'):
        assert line in page


def test_the_diagram_is_drawn_from_the_steps_as_they_are() -> None:
    assert (DOCS / "conversation.md").read_text(encoding="utf-8") == diagram.draw(BOOK)


def test_the_reading_of_the_texts_names_every_catalogue() -> None:
    page = (DOCS / "texts-read.md").read_text(encoding="utf-8")
    for language in ("hi", "hne"):
        for name in ("citizen", "dialog", "answers", "desk"):
            lines = (texts.FOLDER / language / f"{name}.ftl").read_text(encoding="utf-8")
            count = len(regex.findall(r"^[a-z0-9-]+ =", lines, flags=regex.MULTILINE))
            assert f"| {language}/{name}.ftl | {count} |" in page
