"""What an officer's words look for: a ticket by its number, a verb with or without one, else a search."""

from zoneinfo import ZoneInfo

from bots.dialog import desk_card, lexicon, small_talk
from bots.dialog.desk_questions import FLOWS
from bots.dialog.effects import Look
from bots.dialog.picking import exactly, nearly
from bots.dialog.said import typed
from bots.dialog.steps import Pick
from bots.dialog.turn import Turn
from tickets import numbers

AT_ONCE = frozenset({"view", "start", "approve_rejection"})
VERBS = AT_ONCE | frozenset(FLOWS)
_LONGEST = 3
"""Words of the longest label."""
_SERIAL = (2, 3)
"""So many digits; one is a row of a list, and more are the last ones of a number."""


def wished(turn: Turn) -> str:
    """The verb that was named before its ticket; empty when none was."""
    want = turn.words("want")
    return want if want in VERBS else ""


def seek(turn: Turn, text: str) -> None:
    """Look for it; a verb that stands with a number ("हुआ 4213", "4213 start work") is begun when found."""
    verb, named = _apart(turn, text)
    turn.put(want=verb or "card")
    if verb and (row := _row(turn, named)) is not None:
        turn.do(Look("ticket", {"ticket_id": row}))
        return
    match _number(turn, named):
        case numbers.Number(value):
            turn.do(Look("ticket", {"number": value}))
        case numbers.Tail(digits):
            turn.do(Look("ticket", {"tail": digits}))
        case numbers.WrongDigit(written):
            turn.note("tracking-check-digit", number=written)
            turn.go("desk.main")
        case None if alone := _verb(turn, text):
            turn.put(want=alone)
            turn.do(Look("queue", {}))
        case None:
            turn.do(Look("search", {"text": text[:100]}))


def assented(turn: Turn, text: str) -> bool:
    """Whether they only said yes to what we told ("ठीक है", "ok"): heard, and no search."""
    if lexicon.meanings("answers", typed(text), near=False) & {"yes", "keep"}:
        small_talk.thanked(turn)
        return True
    return False


def _number(turn: Turn, text: str) -> numbers.Number | numbers.WrongDigit | numbers.Tail | None:
    """A number or its last digits; two or three digits are its place in the year ("41")."""
    prefix, zone = turn.facts.district.number_prefix, ZoneInfo(turn.facts.district.zone)
    if text.isdecimal() and len(text) in _SERIAL:
        return numbers.Number(numbers.make(prefix, turn.facts.now.astimezone(zone).year, int(text)))
    return numbers.read(text, prefix)


def _row(turn: Turn, text: str) -> int | None:
    """The ticket of a row of the list that is shown."""
    at = lexicon.number(typed(text))
    listed = turn.get("listed") if turn.frame.step == "desk.list" else None
    if at is None or not isinstance(listed, list) or not 1 <= at <= len(listed):
        return None
    row = listed[at - 1]
    return int(str(row[0])) if isinstance(row, list) else None


def _apart(turn: Turn, text: str) -> tuple[str, str]:
    """A verb and the number or the row beside it; without either of them, no verb and the text."""
    words, prefix = text.split(), turn.facts.district.number_prefix
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        for said, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            named = " ".join(rest)
            names_one = numbers.read(named, prefix) is not None or _row(turn, named) is not None
            if names_one and (verb := _verb(turn, " ".join(said), slips=True)):
                return verb, named
    return "", text


def _verb(turn: Turn, text: str, *, slips: bool = False) -> str:
    """The verb whose label this is; "हो गया" is one too. Beside a number a slip of the finger is forgiven."""
    said = typed(text)
    if said.words > _LONGEST:
        return ""
    if lexicon.means("answers", "done", said):
        return "resolve"
    labels = [desk_card.verb_label(turn, verb) for verb in desk_card.VERBS]
    picks = [Pick(verb) for verb in desk_card.VERBS]
    return exactly(said, picks, labels) or (nearly(said, picks, labels) if slips else "")
