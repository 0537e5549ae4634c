"""How fast and how alike a person writes: floods answered once a minute, machines and bursts not."""

from dataclasses import dataclass, replace
from datetime import datetime

from bots.dialog.said import Said
from bots.dialog.session import Pace

FLOOD = 20  # messages in a minute; a quick person taps through the whole form with fewer
_MINUTE = 60.0
_LOOP_S = 600.0
_BURST_S = 8.0
_SENTENCE = 4
_ODD = "unsupported"


@dataclass(frozen=True, slots=True)
class Beat:
    """What the pace says about a message: answer it, act on it silently, or leave it unanswered."""

    pace: Pace
    silent: bool = False
    ignore: bool = False
    flood: bool = False


def beat(pace: Pace, said: Said, *, now: datetime, album: str, asked: str) -> Beat:
    """Count one message. `asked`: the open question, to which a short answer may well be given three times.

    The same short answer to another question ("back", "next", "1") moves on, which no machine does by chance.
    """
    at = now.timestamp()
    text = _told(said, asked)
    same = _same(pace, said, text, at)
    burst = _is_burst(pace, said, at, album)
    fresh = at - pace.minute >= _MINUTE
    count = 1 if fresh else pace.count + 1
    counted = replace(
        pace,
        last_at=at,
        minute=at if fresh else pace.minute,
        count=count,
        text=text,
        same=same,
        media_at=at if said.has_media else pace.media_at,
        album=album,
    )
    machine = 3 if said.words >= _SENTENCE or not asked else 4
    # Stickers sent in one go are told once that we cannot read them.
    machine = 2 if said.odd == _ODD else machine
    if same >= machine:
        return Beat(counted, silent=True, ignore=True)
    flood = count > FLOOD
    silent = burst or (flood and at - pace.answered_at < _MINUTE)
    return Beat(counted if silent else replace(counted, answered_at=at), silent=silent, flood=flood)


def _told(said: Said, asked: str) -> str:
    """What two messages that are the same have in common."""
    if said.odd:
        return f"<{said.odd}>"
    return said.folded[:80] if said.words >= _SENTENCE or not said.folded else f"{asked}|{said.folded[:80]}"


def _same(pace: Pace, said: Said, text: str, at: float) -> int:
    if said.odd != _ODD and (not said.folded or said.choice or said.has_media):
        return 0
    near = at - pace.last_at < (_BURST_S if said.odd else _LOOP_S)
    return pace.same + 1 if text == pace.text and near else 1


def _is_burst(pace: Pace, said: Said, at: float, album: str) -> bool:
    """More photos of one album, or sent in one go, get the one answer that the first of them got."""
    if not said.has_media or said.text or said.voices:
        return False
    return (bool(album) and album == pace.album) or 0 <= at - pace.media_at < _BURST_S
