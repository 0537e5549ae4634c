"""Golden conversations: what people wrote, and word for word what they were answered."""

from pathlib import Path

import pytest

from tests.bots.dialog.transcript import play

FOLDER = Path(__file__).parent / "transcripts"
FILES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_conversation_goes_as_written(path: Path, accept: bool) -> None:
    written = path.read_text(encoding="utf-8")
    played = play(written)
    if accept:
        path.write_text(played, encoding="utf-8")
    assert play(written) == (played if accept else written)


def test_there_are_conversations_for_every_language() -> None:
    assert len(FILES) >= 60
    spoken = {path.stem.partition("-")[0] for path in FILES}
    assert spoken >= {"hi", "hne", "en"}
