"""Identity and bank numbers out of a vendor's event before it is stored.

The words only, never ids or addresses.
"""

import re
from typing import Any

from tickets.masking import mask

WORDS = frozenset({"body", "caption", "text", "response_json", "quote"})
_SOME_DIGITS = re.compile(r"(?:\d[^\d]{0,3}){4}")
DEPTH = 12


def masked(value: Any, depth: int = DEPTH) -> Any:
    """The same event with what people wrote in it masked."""
    if depth == 0:
        return value
    if isinstance(value, dict):
        return {
            key: _word(inner) if key in WORDS else masked(inner, depth - 1) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [masked(inner, depth - 1) for inner in value]
    return value


def _word(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value) if _SOME_DIGITS.search(value) else value
    return masked(value, DEPTH // 2)
