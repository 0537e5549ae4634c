"""The fixed questions for the classic ambiguities: road, water, patta, scholarship, money, society."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from routing.setting import Setting

_FILE = Path(__file__).parent / "data" / "questions.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """One clarification: its id, the topic that calls for it, and the departments it offers."""

    id: str
    topic: str
    choices: tuple[str, ...]


def question_for(setting: Setting) -> Question | None:
    """The first fixed question whose topic the message names."""
    return next((question for question in questions() if question.topic in setting.topics), None)


def question(name: str | None) -> Question | None:
    """The fixed question of that name."""
    return next((each for each in questions() if each.id == name), None)


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All fixed questions, the most telling topic first."""
    raw: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Question(name, entry["topics"], tuple(code.strip() for code in entry["choices"].split(",")))
        for name, entry in raw.items()
    )
