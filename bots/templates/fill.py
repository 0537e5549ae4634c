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


def fill(body: str, variables: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """The values in the template's order, shortened evenly until the whole text is within Meta's 1,024."""
    room = BODY - len(_SLOT.sub("", body))
    each = max(20, room // max(1, len(variables)))
    given = [safe(values.get(name, ""), room) for name in variables]
    if sum(map(len, given)) <= room:
        return tuple(given)
    return tuple(safe(value, each) for value in given)


def shown(body: str, values: Sequence[str]) -> str:
    """The text as its reader sees it."""
    return _SLOT.sub(
        lambda slot: values[int(slot.group(1)) - 1] if int(slot.group(1)) <= len(values) else "", body
    )
