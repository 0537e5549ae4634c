"""Whether words tell of a danger to life: the router's opinion, and in few words the bare word lists too."""

from dataclasses import replace
from functools import lru_cache

from routing.alarms import emergency_of
from routing.cues import cue_words
from routing.reading import Decision, Reading
from routing.view import view

_FEW = 9
_LEAST = 2  # the number of an option is no cry for help
_DEADLY = frozenset({"snakebite", "fire", "accident", "medical", "suicide", "crime", "electric"})


@lru_cache(maxsize=4_096)
def is_told(text: str) -> bool:
    """Whether an emergency is named at all; cheap, for messages that answer another question."""
    return len(text) > _LEAST and emergency_of(view(text)) is not None


def believed(reading: Reading, text: str) -> Reading:
    """The reading, with a deadly danger told in a few words taken at its word.

    Somebody in fear does not say that it happens now; a number too many does no harm, a missing one may kill.
    What is told at length, is being settled, or is plainly a department's work stays the router's decision;
    only money taken by fraud, which a call in the first hours can save, is that at any length.
    """
    if reading.emergency or reading.nature is not None:
        return reading
    seen = view(text)
    code = emergency_of(seen)
    if code != "cyber" and (
        reading.decision is Decision.ASSIGN or len(seen.folded) > _FEW or code not in _DEADLY
    ):
        return reading
    if cue_words().hits(seen).departments.get("settled", 0.0) > 0:
        return reading
    return replace(reading, emergency=code, urgent=True)
