"""Whether a message is a ticket's number, asked for or not."""

from bots.dialog.said import Said
from bots.dialog.turn import Turn
from tickets import numbers

LONGEST = 40


def is_named(turn: Turn, said: Said) -> bool:
    """A number, or the last four digits where there are tickets, written when nothing was asked."""
    if turn.facts.person.role or len(said.text) > LONGEST:
        return False
    named = numbers.read(said.text, turn.facts.district.number_prefix)
    return named is not None and (not isinstance(named, numbers.Tail) or bool(turn.facts.person.open_tickets))


def is_whole(turn: Turn, said: Said) -> bool:
    """A whole number with its letters, written where something else was asked: no name and no village."""
    if turn.facts.person.role or turn.step is None or turn.step.conversation == "tracking":
        return False
    prefix = turn.facts.district.number_prefix
    if len(said.text) > LONGEST or not said.text.upper().startswith(prefix):
        return False
    named = numbers.read(said.text, prefix)
    return isinstance(named, numbers.Number | numbers.WrongDigit)
