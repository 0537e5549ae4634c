"""The language and script of a message."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from routing.reading import Lang
from routing.view import View

_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_LATIN_SCRIPT = frozenset({Lang.HINGLISH, Lang.HNE_LATN, Lang.EN})
_DEVANAGARI_SCRIPT = frozenset({Lang.HI, Lang.HNE})


def language_of(view: View, shares: Mapping[str, float]) -> Lang:
    """The likeliest language among those that the script allows."""
    written = [word for word in view.raw if not word.isnumeric()]
    devanagari = any(_DEVANAGARI.search(word) for word in written)
    latin = any(word.isascii() for word in written)
    if devanagari and latin:
        allowed = _DEVANAGARI_SCRIPT | {Lang.MIXED}
    elif latin:
        allowed = _LATIN_SCRIPT
    else:
        allowed = _DEVANAGARI_SCRIPT
    return max(sorted(allowed), key=lambda lang: shares.get(lang, 0.0))
