"""Whose matter it is: a name, or what people say instead: their village, the matter, a question back."""

from dataclasses import replace

import regex

from bots.dialog import filing_place, filing_story, form_offer, lexicon, misses, names, whereabouts
from bots.dialog.effects import Count
from bots.dialog.filing_words import is_by_voice
from bots.dialog.flow import proceed
from bots.dialog.said import typed
from bots.dialog.steps import Answer, Pick, Step
from bots.dialog.turn import Turn
from bots.dialog.whereabouts import Where
from routing.folding import fold
from routing.reading import Decision, Nature

_SENTENCE = 3
_KINDS = frozenset({"problem", "demand", "suggestion"})
_PIECES = regex.compile(r"[,;\n।]+")


def _english(turn: Turn) -> tuple[Pick, ...]:
    """Whoever writes Hindi in Latin letters may rather read English."""
    return (Pick("english", text="go-english"),) if turn.get("offer") == "english" else ()


def _named(turn: Turn, answer: Answer) -> None:
    """A name; or the matter itself, or name and village in one message."""
    if answer.code == "english":
        turn.put(offer=None)
        turn.run("english")
        return
    name, rest = names.name_and_rest(answer.words or answer.transcript)
    meant = lexicon.meanings("answers", typed(answer.words), near=False)
    if "no" in meant:
        turn.put(name="")  # nobody must tell a name
        proceed(turn)
    elif not answer.words and not answer.transcript:
        _unwritten(turn, answer)
    elif _is_the_matter(turn, answer.words, name, rest):
        filing_story.tell_on_the_way(turn, answer)
        proceed(turn)
    elif (area := _whence(turn, answer.words)) is not None:
        turn.put(area=area, address="", placed=True)
        turn.note("place-noted", place=whereabouts.full_name(turn.facts.district, area, turn.language))
        turn.ask()
    elif odd := _no_name(turn, answer.words, name):
        misses.again(turn, odd)
    elif _is_somebody_else(turn, name):
        turn.put(other=name)
        turn.go("filing.owner")
    else:
        turn.put(name=name)
        filing_story.attach(turn, replace(answer, words=""))
        go_on(turn, rest)


def _unwritten(turn: Turn, answer: Answer) -> None:
    if answer.voices:
        filing_story.attach(turn, answer)
        turn.put(name=turn.text("said-by-voice"))
        proceed(turn)
        return
    filing_story.keep_file(turn, answer)
    turn.ask()


def _is_the_matter(turn: Turn, words: str, name: str, rest: str) -> bool:
    """A sentence where a name was expected: the person is telling already."""
    if names.told_in(words) or (names.is_like_a_name(name) and (rest or len(words.split()) < _SENTENCE)):
        return False
    reading = turn.read(words)
    matter = reading.decision in (Decision.ASSIGN, Decision.EMERGENCY)
    return (len(words.split()) > 6) or (matter and len(words.split()) >= _SENTENCE)


def _whence(turn: Turn, words: str) -> int | None:
    """The village of "मैं अमलीपदर से हूँ": a place, and no name yet."""
    if not names.is_whence(words) or turn.get("placed"):
        return None
    area = whereabouts.of_words(turn.facts.district, words).area
    return area if area is not None and turn.facts.district.areas[area].kind != "block" else None


def _is_somebody_else(turn: Turn, name: str) -> bool:
    """Another name on a phone whose person has tickets: a family shares it, or the name was wrong."""
    known = turn.facts.person.name
    if not known or is_by_voice(known) or not turn.facts.person.open_tickets:
        return False
    return set(fold(known).split()).isdisjoint(fold(name).split())


def _owner(turn: Turn, answer: Answer) -> None:
    """For this matter alone, or the person's name from now on."""
    if answer.code == "this":
        turn.put(whom=turn.words("other"), other=None)
    else:
        turn.put(name=turn.words("other"), other=None)
    proceed(turn)


def _no_name(turn: Turn, words: str, name: str) -> str:
    """What is said to words that are no name: a question back, abuse, "the name is wrong"; else nothing."""
    if names.is_a_question(words):
        return "name-why"
    if not name or any(lexicon.meanings("answers", typed(said), near=False) for said in (words, name)):
        return "filing-name-hint"
    if len(words.split()) >= _SENTENCE and turn.read(words).nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        return "abuse"
    return ""


def go_on(turn: Turn, rest: str) -> None:
    """After the name: what followed it (a kind, a village, the matter) is not asked again."""
    said = []
    for piece in _PIECES.split(rest):
        kinds = lexicon.meanings("answers", typed(piece), near=False) & _KINDS
        if kinds:
            turn.put(kind=min(kinds))
        elif piece.strip():
            said.append(piece.strip())
    rest = ", ".join(said)
    where = whereabouts.of_words(turn.facts.district, rest) if rest and not turn.get("placed") else Where()
    is_told = filing_story.is_saying(turn, rest) or (where == Where() and len(rest.split()) >= _SENTENCE)
    if is_told:
        filing_story.tell_on_the_way(turn, Answer(words=rest))
    if where.area is not None and turn.facts.district.areas[where.area].kind != "block":
        turn.put(area=where.area, address="" if is_told else whereabouts.landmark(rest), placed=True)
    elif where != Where():
        turn.put(where=[where.area] if where.area is not None else list(where.choices), said=rest[:200])
        filing_place.choose(turn)
        return
    proceed(turn)


OWNER = Step(
    "filing.owner",
    picks=(Pick("this", means=("other",)), Pick("always", means=("mine",))),
    then=_owner,
    values=lambda turn: {"name": turn.words("other"), "said": turn.facts.person.name},
    skip=lambda _: True,
    next=("filing.review",),
)
STEP = Step(
    "filing.name",
    picks=_english,
    keep="name",
    open=True,
    exact=True,
    optional=True,
    then=_named,
    known=lambda turn: turn.words("name"),
    form=form_offer.offered,
    next=("filing.owner",),
)
