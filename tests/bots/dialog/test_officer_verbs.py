"""Every verb that an officer has in chat is written down as a conversation, on both channels."""

import re
from pathlib import Path

import pytest

from bots.dialog.desk_questions import FLOWS
from bots.dialog.desk_seek import AT_ONCE

FOLDER = Path(__file__).parent / "transcripts"
OFFICE = re.compile(r"^person:.* role=(officer|department_head|supervisor|operator)", re.MULTILINE)


def _done_on(channel: str) -> set[str]:
    done: set[str] = set()
    for path in FOLDER.glob("*.txt"):
        text = path.read_text("utf-8")
        here = re.search(r"^channel: (\w+)", text, re.MULTILINE)
        if OFFICE.search(text) and (here[1] if here else "whatsapp") == channel:
            done.update(re.findall(r"\* Act verb=(\w+)", text))
    return done


@pytest.mark.parametrize("channel", ["whatsapp", "telegram"])
def test_each_verb_of_the_desk_has_a_transcript(channel: str) -> None:
    assert {*FLOWS, *AT_ONCE} - _done_on(channel) == set()
