"""The one line in Hindi that says why a message went where it went."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from routing.folding import concepts, fold_word
from routing.lexicon import Hits, phrase_of
from routing.opinion import Opinion
from routing.questions import Question
from routing.reading import OTHER, Decision
from routing.stems import stem
from routing.view import View

_FILE = Path(__file__).parent / "data" / "reasons.toml"
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the reason is built on."""

    decision: Decision
    opinion: Opinion
    hits: Hits
    view: View
    question: Question | None
    issues: int


def because(grounds: Grounds) -> str:
    """The reason, built on the citizen's own words where the word lists know them."""
    reasons, opinion, question = _reasons(), grounds.opinion, grounds.question
    names: dict[str, str] = reasons["departments"]
    department = names.get(opinion.department, opinion.department)
    if grounds.decision is Decision.NOT_A_GRIEVANCE:
        return str(reasons["not_a_grievance"])
    if grounds.issues > 1:
        return str(reasons["issues"]).format(count=grounds.issues, department=department)
    if opinion.department == OTHER and question is None:
        return str(reasons["outside" if opinion.outside > opinion.unclear else "nothing"])
    if question is not None and grounds.decision is Decision.ASK:
        return str(reasons["question"]).format(choices=", ".join(names[code] for code in question.choices))
    spoken = told_by(opinion.department, grounds.hits, grounds.view)
    line = str(reasons["words" if spoken else "sense"]).format(words=", ".join(spoken), department=department)
    urgent = grounds.decision is Decision.EMERGENCY
    return str(reasons["emergency"]).format(department=line) if urgent else line


def told_by(department: str, hits: Hits, view: View) -> tuple[str, ...]:
    """The citizen's words that the department's word list knows, the weightiest first."""
    wanted = [
        part
        for weight, term in hits.terms
        if term.department == department and weight > 0
        for part in phrase_of(term.words.replace("+", " "))
    ]
    spoken: dict[str, str] = {}
    for word in view.raw:
        for part in concepts(fold_word(word)).split():
            spoken.setdefault(stem(part), word)
    found = dict.fromkeys(spoken[part] for part in wanted if part in spoken)
    return tuple(found)[:_MOST_WORDS]


@lru_cache(maxsize=1)
def _reasons() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
