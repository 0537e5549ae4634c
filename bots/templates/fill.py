"""Values made safe for a template.

Meta refuses line breaks, tabs, runs of blanks, empty or overlong values.
"""

import re
from collections.abc import Mapping, Sequence

from bots.fit.limits import Unit
from bots.fit.measure import clean, is_blank, shorten

BODY = 1024
_FLAT = re.compile(r"[\s\u2028\u2029]+")
_SLOT = re.compile(r"\{\{(\d+)\}\}")
EMPTY = "–"


def safe(value: str, limit: int) -> str:
    """One line of at most `limit` characters, never empty."""
    text = _FLAT.sub(" ", clean(value)).strip().replace("{{", "{").replace("}}", "}")
    return EMPTY if is_blank(text) else shorten(text, limit, Unit.CHARACTERS)


def fill(body: str, variables: Sequence[str], values: Mapping[str, str], most: int = BODY) -> tuple[str, ...]:
    """The values in the template's order, the longest cut until the whole text is within Meta's 1,024."""
    room = max(20, most - len(_SLOT.sub("", body)))
    given = [safe(values.get(name, ""), room) for name in variables]
    made = list(given)
    # What the short ones do not need, the long ones share.
    for left, position in enumerate(sorted(range(len(given)), key=lambda at: len(given[at]))):
        made[position] = safe(given[position], max(1, room // (len(given) - left)))
        room -= len(made[position])
    return tuple(made)


def shown(body: str, values: Sequence[str]) -> str:
    """The text as its reader sees it."""
    return _SLOT.sub(
        lambda slot: values[int(slot.group(1)) - 1] if int(slot.group(1)) <= len(values) else "", body
    )
