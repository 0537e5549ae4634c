"""Several matters in one message, told apart so that each can go its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import regex

_BREAKS = regex.compile(
    r"[।.;\n!?]+|,|\b\d[.)]\s|\s(?:और|अउ|अऊ|aur|and|au|also|but|साथ ही|"
    r"दूसरा|dusra|दूसर|तथा|एवं|फिर|लेकिन)"
    r"(?=\s|$)",
    regex.IGNORECASE,
)
_LEAST_WORDS = 2
_MOST_PARTS = 8
"""A message in more pieces than this is a list or a story, which nobody wants cut up."""

_ONE_MATTER = {"police", "wcd"}
"""Violence at home is both departments' and still one matter."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One matter: its words, and the department that they plainly name."""

    words: str
    department: str | None


def split_issues(text: str, department_of: Callable[[str], str | None]) -> tuple[Issue, ...]:
    """The parts of a message that clearly belong to different departments; empty when it is one matter.

    Neighbouring parts of one department stay together, and unclear parts join the part before.
    """
    parts = [part.strip() for part in _BREAKS.split(text)]
    parts = [part for part in parts if len(part.split()) >= _LEAST_WORDS]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return ()
    issues: list[Issue] = []
    for part in parts:
        department = department_of(part)
        last = issues[-1] if issues else None
        if last is None or (department is not None and last.department not in (None, department)):
            issues.append(Issue(part, department))
        else:
            issues[-1] = Issue(f"{last.words}, {part}", last.department or department)
    named = departments_of(issues)
    return tuple(issues) if len(named) > 1 and set(named) != _ONE_MATTER else ()


def departments_of(issues: Iterable[Issue]) -> list[str]:
    """The departments named, each once, in the order of the matters."""
    return list(dict.fromkeys(issue.department for issue in issues if issue.department is not None))
