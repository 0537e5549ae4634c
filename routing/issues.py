"""Several matters in one message, told apart so that each can go its own way."""

from __future__ import annotations

from collections.abc import Callable

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


def split_issues(text: str, department_of: Callable[[str], str | None]) -> tuple[str, ...]:
    """The parts of a message that clearly belong to different departments; empty when it is one matter.

    Neighbouring parts of one department stay together, and unclear parts join the part before.
    """
    parts = [part.strip() for part in _BREAKS.split(text)]
    parts = [part for part in parts if len(part.split()) >= _LEAST_WORDS]
    if not 2 <= len(parts) <= _MOST_PARTS:
        return ()
    issues: list[tuple[str | None, str]] = []
    for part in parts:
        department = department_of(part)
        if issues and (department is None or department == issues[-1][0]):
            issues[-1] = (issues[-1][0], f"{issues[-1][1]}, {part}")
        elif issues and issues[-1][0] is None:
            issues[-1] = (department, f"{issues[-1][1]}, {part}")
        else:
            issues.append((department, part))
    distinct = {department for department, _ in issues if department is not None}
    return tuple(words for _, words in issues) if len(distinct) > 1 else ()
