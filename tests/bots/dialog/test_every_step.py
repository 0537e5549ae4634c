"""Every step × every kind of event: an answer comes, the step stays or leads where its table says."""

from dataclasses import replace
from typing import Any

import pytest

from bots.dialog.book import BOOK
from bots.dialog.desk_questions import FLOWS
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.dialog.session import Frame, Session
from bots.dialog.steps import Step
from bots.inbound import (
    Album,
    Choice,
    Contact,
    Content,
    Deleted,
    Edited,
    FormAnswer,
    Media,
    MediaKind,
    Pin,
    Reaction,
    Text,
    Unsupported,
)
from tests.bots.dialog.stage import Stage
from tests.bots.dialog.transcript import add_ticket

STEPS = [step for conversation in BOOK.values() for step in conversation.steps]
LANGUAGES = ("hi", "hne", "en")
DUTIES = [(verb, f"work.{name}") for verb, flow in FLOWS.items() for name in flow]
PHOTO = Media(MediaKind.PHOTO, "r", attachment_id=7)
CONTENTS: dict[str, Content] = {
    "words": Text("हैंडपंप दस दिन से खराब है"),
    "word": Text("रसेला"),
    "number": Text("१"),
    "yes": Text("हव"),
    "no": Text("नहीं"),
    "greeting": Text("जय जोहार"),
    "thanks": Text("धन्यवाद"),
    "emergency": Text("घर में आग लग गई है"),
    "abuse": Text("तुम सब निकम्मे हो"),
    "question": Text("यह कब होगा?"),
    "polite": Text("भेज दो भाई"),
    "command": Text("मदद"),
    "cancel": Text("रद्द"),
    "skip": Text("आगे"),
    "language": Text("भाषा"),
    "unlettered": Text("मैं पढ़ नहीं सकता"),
    "back": Text("पीछे"),
    "ticket": Text("GBD-26-004213-0"),
    "wish": Text("याद दिलाओ"),
    "emoji": Text("😭😭"),
    "two at once": Text("हाँ, भेज दो"),
    "long": Text("हैंडपंप खराब है " * 400),
    "nothing": Text("\u200b"),
    "voice": Media(MediaKind.VOICE, "r", attachment_id=8),
    "photo": PHOTO,
    "album": Album((PHOTO, PHOTO)),
    "video": Media(MediaKind.VIDEO, "r", attachment_id=9),
    "pin": Pin(20.8, 82.1),
    "contact": Contact("+910000000000", "x"),
    "own contact": Contact("+910000000000", "x", own=True),
    "form": FormAnswer({"name": "गीता"}),
    "edited": Edited("1", "x"),
    "deleted": Deleted("1"),
    "reaction": Reaction("1", "👍"),
    "sticker": Unsupported("sticker"),
    "stale button": Choice("filing.kind|00000000|problem", "x"),
    "foreign button": Choice("whatever", "x"),
}
EVENTS: dict[str, Any] = {
    "told": "verdict",
    "woken nudge": "nudge",
    "woken incomplete": "incomplete",
    "woken expiry": "expiry",
}


def _standing_at(step: Step, language: str = "hi", verb: str = "") -> Stage:
    role = "officer" if step.conversation in ("desk", "work") else ""
    person = PersonFacts(name="गीता", language=language, role=role, consent_version=CONSENT_VERSION)
    stage = Stage.new(person)
    add_ticket(stage, status="resolved" if not role else "assigned")
    answers: dict[str, Any] = {
        "ticket": 1,
        "number": "GBD-26-004213-0",
        "verb": verb or next((verb for verb, name in DUTIES if name == step.id), "resolve"),
        "from_department": "💧 पेयजल",
        "other": "मोहन",
        "where": [12],
        "said": "पारा",
    }
    if step.conversation in ("filing", "aside"):
        answers |= {"description": "नल टूटा है भाई", "told": True, "proposals": ["phe"], "block": 2}
    frame = Frame(step=step.id, answers=answers, trail=(), draft="whatsapp:0")
    stage.session = replace(Session.new(), frame=frame)
    return stage


def _unanswered(step: Step, verb: str = "") -> list[tuple[str, str]]:
    """Which kinds of message, in which language, are met with silence or an empty bubble."""
    found = []
    for kind, content in CONTENTS.items():
        for language in LANGUAGES:
            stage = _standing_at(step, language, verb)
            stage.hear(content)
            if not stage.said or not all(say.text.strip() for say in stage.said):
                found.append((kind, language))
    return found


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_message_is_answered_at_every_step(step: Step) -> None:
    """Every kind in all three languages; together, because a thousand tests take longer than they test."""
    assert _unanswered(step) == []


@pytest.mark.parametrize(("verb", "name"), DUTIES)
def test_every_message_is_answered_at_every_step_of_every_duty(verb: str, name: str) -> None:
    """An officer's steps are shared by verbs, each with words and outcomes of its own."""
    assert _unanswered(next(step for step in STEPS if step.id == name), verb) == []


@pytest.mark.parametrize(("verb", "name"), DUTIES)
def test_every_option_of_every_duty_leads_somewhere(verb: str, name: str) -> None:
    step = next(step for step in STEPS if step.id == name)
    stage = _standing_at(step, verb=verb)
    stage.hear(Unsupported("sticker"))
    for option in stage.options():
        other = _standing_at(step, verb=verb)
        other.hear(Choice(option.id, option.label))
        assert other.said or other.deeds, option


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_other_event_leaves_a_form_standing(step: Step, kind: str) -> None:
    """Fault 23."""
    stage = _standing_at(step)
    stage.told("verdict", 1) if kind == "told" else stage.woken(EVENTS[kind])
    if BOOK[step.conversation].keeps and kind != "woken incomplete":
        assert stage.session.frame.answers["ticket"] == 1


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_option_leads_somewhere(step: Step) -> None:
    stage = _standing_at(step)
    stage.hear(Unsupported("sticker"))
    for option in stage.options():
        other = _standing_at(step)
        other.hear(Choice(option.id, option.label))
        assert other.said or other.deeds, option


@pytest.mark.parametrize("step", [step for step in STEPS if not step.counts], ids=lambda step: step.id)
def test_typing_the_number_of_an_option_is_tapping_it(step: Step) -> None:
    """Except where a number is itself the answer (days, stars)."""
    shown = _standing_at(step)
    shown.hear(Unsupported("sticker"))
    for number, option in enumerate(shown.options(), 1):
        if not option.id.startswith(step.id):
            continue
        tapped, typed = _standing_at(step), _standing_at(step)
        tapped.hear(Choice(option.id, option.label))
        typed.hear(Text(str(number)))
        assert typed.session.step == tapped.session.step, option
        assert [say.text for say in typed.said] == [say.text for say in tapped.said]


def test_the_table_says_where_a_step_leads() -> None:
    known = {step.id for step in STEPS}
    assert {target for step in STEPS for target in step.next} <= known
