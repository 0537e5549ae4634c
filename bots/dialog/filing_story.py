"""What it is about: words, voice, photos and a pin in one description, and what the router makes of it."""

import regex

import texts
from bots.dialog import filing_department, filing_which, misses, names
from bots.dialog.effects import Count, Json
from bots.dialog.flow import proceed
from bots.dialog.said import LONGEST
from bots.dialog.steps import Answer, Pick, Step
from bots.dialog.turn import Turn
from bots.dialog.whereabouts import block_of, full_name, surely_at
from bots.inbound import Pin
from routing.reading import Decision, Kind, Nature, Reading

MOST_FILES = 10
_KINDS = {Kind.PROBLEM: "problem", Kind.DEMAND: "demand", Kind.SUGGESTION: "suggestion"}
_SHORT = 2
_SENTENCE = 3
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_SAYING = regex.compile(
    r"(?<![\p{L}\p{M}])(?:है|हैं|हे|हवय|हवे|नहीं|नही|नइ|नई|रहा|रही|रहे|गया|गई|गे|चाहिए|दीजिए|"
    r"hai|hain|nahi|nhi|nai|he|raha|rahi|gaya|gayi|chahiye|is|are|not|no(?!\.?\s*\p{N})|need)(?![\p{L}\p{M}])",
    regex.IGNORECASE,
)


def attach(turn: Turn, answer: Answer) -> bool:
    """Keep the files and the pin of an answer with the draft; whether there was room for a file of it."""
    before = turn.get("files")
    kept: list[Json] = list(before) if isinstance(before, list) else []
    room = max(0, MOST_FILES - len(kept))
    if len(answer.files) > room:
        turn.note("files-enough", count=MOST_FILES)
    files: list[Json] = [*kept, *answer.files[:room]]
    left = max(0, MOST_FILES - (turn.number("photos") or 0))
    turn.put(
        files=files or None,
        photos=(turn.number("photos") or 0) + min(answer.photos, left) or None,
        voices=(turn.number("voices") or 0) + answer.voices or None,
        transcript=" ".join(part for part in (turn.words("transcript"), answer.transcript) if part)[:LONGEST]
        or None,
    )
    if answer.pin is not None:
        turn.put(lat=answer.pin.lat, lon=answer.pin.lon)
    return bool(room and answer.files) or bool(left and answer.photos) or bool(answer.voices)


def files_of(turn: Turn) -> tuple[int, ...]:
    """The files kept with the conversation in progress."""
    files = turn.get("files")
    return tuple(int(str(item)) for item in files) if isinstance(files, list) else ()


def keep_file(turn: Turn, answer: Answer) -> None:
    """A file where a word was asked for: kept with the matter, and said so."""
    if attach(turn, answer):
        turn.note("file-kept")


def tell(turn: Turn, answer: Answer) -> str:
    """Add an answer to the description, nothing that was told before is replaced; the text that says so."""
    said = "filing-kept" if has_anything(turn) else "filing-heard"
    fits = attach(turn, answer)
    words = answer.words if _LETTER.search(answer.words) else ""
    if words and words not in turn.words("description").split("\n"):
        told = "\n".join(part for part in (turn.words("description"), words) if part)
        turn.put(description=told[:LONGEST])
    if words or answer.transcript:
        turn.put(routed=None, looked=None)
    if answer.pin is not None and not turn.get("placed"):
        locate(turn, answer.pin)
    return said if words or not (fits or answer.pin) else "file-kept"


def locate(turn: Turn, pin: Pin) -> None:
    """A place on the map sent unasked, where it is plain which village it is; the review shows it."""
    area = surely_at(turn.facts.district, pin)
    if area is not None:
        turn.put(area=area, address="", placed=True)
        turn.note("place-noted", place=full_name(turn.facts.district, area, turn.language))


def tell_on_the_way(turn: Turn, answer: Answer) -> None:
    """The matter, told where another question was asked."""
    said = tell(turn, answer)
    reading = turn.read(answer.words or answer.transcript)
    note_warnings(turn, reading)
    guess(turn, reading, first=False)
    turn.put(told=True)
    turn.note(said)


def is_saying(turn: Turn, words: str) -> bool:
    """Whether a sentence tells a matter, not an address ("स्कूल के पास" has no verb)."""
    if len(words.split()) < _SENTENCE or not _SAYING.search(words):
        return False
    return turn.read(words).decision in (Decision.ASSIGN, Decision.ASK, Decision.EMERGENCY)


def is_more(words: str) -> bool:
    """Whether this adds something to a story: more than one word, and not of emoji alone."""
    return len(words.split()) > 1 and bool(_LETTER.search(words))


def has_story(turn: Turn) -> bool:
    """Whether there is something an officer can act on: words or a voice note."""
    return bool(turn.words("description") or turn.number("voices"))


def has_anything(turn: Turn) -> bool:
    """Whether anything was told or sent that must not be lost."""
    return has_story(turn) or bool(turn.number("photos"))


def answered(turn: Turn, answer: Answer) -> None:
    """The description, or a part of it."""
    if answer.code == "done":
        _enough(turn)
        return
    if not has_story(turn) and answer.words and turn.read(answer.words).nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        turn.note("abuse")
        turn.ask()
        return
    if answer.words and not _LETTER.search(answer.words) and not (answer.photos or answer.voices):
        misses.again(turn, "filing-describe-hint")
        return
    if turn.get("afresh"):
        turn.put(afresh=None, description=None)
    tell(turn, answer)
    story = turn.words("description")
    if not has_story(turn):
        turn.go("filing.more")
    elif (
        turn.frame.step == "filing.describe" and 0 < len(story.split()) < _SHORT and not turn.number("voices")
    ):
        turn.put(short=True)
        turn.go("filing.more")
    else:
        turn.put(told=True)
        proceed(turn)


def _enough(turn: Turn) -> None:
    if has_anything(turn):
        turn.put(told=True)
        proceed(turn)
    else:
        turn.note("filing-describe-hint")
        turn.ask()


def routed(turn: Turn) -> bool:
    """Let the router read the description once; True when no question about the department is left."""
    if not turn.get("routed"):
        _route(turn)
        turn.put(routed=True)
    return turn.get("department") is not None


def _route(turn: Turn) -> None:
    if not turn.get("chosen"):
        turn.put(department=None, category=None, proposals=None, about=None, because=None, confidence=None)
    reading = read(turn)
    if reading is None:
        turn.put(department=turn.words("department"))
        return
    note_warnings(turn, reading)
    if not turn.get("chosen"):
        filing_department.choose(turn, reading)


def read(turn: Turn) -> Reading | None:
    """What the router makes of all that was told, at the place and of the kind that were answered."""
    story = " ".join(part for part in (turn.words("description"), turn.words("transcript")) if part)
    block = block_of(turn.facts.district, turn.number("area"))
    kind = turn.words("kind") or None
    return turn.read(story, block=block.name_en if block else None, kind=kind) if story else None


def note_warnings(turn: Turn, reading: Reading) -> None:
    """Urgent and confidential matters are marked, and said once."""
    if reading.urgent or reading.emergency:
        turn.put(urgent=True)
    if reading.emergency and not turn.get("warned"):
        turn.put(warned=True)
        turn.note(emergency_text(reading.emergency))
    if reading.confidential and not turn.get("confidential"):
        turn.put(confidential=True)
        turn.note("confidential-note")


def emergency_text(code: str) -> str:
    """The text with the right numbers, the general one when there is none of its own."""
    text_id = f"emergency-{code.replace('_', '-')}"
    return text_id if texts.has(text_id) else "emergency-general"


def department_chosen(turn: Turn, answer: Answer) -> None:
    """A department by its button; "another" leaves it to the desk."""
    filing_department.keep(turn, answer)
    proceed(turn)


def guess(turn: Turn, reading: Reading, *, first: bool = True) -> None:
    """What a message tells besides the matter: kind, place, name.

    The first one's place comes before the home we know of; later ones change no place that was given.
    """
    kind = _KINDS.get(reading.kind)
    if kind and turn.get("kind") is None and reading.nature in (None, Nature.INFO):
        turn.put(kind=kind)
    if first or not turn.get("placed"):
        area = filing_which.told(turn, reading)
        if area is not None:
            turn.put(area=area, placed=True, address="", maybe=None)
        elif not turn.get("placed") and (meant := filing_which.meant(turn, reading)):
            turn.put(where=list(meant), maybe=True)
    name = names.told_in(turn.words("description"))
    if name and turn.get("name") is None:
        turn.put(name=name)


STORY_STEPS = (
    Step(
        "filing.kind",
        picks=(
            Pick("problem", means=("problem",)),
            Pick("demand", means=("demand",)),
            Pick("suggestion", means=("suggestion",)),
        ),
        keep="kind",
        known=lambda turn: turn.text(f"kind-{turn.words('kind')}") if turn.words("kind") else "",
    ),
    Step(
        "filing.describe",
        keep="told",
        open=True,
        exact=True,
        then=answered,
        known=lambda turn: turn.words("description"),
        next=("filing.more", "filing.split", "filing.department", "filing.same", "filing.review"),
    ),
    Step(
        "filing.more",
        picks=(Pick("done", means=("done", "keep", "send", "no", "yes")),),
        open=True,
        exact=True,
        then=answered,
        next=("filing.split", "filing.department", "filing.same", "filing.review"),
    ),
)
