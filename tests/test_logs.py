"""Logs: one line each, and no number by which a person could be found."""

import json
import logging

import asyncpg
import pytest
import structlog
from tortoise.exceptions import IntegrityError

import logs


@pytest.fixture(autouse=True)
def _as_before():
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = kept[0], kept[1]
    structlog.reset_defaults()


def written(capsys, form: str) -> list[str]:
    """What structlog and a library say, each in its own way."""
    logs.configure("info", form)
    structlog.get_logger("bots").info("sent", to="+91 98765 43210", text="one\ntwo", ticket=7)
    try:
        raise ValueError("no chat ९८७६५४३२१०")
    except ValueError:
        logging.getLogger("vendor").exception("bot123456:AAE-token failed for %s", "919876543210")
    structlog.get_logger("bots").debug("unsaid")
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("form", ["text", "json"])
def test_each_record_is_one_line_without_long_numbers_or_tokens(capsys, form):
    """Fault 63."""
    lines = written(capsys, form)
    assert len(lines) == 2
    for secret in ("98765", "43210", "९८७६५", "AAE-token"):
        assert secret not in "".join(lines)
    assert "test_logs.py" in lines[1]


ERRORS = [
    asyncpg.NotNullViolationError("null value in a column\nDETAIL:  Failing row contains (7, सीता बाई)."),
    asyncpg.DataError("invalid input for query argument $12: 'सीता बाई' (expected int)"),
    IntegrityError(asyncpg.UniqueViolationError("duplicate key\nDETAIL:  Key (name)=(सीता बाई) is there.")),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_of_the_database_names_no_row(error):
    """Fault 63: PostgreSQL's details quote the row, the driver the value."""
    assert "सीता" not in logs.told(error)
    assert logs.told(error).startswith(type(error).__name__)


def test_no_library_writes_down_what_people_say(capsys):
    """Fault 63: at level debug the Bot API's client logs every message with its words, and our secret."""
    logs.configure("debug", "text")
    for name in ("telegram.Bot", "httpcore.http11", "pywa", "tortoise.db_client"):
        logging.getLogger(name).debug("sendMessage {'text': 'पानी नहीं आता'}")
    assert capsys.readouterr().err == ""


def test_machines_get_json(capsys):
    first, second = map(json.loads, written(capsys, "json"))
    assert (first["event"], first["ticket"], first["to"], first["level"]) == ("sent", 7, "…10", "info")
    assert second["error"] == "ValueError: no chat …१०"


def test_words_of_other_lengths_stay():
    words = "GBD-26-004213-7 is due 2026-07-14 10:15"
    assert logs.mask(words) == words
