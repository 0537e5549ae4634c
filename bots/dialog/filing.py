"""Filing: name, place, kind, description, department, review; asked in this order, skipping what is known."""

from dataclasses import replace

from bots.dialog import (
    filing_department,
    filing_name,
    filing_place,
    filing_review,
    filing_split,
    filing_story,
    lexicon,
    misses,
    names,
    notice,
    paging,
    when,
)
from bots.dialog.effects import Count, FileTicket, Wake
from bots.dialog.flow import drop, proceed
from bots.dialog.said import typed
from bots.dialog.session import Frame
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.dialog.turn import Turn
from routing.folding import fold
from routing.reading import Decision, Nature, Reading

_SENTENCE = 3
_SURELY = 0.95
_TALK = frozenset({Nature.INFO, Nature.CHITCHAT, Nature.TEST})
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
        if answer.pin is not None:
            filing_story.locate(turn, answer.pin)  # the first message's place comes before the home we know
        words = len(answer.words.split())
        if turn.number("voices") or words >= _SENTENCE or (words > 1 and _is_sure(reading)):
            turn.put(told=True)
        if reading is not None:
            filing_story.guess(turn, reading)
            filing_story.note_warnings(turn, reading)


def _is_sure(reading: Reading | None) -> bool:
    return reading is not None and reading.decision in (Decision.ASSIGN, Decision.EMERGENCY)


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
        *(filing_department.pick(turn, code) for code in turn.facts.district.departments if code != "other"),
        filing_department.OTHER_PICK,
    )


def _department_chosen(turn: Turn, answer: Answer) -> None:
    """One of the page shown, or any other by its name; other words belong to the matter."""
    code = answer.code or _named(turn, answer)
    if code == paging.MORE:
        paging.turn_over(turn)
    elif code:
        filing_story.department_chosen(turn, Answer(code=code))
    elif not stray(turn, answer):
        misses.again(turn, "filing-department-hint")


def _named(turn: Turn, answer: Answer) -> str:
    """The department whose name was written, whichever are shown."""
    step = turn.step
    return paging.named(turn, step, _departments(turn), answer.words) if step and answer.words else ""


def stray(turn: Turn, answer: Answer) -> bool:
    """Words and files that fit no option: they belong to the matter, and the question is put again."""
    sentence = len(answer.words.split()) >= _SENTENCE
    if turn.frame.step == "filing.department" and (code := _named(turn, answer)):
        filing_story.department_chosen(turn, Answer(code=code))
        return True
    if not (sentence or answer.photos or answer.voices or answer.pin or _is_a_word_of_it(turn, answer)):
        return False
    if lexicon.meanings("answers", typed(answer.words), near=False):
        return False
    if _is_only_talk(turn, answer):
        return True
    kept = turn.frame.step
    said = filing_story.tell(turn, answer)
    if filing_story.has_story(turn) and (sentence or not answer.words):
        turn.put(told=True)
    if sentence:
        reading = turn.read(answer.words)
        filing_story.note_warnings(turn, reading)
        filing_story.guess(turn, reading, first=False)
    turn.note(said)
    told = {"filing.kind": "kind", "filing.describe": "told"}.get(kept, "")
    if kept == filing_split.STEP.id or turn.get(told):
        proceed(turn)
    else:
        turn.ask()
    return True


def _is_a_word_of_it(turn: Turn, answer: Answer) -> bool:
    """A word or two that name the matter ("पानी") where its kind was asked: a beginning."""
    brief = 0 < len(answer.words.split()) < _SENTENCE
    if not brief or turn.frame.step != "filing.kind" or lexicon.meanings("answers", typed(answer.words)):
        return False
    if fold(answer.words) == fold(turn.words("name")):
        return False  # the name said once more, because its question was still on the screen
    return turn.read(answer.words).decision in (Decision.ASSIGN, Decision.ASK)


def _is_only_talk(turn: Turn, answer: Answer) -> bool:
    """Abuse gets its one line; questions about this service, before anything was told, an explanation."""
    if not answer.words or answer.photos or answer.voices:
        return False
    reading = turn.read(answer.words)
    if reading.nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        turn.note("abuse")
    elif reading.nature in _TALK and reading.confidence >= _SURELY and not filing_story.has_anything(turn):
        turn.note("talk")
    else:
        return False
    turn.ask()
    return True


def cancel(turn: Turn) -> None:
    """Give the draft up; asked once more when something was told, and not a second time."""
    if filing_story.has_anything(turn) and turn.frame.step != "filing.discard":
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
    if notice.is_newcomer(turn):
        notice.greet(turn)  # an emergency shows its number first, and may be left there
    filing_split.rejoin(turn)
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
        filing_name.STEP,
        filing_name.OWNER,
        *filing_place.STEPS,
        *filing_story.STORY_STEPS,
        filing_split.STEP,
        Step(
            "filing.department",
            picks=filing_department.picks,
            text=filing_department.text,
            skip=filing_story.routed,
            then=filing_story.department_chosen,
            next=("filing.same", "filing.review"),
            optional=True,
        ),
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
