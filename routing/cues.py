"""Signs of what a message is and how pressing it is: cue words and its outer shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import regex

from routing.alarms import emergency_of
from routing.folding import fold_word
from routing.lexicon import Lexicon, Term
from routing.view import View

_FILE = Path(__file__).parent / "data" / "cues.toml"
_WEIGHTS = {"strong": 1.0, "fair": 0.5, "against": -1.0}
_LINK = regex.compile(r"https?://|www\.|\w\.(?:com|in|net|org|xyz|ly|me|co)\b", regex.IGNORECASE)
_CLAUSE = regex.compile(r"[,।.!?;:()\n-]+")
_PLAINLY = 1.0
_MOST = 3.0
_LENGTHS = (1, 2, 3, 4, 6, 9, 14)


def cue_hints(view: View) -> dict[str, float]:
    """The cue words found, capped, and the shape of the message."""
    out: dict[str, float] = {}
    found = cue_words().hits(view).departments
    for name, weight in found.items():
        out[f"q:{name}"] = max(-1.0, min(weight, _MOST))
    dangers = sum(
        min(weight, 1.0) for name, weight in found.items() if name.startswith("danger") and weight > 0
    )
    if dangers:
        out["danger"] = min(dangers, _MOST)
        out[f"danger:{_tense(found)}"] = 1.0
    alarm = emergency_of(view)
    if alarm:
        out[f"alarm:{alarm}"] = out["alarm"] = 1.0
    count = len(view.folded)
    shortest = next((length for length in _LENGTHS if count <= length), _LENGTHS[-1] + 1)
    out[f"len:{shortest}"] = 1.0
    if _LINK.search(view.text):
        out["shape:link"] = 1.0
    if "?" in view.text:
        out["shape:asks"] = 1.0
    for tail in (view.concepts[-1:], view.concepts[-2:], view.concepts[-3:]):
        out[f"end:{' '.join(tail)}"] = 1.0
    for word in _clause_ends(view.text):
        out[f"tail:{word}"] = out[f"tail3:{word[-3:]}"] = 1.0
    if _asks(found):
        out["asking"] = 1.0
    out[f"start:{' '.join(view.concepts[:1])}"] = 1.0
    return out


def is_idle(view: View) -> bool:
    """Whether it plainly only asks, without a word of trouble, or thanks or sells, without even a wish."""
    found = cue_words().hits(view).departments
    asks = max(found.get("asks", 0.0), found.get("info", 0.0)) >= _PLAINLY
    done = max(found.get("thanks", 0.0), found.get("spam", 0.0)) >= _PLAINLY
    return (asks and found.get("problem", 0.0) <= 0) or (done and not _wants(found))


def _asks(found: Mapping[str, float]) -> bool:
    return found.get("asks", 0.0) > 0 >= found.get("problem", 0.0)


def _wants(found: Mapping[str, float]) -> bool:
    return max(found.get("problem", 0.0), found.get("demand", 0.0)) > 0


def _clause_ends(text: str) -> list[str]:
    """The last word of every clause, folded: where Hindi says whether something is asked for or told."""
    ends = [clause.split() for clause in _CLAUSE.split(text)]
    return [fold_word(word[-1].casefold()) for word in ends if word]


def is_pressing(view: View) -> bool:
    """Whether the words say that it happens now and is not merely being settled."""
    return _tense(cue_words().hits(view).departments) == "now"


def is_settled(view: View) -> bool:
    """Whether the words say that it is over and only to be settled."""
    return _tense(cue_words().hits(view).departments) == "settled"


def _tense(found: Mapping[str, float]) -> str:
    """Whether a danger goes on, is over and being settled, or neither is said."""
    now, settled = found.get("now", 0.0) > 0, found.get("settled", 0.0) > 0
    return {(True, True): "both", (True, False): "now", (False, True): "settled"}.get(
        (now, settled), "unsaid"
    )


@lru_cache(maxsize=1)
def cue_words() -> Lexicon:
    """The cue lists as a lexicon whose departments are the cues."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Lexicon(
        Term(name, name, " ".join(word.split()), _WEIGHTS[strength])
        for name, strengths in raw.items()
        for strength, words in strengths.items()
        for word in words.split(",")
        if word.strip()
    )
