"""Which of several places of one name, or whether it is the one that was understood: what is offered."""

from bots.dialog import whereabouts
from bots.dialog.facts import AreaCard
from bots.dialog.steps import Pick
from bots.dialog.turn import Turn
from routing.folding import fold
from routing.reading import Reading

NONE = "none"
MOST_MEANT = 4


def found(turn: Turn) -> list[int]:
    """The areas that may be meant, the likeliest first."""
    kept = turn.get("where")
    return [int(str(area)) for area in kept] if isinstance(kept, list) else []


def first(turn: Turn) -> int:
    """The likeliest of them; 0 when there is none."""
    return next(iter(found(turn)), 0)


def choices(turn: Turn) -> tuple[Pick, ...]:
    """The areas that may be meant, told apart by their block."""
    district = turn.facts.district
    picks = tuple(
        Pick(f"a{area}", label=_told_apart(turn, district.areas[area]))
        for area in found(turn)
        if area in district.areas
    )
    return (*picks, Pick(NONE, means=("no", "other")))


def _told_apart(turn: Turn, card: AreaCard) -> str:
    """A town and the block of its name look alike in a list; a village is told by its block."""
    match card.kind:
        case "block":
            return turn.text("filing-which-block", name=card.name(turn.language))
        case "urban_body":
            return f"🏙️ {card.name(turn.language)}"
        case "village" if _bears_its_blocks_name(turn, card):
            return turn.text("filing-which-village", name=card.name(turn.language))
        case _:
            return whereabouts.full_name(turn.facts.district, card.id, turn.language)


def _bears_its_blocks_name(turn: Turn, card: AreaCard) -> bool:
    block = whereabouts.block_of(turn.facts.district, card.id)
    return block is not None and block.name_en == card.name_en


def sure(turn: Turn) -> tuple[Pick, ...]:
    """Yes or no to the one that was understood."""
    return (
        Pick(f"a{first(turn)}", text="yes", means=("yes", "send")),
        Pick(NONE, text="no", means=("no", "change")),
    )


def of_block(turn: Turn, words: str) -> int | None:
    """The one that lies in the block these words name ("मैनपुर वाला")."""
    said = set(fold(words).split())
    named = [
        area
        for area in found(turn)
        if (block := whereabouts.block_of(turn.facts.district, area)) is not None
        and any(fold(block.name(language)) in said for language in ("hi", "en"))
    ]
    return named[0] if len(named) == 1 else None


def is_maybe(turn: Turn, *, several: bool) -> bool:
    """Whether the matter itself named a place that only needs to be told apart, or confirmed."""
    named = bool(turn.get("maybe")) and not turn.get("placed") and bool(found(turn))
    return named and (len(found(turn)) > 1) is several


def question(turn: Turn) -> str:
    """With the name, where it was told in the matter and not just typed."""
    if turn.get("maybe"):
        return turn.text("filing-which-told", place=_name_told(turn))
    return turn.text("filing-which")


def _name_told(turn: Turn) -> str:
    card = turn.facts.district.areas.get(first(turn))
    return card.name(turn.language) if card is not None else turn.words("said")


def candidate(turn: Turn) -> dict[str, str | int]:
    """What the confirmation names."""
    return {"place": whereabouts.full_name(turn.facts.district, first(turn), turn.language)}


def told(turn: Turn, reading: Reading) -> int | None:
    """The place a message surely speaks of: a village told with its block, else the router's sure guess."""
    place = reading.place
    if place is not None and place.sure and str(place.area_id).isdecimal():
        return int(place.area_id)
    return whereabouts.told_in(turn.facts.district, turn.words("description"))


def meant(turn: Turn, reading: Reading) -> tuple[int, ...]:
    """The places a message may speak of, where it names one and more than one is called so, or nearly so."""
    place, areas = reading.place, turn.facts.district.areas
    if place is None or not str(place.area_id).isdecimal() or int(place.area_id) not in areas:
        return ()
    card = areas[int(place.area_id)]
    if card.kind == "block":
        return ()
    alike = [area.id for area in areas.values() if area.kind == card.kind and area.name_en == card.name_en]
    return tuple(alike[:MOST_MEANT])
