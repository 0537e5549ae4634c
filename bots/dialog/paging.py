"""More options than a list has rows: nine and "more", and every one of them by its name."""

from bots.dialog import picking
from bots.dialog.said import typed
from bots.dialog.steps import Pick, Step
from bots.dialog.turn import Turn

ROWS = 10
MORE = "more"


def page(turn: Turn, picks: tuple[Pick, ...]) -> tuple[Pick, ...]:
    """The page now shown, where the channel shows lists; elsewhere all at once, numbered."""
    if "list" not in turn.facts.can or len(picks) <= ROWS:
        return picks
    size = ROWS - 1
    pages = -(-len(picks) // size)
    first = (turn.number("page") or 0) % pages * size
    return (*picks[first : first + size], Pick(MORE, text="page-more", means=("other",)))


def turn_over(turn: Turn) -> None:
    """Show the next page; after the last one the first."""
    turn.put(page=(turn.number("page") or 0) + 1)
    turn.ask()


def named(turn: Turn, step: Step, picks: tuple[Pick, ...], words: str) -> str:
    """The option these words name, on whichever page it is; officers know departments by their codes too."""
    if words.strip().casefold() in {pick.code for pick in picks}:
        return words.strip().casefold()
    said, labels = typed(words), [turn.label(step, pick) for pick in picks]
    return picking.exactly(said, picks, labels) or picking.nearly(said, picks, labels)
