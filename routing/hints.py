"""What lexicon, place and setting add to the words themselves, as measured features."""

from __future__ import annotations

from routing.cues import cue_hints
from routing.features import Blocks, of_meaning
from routing.lexicon import Hits
from routing.setting import Setting
from routing.view import View

_LEAST, _MOST = -3.0, 9.0
_UNIT = 3.0


def hints(hits: Hits, setting: Setting) -> dict[str, float]:
    """Lexicon sums by department and category, and the topics said together with town or village."""
    out: dict[str, float] = {}
    for code, weight in hits.departments.items():
        out[f"d:{code}"] = min(max(weight, _LEAST), _MOST) / _UNIT
    for code, weight in hits.categories.items():
        out[f"c:{code}"] = min(max(weight, _LEAST), _MOST) / _UNIT
    topics = sorted(setting.topics)  # a set's order is another one in every process
    for topic in topics:
        out[f"t:{topic}|{setting.where}"] = 1.0
    out[f"w:{setting.where}"] = 1.0
    if setting.bare:
        out |= {f"bare:{topic}|{setting.where}": 1.0 for topic in topics or ["nothing"]}
        out["bare"] = 1.0
    if not any(weight > 0 for weight in hits.departments.values()):
        out["n:none"] = 1.0
    return out


def read_blocks(view: View, hits: Hits, setting: Setting) -> Blocks:
    """All features of a message's meaning, as the model is trained and asked with them."""
    return of_meaning(view, hints(hits, setting), cue_hints(view))
