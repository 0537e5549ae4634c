"""What an officer's words look for: a ticket by its number, a verb with or without one, else a search."""

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


def wished(turn: Turn) -> str:
    """The verb that was named before its ticket; empty when none was."""
    want = turn.words("want")
    return want if want in VERBS else ""


def seek(turn: Turn, text: str) -> None:
    """Look for it; a verb that stands with a number ("हुआ 4213", "4213 start work") is begun when found."""
    verb, named = _apart(turn, text)
    turn.put(want=verb or "card")
    match numbers.read(named, turn.facts.district.number_prefix):
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


def _apart(turn: Turn, text: str) -> tuple[str, str]:
    """A verb and the number beside it; without either of them, no verb and the text."""
    words = text.split()
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        for said, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            named = " ".join(rest)
            is_number = numbers.read(named, turn.facts.district.number_prefix) is not None
            if is_number and (verb := _verb(turn, " ".join(said), slips=True)):
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
