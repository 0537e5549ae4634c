"""Words that only say where something is ("school के पास") and not what is wrong."""

from __future__ import annotations

from routing.folding import concepts, fold

_AFTER = frozenset(
    fold(word)
    for word in [
        "पास",
        "बगल",
        "सामने",
        "किनारे",
        "पीछे",
        "नजदीक",
        "समीप",
        "निकट",
        "आगे",
        "तीर",
        "लकठा",
        "लकठे",
        "मुहाटा",
        "करीब",
        "बाजू",
        "पाछू",
        "आघू",
        "सामनें",
        "तिर",
        "लगे",
        "bajoo",
        "samne",
    ]
)
_BEFORE = frozenset(
    concepts(fold(word)) for word in ["near", "beside", "behind", "opposite", "nearby", "outside"]
)
_LINKS = frozenset({"ke", "ka", "ki", "ko", "se", "the", "of", "to", "our", "a"})
_REACH = 2


def mark_near(tokens: tuple[str, ...]) -> tuple[bool, ...]:
    """For each concept token, whether it only names a landmark."""
    near = [False] * len(tokens)
    for at, token in enumerate(tokens):
        if token in _AFTER and at >= 2 and tokens[at - 1] in _LINKS:
            for back in range(max(0, at - 1 - _REACH), at - 1):
                near[back] = True
        elif token in _BEFORE:
            for ahead in range(at + 1, min(len(tokens), at + 2 + _REACH)):
                near[ahead] = True
    return tuple(near)
