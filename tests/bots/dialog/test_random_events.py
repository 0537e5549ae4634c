"""Whatever comes in whatever order: always an answer, never an exception, nothing told is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from bots.dialog.effects import Act, Count, FileTicket, Personal
from bots.dialog.facts import PersonFacts
from bots.dialog.filing import PRECIOUS
from bots.dialog.notice import CONSENT_VERSION
from bots.dialog.session import Frame
from bots.inbound import Album, Choice, Media, Reaction, Text
from bots.outbound import Say
from tests.bots.dialog.random_events import happenings
from tests.bots.dialog.stage import Stage
from tests.bots.dialog.transcript import add_ticket

PEOPLE = {
    "newcomer": PersonFacts(),
    "citizen": PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION),
    "english": PersonFacts(name="Geeta", language="en", consent_version=CONSENT_VERSION),
    "officer": PersonFacts(name="अधिकारी", language="hi", role="officer", consent_version=CONSENT_VERSION),
    "chhattisgarhi": PersonFacts(
        name="सुखीराम", language="hne", area_id=12, open_tickets=1, consent_version=CONSENT_VERSION
    ),
    "english officer": PersonFacts(
        name="Officer", language="en", role="officer", consent_version=CONSENT_VERSION
    ),
    "supervisor": PersonFacts(name="S", language="hne", role="supervisor", consent_version=CONSENT_VERSION),
}

STATUS = {"citizen": "resolved", "chhattisgarhi": "waiting_citizen"}


def _play(stage: Stage, happening: Any) -> bool:
    """Let it happen; True when it was a message (which deserves an answer)."""
    if isinstance(happening, tuple):
        what, value = happening
        if what == "told":
            stage.told(value, 1)
        elif what == "woken":
            stage.woken(value)
        elif what == "wait":
            stage.wait(timedelta(seconds=value))
        else:
            stage.refuse = {value: "changed"}
        return False
    if isinstance(happening, Text) and happening.text.startswith("\x00tap "):
        options = stage.options()
        at = int(happening.text[5:])
        happening = Choice(options[at].id, options[at].label) if at < len(options) else Text(str(at))
    stage.hear(happening)
    return not (isinstance(happening, Reaction) and not happening.emoji) and not _may_be_a_burst(happening)


def _may_be_a_burst(content: Any) -> bool:
    return isinstance(content, Media | Album)


def _told(frames: tuple[Frame, ...]) -> set[str]:
    found = set()
    for frame in frames:
        if frame.step.startswith(("filing.", "aside.")):
            found |= {line for line in str(frame.answers.get("description", "")).split("\n") if line}
        elif frame.step == "menu.resume":
            found |= {line for line in str(frame.answers.get("held", "")).split("\n") if line}
    return found


def _frames(stage: Stage) -> tuple[Frame, ...]:
    return (stage.session.frame, *stage.session.parked)


def _given_up(stage: Stage, before: tuple[Frame, ...]) -> bool:
    """The person said so, or it was registered, or it was told anew in its place."""
    deeds = stage.deeds
    if any(isinstance(deed, FileTicket | Act) or deed == Personal("erase", {}) for deed in deeds):
        return True
    asked = before[0].step
    return asked in ("filing.discard", "menu.resume", "aside.emergency", "aside.elsewhere") or bool(
        before[0].answers.get("afresh")
    )


@given(st.sampled_from(sorted(PEOPLE)), st.lists(happenings, max_size=14))
@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
def test_always_an_answer_and_nothing_told_is_lost(who: str, events: list[Any]) -> None:
    stage = Stage.new(PEOPLE[who])
    add_ticket(stage, status=STATUS.get(who, "assigned"), question="कौन सा वार्ड?")
    for happening in events:
        note(repr(happening))
        before = _frames(stage)
        told = _told(before)
        message = _play(stage, happening)
        unanswered = any(
            isinstance(deed, Count) and deed.name in ("bot-loop", "flood") for deed in stage.deeds
        )
        if message and not unanswered:
            assert stage.said, stage.session
        assert _told(_frames(stage)) >= told or _given_up(stage, before), stage.session
        for say in stage.said:
            _is_sendable(say)
        if any(isinstance(deed, FileTicket) for deed in stage.deeds):
            assert stage.session.noticed or stage.facts.person.consent_version, "filed without the notice"


def _is_sendable(say: Say) -> None:
    assert say.text.strip()
    ids = [option.id for option in say.options]
    assert len(set(ids)) == len(ids)
    for option in say.options:
        assert option.id.isascii() and len(option.id) <= 64, option
        assert option.label.strip(), option


@given(st.lists(st.sampled_from(("रामलाल", "रसेला", "1", "हैंडपंप खराब है भाई", "बिजली नहीं है", "2")), max_size=7))
@settings(max_examples=150, deadline=None)
def test_back_then_forward_changes_nothing(answers: list[str]) -> None:
    stage = Stage.new(replace(PEOPLE["citizen"], name="", area_id=None))
    for text in ("नया", *answers):
        stage.hear(Text(text))
    frame = stage.session.frame
    if not frame.step.startswith("filing.") or not frame.trail:
        return
    stage.hear(Text("पीछे"))
    assert stage.session.frame.step == frame.trail[-1]
    stage.hear(Text("आगे"))
    assert stage.session.frame == replace(frame, misses=0)


@given(
    st.sampled_from(("resolve", "transfer", "extend", "ask", "reject", "note", "message")),
    st.lists(st.sampled_from(("नाली साफ कर दी गई है", "1", "2", "सड़क", "रसेला", "3 दिन")), max_size=4),
    st.sampled_from(("hi", "hne", "en")),
)
@settings(max_examples=150, deadline=None)
def test_back_then_forward_changes_nothing_at_the_desk(verb: str, answers: list[str], language: str) -> None:
    stage = Stage.new(replace(PEOPLE["officer"], language=language))
    add_ticket(stage, photo_required=True, department="💧 पेयजल")
    stage.hear(Choice(f"t:1:{verb}"))
    for text in answers:
        stage.hear(Text(text))
    frame = stage.session.frame
    if not frame.step.startswith("work.") or not frame.trail:
        return
    stage.hear(Text("पीछे"))
    assert stage.session.frame.step == frame.trail[-1]
    stage.hear(Text("आगे"))
    assert stage.session.frame == replace(frame, misses=0)


def test_what_must_not_be_lost_has_a_name() -> None:
    assert PRECIOUS == ("description", "voices", "photos")
