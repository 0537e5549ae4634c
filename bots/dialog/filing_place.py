"""Where it is: a village by name, a block from the list, a pin, or an address in one's own words."""

from bots.dialog import filing_story, filing_which, lexicon, misses, names, whereabouts
from bots.dialog.facts import AreaCard
from bots.dialog.flow import proceed
from bots.dialog.said import Said, typed
from bots.dialog.steps import Answer, Pick, Step
from bots.dialog.turn import Turn
from bots.inbound import Pin
from routing.folding import fold

_ON_THE_WAY = ("filing.village", "filing.town", "filing.which", "filing.near", "filing.address")


def blocks(turn: Turn) -> tuple[Pick, ...]:
    """The blocks, then one line for the towns."""
    district = turn.facts.district
    rural = [card for card in district.blocks if card.kind == "block"]
    picks = tuple(
        Pick(f"b{card.id}", label=f"🏡 {card.name(turn.language)}", typed=False) for card in rural[:8]
    )
    return (*picks, Pick("towns")) if len(rural) < len(district.blocks) else picks


def towns(turn: Turn) -> tuple[Pick, ...]:
    """The urban bodies."""
    urban = [card for card in turn.facts.district.blocks if card.kind != "block"]
    return tuple(Pick(f"a{card.id}", label=f"🏙️ {card.name(turn.language)}") for card in urban[:9])


def answered(turn: Turn, answer: Answer) -> None:
    """The first question about the place."""
    if answer.code == "towns":
        turn.go("filing.town")
        return
    if answer.code.startswith("b"):
        turn.put(block=int(answer.code[1:]), where=None)
        turn.go("filing.village")
        return
    if answer.pin is not None:
        _pinned(turn, answer.pin)
        return
    _named(turn, answer)


def _pinned(turn: Turn, pin: Pin) -> None:
    turn.put(lat=pin.lat, lon=pin.lon)
    where = whereabouts.of_pin(turn.facts.district, pin)
    named = Said(text=f"{pin.name} {pin.address}".strip()).text
    if where.choices:
        turn.put(where=list(where.choices))
        choose(turn)
    else:
        settle(turn, None, named or turn.text("filing-place-pin"))


def choose(turn: Turn) -> None:
    """Which of the areas that may be meant; a single one is only confirmed."""
    turn.go("filing.near" if len(filing_which.found(turn)) == 1 else "filing.which")


def _named(turn: Turn, answer: Answer) -> None:
    """A name in words, or in a voice note whose words we do not know."""
    spoken = answer.words or answer.transcript
    if not spoken:
        _heard(turn, answer)
        return
    block = _chosen_block(turn)
    where = whereabouts.of_words(turn.facts.district, spoken, block)
    turn.put(address=None)
    if where.area is not None:
        _keep_what_else(turn, spoken)
        _certain(turn, where.area, spoken)
    elif where.choices:
        turn.put(where=list(where.choices), said=spoken[:200])
        choose(turn)
    elif _is_no_place(turn, answer, spoken):
        turn.ask() if filing_story.is_saying(turn, spoken) else misses.again(turn, "filing-place-not-a-place")
    elif block is not None:
        settle(turn, block.id, spoken)
    elif turn.frame.step == "filing.address":
        settle(turn, None, spoken)  # told again in other words: that is how it is called
    else:
        turn.put(said=spoken[:200])
        turn.go("filing.address")


def _keep_what_else(turn: Turn, spoken: str) -> None:
    """Village and matter in one message: the matter is kept too."""
    if filing_story.is_saying(turn, spoken):
        filing_story.tell_on_the_way(turn, Answer(words=spoken))


def _is_no_place(turn: Turn, answer: Answer, spoken: str) -> bool:
    """Words that are the matter (kept), or an answer to some other question."""
    if filing_story.is_saying(turn, spoken):
        filing_story.tell_on_the_way(turn, answer)
        return True
    meant = lexicon.meanings("answers", typed(spoken), near=False)
    if kinds := meant & {"problem", "demand", "suggestion"}:
        turn.put(kind=min(kinds))  # the next question, answered too early
    return names.is_a_question(spoken) or bool(meant)


def _heard(turn: Turn, answer: Answer) -> None:
    if answer.voices:
        filing_story.attach(turn, answer)
        block = _chosen_block(turn)
        settle(turn, block.id if block else None, turn.text("said-by-voice"))
    else:
        filing_story.keep_file(turn, answer)
        turn.ask()


def _chosen_block(turn: Turn) -> AreaCard | None:
    chosen = turn.number("block")
    return turn.facts.district.areas.get(chosen) if chosen is not None else None


def _certain(turn: Turn, area: int, spoken: str) -> None:
    card = turn.facts.district.areas[area]
    if card.kind == "block" and turn.number("block") is None:
        turn.put(block=area)
        turn.go("filing.village")
    else:
        settle(turn, area, "" if filing_story.is_saying(turn, spoken) else whereabouts.landmark(spoken))


def settle(turn: Turn, area: int | None, address: str) -> None:
    """The place is known: keep it, forget the way to it, go on."""
    turn.put(area=area, address=address[:400], where=None, said=None, maybe=None)
    turn.put(placed=True, routed=None)
    trail = tuple(step for step in turn.frame.trail if step not in _ON_THE_WAY)
    if turn.frame.step in _ON_THE_WAY:  # the way back leads to the question, not to what was asked about it
        trail = trail[:-1] if trail and trail[-1] == "filing.place" else trail
        turn.reframe(step="filing.place", trail=trail)
    proceed(turn)


def in_block(turn: Turn, answer: Answer) -> None:
    """The village inside the chosen block."""
    if answer.code == "b_whole":
        settle(turn, turn.number("block"), "")
    elif answer.pin is not None:
        _pinned(turn, answer.pin)
    else:
        _named(turn, answer)


def which(turn: Turn, answer: Answer) -> None:
    """One of several, or none of them."""
    if answer.code.startswith("a"):
        _certain(turn, int(answer.code[1:]), turn.words("said"))
    elif answer.code == filing_which.NONE and turn.get("maybe"):
        turn.put(where=None, said=None, maybe=None)
        turn.go("filing.place")
    elif answer.code == filing_which.NONE:
        turn.put(where=None)
        turn.go("filing.address")
    elif (area := filing_which.of_block(turn, answer.words)) is not None:
        _certain(turn, area, turn.words("said"))
    elif answer.words and fold(answer.words) == fold(turn.words("said")):
        settle(turn, None, answer.words)  # said twice the same: that is what it is called
    else:
        _named(turn, answer)


def address(turn: Turn, answer: Answer) -> None:
    """Not in our list: taken as written, or told again."""
    if answer.code == "use":
        block = _chosen_block(turn)
        settle(turn, block.id if block else None, turn.words("said") or turn.text("filing-place-pin"))
    elif answer.code == "again":
        turn.put(said=None, block=None)
        turn.go("filing.place")
    elif answer.words and fold(answer.words) == fold(turn.words("said")):
        address(turn, Answer(code="use"))  # said twice the same: that is what it is called
    else:
        answered(turn, answer)


def told(turn: Turn) -> str:
    """The place as it is shown in the review."""
    area = turn.number("area")
    district, address = turn.facts.district, turn.words("address")
    name = whereabouts.full_name(district, area, turn.language) if area is not None else ""
    if address and area is not None and _is_named(address, district.areas.get(area)):
        block = whereabouts.block_of(district, area)
        return f"{address} ({block.name(turn.language)})" if block is not None else address
    return ", ".join(part for part in (address, name) if part) or "—"


def _is_named(address: str, card: AreaCard | None) -> bool:
    words = fold(address).split()
    return card is not None and any(fold(card.name(language)) in words for language in ("hi", "en"))


def _as_said(turn: Turn) -> dict[str, str | int]:
    return {"said": turn.words("said") or turn.text("filing-place-pin")}


_AFTER = ("filing.kind", "filing.describe", "filing.department", "filing.same", "filing.review")
STEPS = (
    Step(
        "filing.place",
        picks=blocks,
        keep="placed",
        skip=lambda turn: bool(turn.get("placed") or turn.get("maybe")),
        open=True,
        exact=True,
        ask="location",
        then=answered,
        known=lambda turn: told(turn) if turn.get("placed") else "",
        next=("filing.village", "filing.town", "filing.which", "filing.near", "filing.address", *_AFTER),
    ),
    Step(
        "filing.village",
        picks=(Pick("b_whole", text="filing-village-whole", means=("unsure",)),),
        open=True,
        exact=True,
        ask="location",
        then=in_block,
        next=("filing.which", "filing.near", "filing.address", *_AFTER),
    ),
    Step(
        "filing.town",
        picks=towns,
        open=True,
        then=which,
        next=("filing.which", "filing.near", "filing.address", *_AFTER),
    ),
    Step(
        "filing.which",
        picks=filing_which.choices,
        skip=lambda turn: not filing_which.is_maybe(turn, several=True),
        text=filing_which.question,
        open=True,
        then=which,
        next=("filing.address", "filing.near", *_AFTER),
    ),
    Step(
        "filing.near",
        picks=filing_which.sure,
        skip=lambda turn: not filing_which.is_maybe(turn, several=False),
        open=True,
        then=which,
        values=filing_which.candidate,
        next=("filing.address", "filing.which", *_AFTER),
    ),
    Step(
        "filing.address",
        picks=(Pick("use", means=("yes", "keep", "send")), Pick("again", means=("no", "change"))),
        open=True,
        then=address,
        values=_as_said,
        next=("filing.place", "filing.village", "filing.town", "filing.which", "filing.near", *_AFTER),
    ),
)
