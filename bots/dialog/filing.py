"""Filing: name, place, kind, description, department, review; asked in this order, skipping what is known."""

from dataclasses import replace

from bots.dialog import (
    filing_place,
    filing_review,
    filing_story,
    form_offer,
    lexicon,
    names,
    paging,
    when,
    whereabouts,
)
from bots.dialog.effects import FileTicket, Wake
from bots.dialog.flow import drop, proceed
from bots.dialog.said import typed
from bots.dialog.session import Frame
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.dialog.turn import Turn
from routing.reading import Decision, Reading

_SENTENCE = 3
PRECIOUS = ("description", "voices", "photos")
"""Answers that mean that something was told: never dropped without asking."""


def start(turn: Turn, answer: Answer | None = None, reading: Reading | None = None) -> None:
    """Begin a draft with what is known of the person and what the first message already told."""
    person = turn.facts.person
    turn.begin("filing", name=person.name or person.officer_name or None)
    if person.area_id is not None and person.area_id in turn.facts.district.areas:
        turn.put(area=person.area_id, address=person.address or None, placed=True)
    elif person.address:
        turn.put(address=person.address, placed=True)
    if answer is not None and not answer.empty:
        filing_story.tell(turn, answer)
        words = len(answer.words.split())
        if turn.number("voices") or words >= _SENTENCE or (words > 1 and _is_sure(reading)):
            turn.put(told=True)
        if reading is not None:
            filing_story.guess(turn, reading)
            filing_story.note_warnings(turn, reading)


def _is_sure(reading: Reading | None) -> bool:
    return reading is not None and reading.decision in (Decision.ASSIGN, Decision.EMERGENCY)


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
        filing_story.tell(turn, answer)
        reading = turn.read(answer.words)
        filing_story.note_warnings(turn, reading)
        filing_story.guess(turn, reading, first=False)
        turn.put(told=True)
        turn.note("filing-kept")
        proceed(turn)
    elif not name or meant:
        turn.reframe(misses=turn.frame.misses + 1)
        turn.note("filing-name-hint")
        turn.ask()
    else:
        turn.put(name=name)
        _with_name(turn, rest)
        filing_story.attach(turn, replace(answer, words=""))
        proceed(turn)


def _unwritten(turn: Turn, answer: Answer) -> None:
    filing_story.attach(turn, answer)
    if answer.voices:
        turn.put(name=turn.text("said-by-voice"))
        proceed(turn)
        return
    turn.note("file-kept")
    turn.ask()


def _is_the_matter(turn: Turn, words: str, name: str, rest: str) -> bool:
    """A sentence where a name was expected: the person is telling already."""
    if names.told_in(words) or (names.is_like_a_name(name) and (rest or len(words.split()) < _SENTENCE)):
        return False
    reading = turn.read(words)
    matter = reading.decision in (Decision.ASSIGN, Decision.EMERGENCY)
    return (len(words.split()) > 6) or (matter and len(words.split()) >= _SENTENCE)


def _with_name(turn: Turn, rest: str) -> None:
    """What followed the name: a village we know, else words to keep with the matter."""
    if not rest or turn.get("placed"):
        return
    where = whereabouts.of_words(turn.facts.district, rest)
    if where.area is not None and turn.facts.district.areas[where.area].kind != "block":
        turn.put(area=where.area, address="", placed=True)
    elif len(rest.split()) >= _SENTENCE:
        filing_story.tell(turn, Answer(words=rest))


def _whom(turn: Turn, answer: Answer) -> None:
    if answer.code == "me":
        turn.put(whom="")
    else:
        name, _ = names.name_and_rest(answer.words or answer.transcript)
        turn.put(whom=name or turn.text("said-by-voice"))
        filing_story.attach(turn, replace(answer, words=""))
    proceed(turn)


def _all_departments(turn: Turn) -> tuple[Pick, ...]:
    return paging.page(turn, _departments(turn))


def _departments(turn: Turn) -> tuple[Pick, ...]:
    return (
        *(
            filing_story.department_pick(turn, code)
            for code in turn.facts.district.departments
            if code != "other"
        ),
        filing_story.OTHER_PICK,
    )


def _department_chosen(turn: Turn, answer: Answer) -> None:
    """One of the page shown, or any other by its name; other words belong to the matter."""
    step = turn.step
    code = answer.code
    if not code and step is not None:
        code = paging.named(turn, step, _departments(turn), answer.words)
    if code == paging.MORE:
        paging.turn_over(turn)
    elif code:
        filing_story.department_chosen(turn, Answer(code=code))
    elif not stray(turn, answer):
        turn.reframe(misses=turn.frame.misses + 1)
        turn.note("filing-department-hint")
        turn.ask()


def stray(turn: Turn, answer: Answer) -> bool:
    """Words and files that fit no option: they belong to the matter, and the question is put again."""
    sentence = len(answer.words.split()) >= _SENTENCE
    if not (sentence or answer.photos or answer.voices or answer.pin):
        return False
    kept = turn.frame.step
    filing_story.tell(turn, answer)
    if filing_story.has_story(turn):
        turn.put(told=True)
    if sentence:
        reading = turn.read(answer.words)
        filing_story.note_warnings(turn, reading)
        filing_story.guess(turn, reading, first=False)
    turn.note("filing-kept" if sentence else "file-kept")
    if kept == "filing.kind" and turn.get("kind"):
        proceed(turn)
    else:
        turn.ask()
    return True


def cancel(turn: Turn) -> None:
    """Give the draft up; asked once more when something was told."""
    if filing_story.has_anything(turn):
        turn.go("filing.discard")
    else:
        drop(turn)
        turn.note("filing-discarded")


def forget_empty(turn: Turn) -> None:
    """Drafts in which nothing was told make room for a new one."""
    if turn.frame.step.startswith("filing.") and not is_told(turn.frame):
        drop(turn)
    parked = tuple(
        frame for frame in turn.session.parked if not frame.step.startswith("filing.") or is_told(frame)
    )
    turn.session = replace(turn.session, parked=parked)


def watch(turn: Turn, before: Frame) -> None:
    """Wake-ups of a draft: an empty one expires, a told one is asked about once and then filed as it is."""
    if not turn.frame.step.startswith(("filing.", "aside.")):
        return
    if filing_story.has_anything(turn) and turn.words("watched") != "told":
        turn.put(watched="told")
        turn.do(Wake("nudge", when.HOURS_3))
        turn.do(Wake("incomplete", when.DAY))
    elif turn.get("watched") is None and before.draft != turn.frame.draft:
        turn.put(watched="begun")
        turn.do(Wake("expiry", when.WEEK))


def file_incomplete(turn: Turn) -> None:
    """The citizen vanished: what was told becomes a ticket at the screening desk."""
    filing_story.routed(turn)
    turn.put(incomplete=True)
    turn.do(FileTicket(filing_review.draft(turn, incomplete=True)))


def is_told(frame: Frame) -> bool:
    """Whether this frame is a draft in which something was told."""
    answers = frame.answers
    return frame.step.startswith("filing.") and any(answers.get(key) for key in PRECIOUS)


CONVERSATION = Conversation(
    name="filing",
    steps=(
        Step(
            "filing.name",
            picks=_english,
            keep="name",
            open=True,
            exact=True,
            optional=True,
            then=_named,
            known=lambda turn: turn.words("name"),
            form=form_offer.offered,
        ),
        *filing_place.STEPS,
        *filing_story.STORY_STEPS,
        Step(
            "filing.departments",
            picks=_all_departments,
            open=True,
            then=_department_chosen,
            next=("filing.review",),
        ),
        Step(
            "filing.whom",
            picks=(Pick("me", means=("mine",)),),
            open=True,
            exact=True,
            then=_whom,
            known=lambda turn: turn.words("whom"),
            next=("filing.review",),
        ),
        *filing_review.REVIEW_STEPS,
    ),
    done=filing_review.look,
    outcome=filing_review.outcome,
    stray=stray,
    keeps=True,
)
