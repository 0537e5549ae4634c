"""Sessions survive deploys: unknown steps and rubbish never raise, and answers are kept (fault 40)."""

import json
from dataclasses import replace

import pytest

from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.dialog.session import Frame, Pace, Pending, Session
from bots.inbound import Text
from tests.bots.dialog.stage import Stage

PERSON = PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION)


def test_a_session_is_read_back_as_it_was_written() -> None:
    session = Session(
        frame=Frame(
            "filing.kind",
            {"name": "राम", "files": [1, 2], "lat": 1.5},
            ("filing.name",),
            "wa:1",
            2,
            ("filing.place",),
        ),
        parked=(Frame("desk.main"),),
        pending=(Pending("verdict", 7, "GBD-26-000007-1"),),
        pace=Pace(last_at=1.5, minute=1.0, count=3, text="hi", same=2, media_at=1.0, album="a"),
        noticed="1",
        language="hne",
        filed=("ab", "GBD-26-000001-1"),
        notes=("अब",),
    )
    assert Session.from_json(session.to_json()) == session


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "7",
        "{",
        "\x00",
        '{"frame": 3}',
        '{"frame": {"answers": []}}',
        '{"pending": [{}]}',
        '{"filed": "x"}',
        '{"parked": {"a": 1}}',
        '{"pace": {"count": "many"}}',
        "[" * 4000,
    ],
)
def test_what_cannot_be_read_begins_afresh(text: str) -> None:
    assert Session.from_json(text) == Session.new()


def test_fields_of_a_later_version_are_passed_over() -> None:
    raw = json.loads(Session.new().to_json()) | {
        "version": 99,
        "mood": "good",
        "pace": {"unknown": 1, "count": 2},
    }
    assert Session.from_json(json.dumps(raw)).pace.count == 2


@pytest.mark.parametrize("step", ["filing.gone", "gone.gone", "filing.", "aside.gone"])
def test_an_unknown_step_becomes_the_nearest_one_with_answers_kept(step: str) -> None:
    """Fault 40."""
    stage = Stage.new(PERSON)
    answers = {
        "name": "गीता",
        "area": 12,
        "placed": True,
        "kind": "problem",
        "description": "नल टूटा है",
        "told": True,
    }
    stage.session = replace(Session.new(), frame=Frame(step, answers, draft="wa:1"))
    stage.hear(Text("दो दिन से"))
    assert stage.session.frame.answers["description"].startswith("नल टूटा है")
    stage.hear(Text("भेजें"))
    assert stage.tickets[0].description.startswith("नल टूटा है")


def test_an_unknown_conversation_without_a_matter_is_forgotten() -> None:
    stage = Stage.new(PERSON)
    stage.session = replace(Session.new(), frame=Frame("quiz.question", {"score": 3}))
    stage.hear(Text("hi"))
    assert stage.session.step == "menu.main"


def test_a_session_stays_small() -> None:
    stage = Stage.new(PERSON)
    for _ in range(40):
        for text in ("नया", "समस्या", "पीछे", "मेनू", "स्थिति", "भाषा"):
            stage.hear(Text(text))
    assert len(stage.session.to_json()) < 4000
