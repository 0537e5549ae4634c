"""Where a ticket belongs that an officer hands on to another area: a block, a town, a village."""

from bots.dialog import whereabouts
from bots.dialog.filing_which import NONE, choices
from bots.dialog.flow import proceed
from bots.dialog.steps import Answer, Pick
from bots.dialog.turn import Turn

_SHOWN = 9


def picks(turn: Turn) -> tuple[Pick, ...]:
    """The blocks and towns, or the areas that the words may mean."""
    if turn.get("where"):
        listed = (pick for pick in choices(turn) if pick.code != NONE)
        return (*listed, Pick(NONE, text="filing-which-none", means=("no", "other")))
    return tuple(
        Pick(f"a{card.id}", label=f"{'🏡' if card.kind == 'block' else '🏙️'} {card.name(turn.language)}")
        for card in turn.facts.district.blocks[:_SHOWN]
    )


def chosen(turn: Turn, answer: Answer) -> None:
    """An area by its button, its name or a pin; words that may mean several are asked about."""
    if answer.code == NONE:
        turn.put(where=None)
        turn.ask()
    elif answer.code:
        _settle(turn, int(answer.code[1:]))
    else:
        _told(turn, answer)


def _told(turn: Turn, answer: Answer) -> None:
    district = turn.facts.district
    if answer.pin is not None:
        where = whereabouts.of_pin(district, answer.pin)
    else:
        where = whereabouts.of_words(district, answer.words or answer.transcript)
    if where.area is not None:
        _settle(turn, where.area)
        return
    turn.put(where=list(where.choices) or None)
    turn.note("work-place-which" if where.choices else "work-place-hint")
    turn.ask()


def _settle(turn: Turn, area: int) -> None:
    turn.put(area_given=area, place_given=True, where=None)
    proceed(turn)
