"""From the first word to the acknowledgement: messages and taps, held to what the page says."""

from dataclasses import replace
from pathlib import Path

import pytest

from bots.dialog.effects import FileTicket
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.inbound import Choice, Content, Media, MediaKind, Text
from tests.bots.dialog.stage import Stage

PAGE = Path(__file__).parents[3] / "docs" / "how-short.md"
KNOWN = PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION)
NEW = PersonFacts()
TAP = "\x00"
VOICE = Media(MediaKind.VOICE, "r", attachment_id=7)
STORY = "हैंडपंप दस दिन से खराब है"
WHOLE = f"मेरा नाम गीता है, ग्राम धवलपुर ब्लॉक मैनपुर, हमारा {STORY}"

JOURNEYS: dict[str, tuple[PersonFacts, tuple[str | Media, ...]]] = {
    "newcomer, from hi": (NEW, ("hi", TAP, "रामलाल साहू", "रसेला", TAP, STORY, TAP)),
    "newcomer, tells the matter first": (NEW, (STORY, "रामलाल साहू", "रसेला", TAP)),
    "newcomer, tells everything in one message": (NEW, (WHOLE, TAP)),
    "newcomer, all by voice": (NEW, (VOICE, TAP, VOICE, VOICE, TAP, TAP)),
    "returning, from hi": (KNOWN, ("hi", TAP, TAP, STORY, TAP)),
    "returning, tells the matter first": (KNOWN, (STORY, TAP)),
    "returning, by voice": (KNOWN, (VOICE, TAP, TAP)),
    "returning, for somebody else": (KNOWN, ("किसी और के लिए", "सोनाबाई", TAP, STORY, TAP)),
}


def _content(stage: Stage, line: str | Media) -> Content:
    if isinstance(line, Media):
        return line
    if line == TAP:
        return Choice(stage.options()[0].id, stage.options()[0].label)
    return Text(line)


def _row(name: str) -> str:
    person, lines = JOURNEYS[name]
    stage = Stage.new(replace(person))
    answers = 0
    for line in lines:
        stage.hear(_content(stage, line))
        answers += len(stage.said)
    assert any(isinstance(deed, FileTicket) for deed in stage.deeds), stage.session
    taps = sum(line == TAP for line in lines)
    return f"| {name} | {len(lines) - taps} | {taps} | {answers} |"


@pytest.mark.parametrize("name", JOURNEYS)
def test_it_takes_as_many_messages_as_the_page_says(name: str) -> None:
    assert _row(name) in PAGE.read_text(encoding="utf-8").splitlines()


def test_every_message_gets_one_answer() -> None:
    for name in JOURNEYS:
        _, _, typed, taps, answers, _ = (cell.strip() for cell in f" {_row(name)}".split("|"))
        assert int(answers) == int(typed) + int(taps), name
