"""The questions behind an officer's verbs: which verb needs which, and how each answer is taken."""

from collections.abc import Callable, Mapping

import texts
from bots.dialog import desk_department, desk_place, lexicon, when
from bots.dialog.desk_card import verb_label
from bots.dialog.events import Refused
from bots.dialog.filing_story import attach
from bots.dialog.flow import drop, finish, proceed
from bots.dialog.outcomes import reason
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Pick, Step
from bots.dialog.turn import Turn
from tickets.errors import Invalid
from tickets.guard import check_reply

FLOWS: Mapping[str, tuple[str, ...]] = {
    "resolve": ("note", "photo", "preview"),
    "ask": ("question", "preview"),
    "transfer": ("department", "place", "why"),
    "extend": ("days", "why", "preview"),
    "direct": ("order", "days"),
    "reject": ("ground", "note", "preview"),
    "decline_rejection": ("why",),
    "escalate": ("why",),
    "reopen": ("why",),
    "message": ("words", "preview"),
    "note": ("words",),
}
"""Verb → the questions it needs, in order; the rest of this file is those questions."""
GROUNDS = ("duplicate", "not_a_grievance", "no_details", "court", "rti", "policy", "already_done", "false")
WORDS = {"note": "note", "question": "question", "why": "reason", "order": "text", "words": "text"}
_GUARDED = frozenset({("resolve", "note"), ("reject", "note"), ("extend", "why")})
_NOTICE = {
    "resolve": "notice-resolved",
    "ask": "notice-question",
    "extend": "notice-extended",
    "reject": "notice-rejected",
    "message": "notice-message",
}


def _unneeded(step: str) -> Callable[[Turn], bool]:
    """A question is left out when the verb does not need it or it was answered."""

    def skip(turn: Turn) -> bool:
        if step not in FLOWS.get(turn.words("verb"), ()):
            return True
        if step == "photo":
            return not turn.get("photo") or bool(turn.number("photos"))
        if step == "place" and not turn.get("elsewhere"):
            return True
        return f"{step}_given" in turn.frame.answers

    return skip


def worded(turn: Turn, answer: Answer) -> None:
    """Words (a transcript where only a voice note came), held to what may reach a citizen."""
    step = turn.frame.step.partition(".")[2]
    attach(turn, answer)
    words = answer.words or answer.transcript
    if not words:
        turn.note("file-kept")
        turn.ask()
        return
    if (turn.words("verb"), step) in _GUARDED:
        try:
            check_reply(words, step)
        except Invalid as refusal:
            turn.add(reason(turn, Refused(turn.words("verb"), refusal.code, None, refusal.values)))
            turn.ask()
            return
    turn.put(**{f"{step}_given": words})
    proceed(turn)


def _photo(turn: Turn, answer: Answer) -> None:
    attach(turn, answer)
    if answer.words and not answer.photos:
        turn.put(note_given=f"{turn.words('note_given')}\n{answer.words}".strip())
    if turn.number("photos"):
        proceed(turn)
    else:
        turn.note("refused-photo-needed")
        turn.ask()


def _days(turn: Turn, answer: Answer) -> None:
    days = (
        int(answer.code) if answer.code else lexicon.number(Said(answer.words, lexicon.folded(answer.words)))
    )
    if days is None or not 0 <= days <= 365:
        turn.note("work-days-hint")
        turn.ask()
        return
    turn.put(days_given=days)
    proceed(turn)


def _ground(turn: Turn, answer: Answer) -> None:
    turn.put(ground_given=answer.code)
    proceed(turn)


def _preview(turn: Turn, answer: Answer) -> None:
    match answer.code:
        case "send":
            turn.put(preview_given=True)
            proceed(turn)
        case "change":
            step = next(name for name in FLOWS[turn.words("verb")] if name in WORDS)
            turn.put(**{f"{step}_given": None})
            turn.go(f"work.{step}")
        case "cancel":
            drop(turn)
            turn.note("cancelled")
            finish(turn)
        case _:
            _more(turn, answer)


def _more(turn: Turn, answer: Answer) -> None:
    """More words or photos while looking at the citizen's view belong to it."""
    attach(turn, answer)
    step = next(name for name in FLOWS[turn.words("verb")] if name in WORDS)
    if answer.words:
        turn.put(**{f"{step}_given": f"{turn.words(f'{step}_given')}\n{answer.words}"})
    turn.ask()


def citizen_view(turn: Turn) -> str:
    """The message as the citizen will read it."""
    verb = turn.words("verb")
    step = next(name for name in FLOWS[verb] if name in WORDS)
    words = turn.words(f"{step}_given")
    photos = turn.number("photos") or 0
    values: dict[str, str | int] = {
        "number": turn.words("number"),
        "department": _office(turn),
        "words": words,
        "due": when.day(
            turn, turn.facts.district.calendar.add_days(turn.facts.now, turn.number("days_given") or 0)
        ),
    }
    shown = turn.text(_NOTICE[verb], **values)
    files = turn.text("count-photos", count=photos) if photos else ""
    return "\n\n".join(part for part in (turn.text("work-preview"), shown, files) if part)


def _due(turn: Turn) -> str:
    """The last day, if it is sent today."""
    calendar, days = turn.facts.district.calendar, turn.number("days_given") or 0
    return when.day(turn, calendar.add_days(turn.facts.now, days))


def _office(turn: Turn) -> str:
    """The office as its citizen reads it."""
    if turn.get("hidden"):
        return turn.text("senior-officer")
    card = turn.facts.district.departments.get(desk_department.own(turn))
    return card.called[turn.language] if card else turn.words("from_department") or turn.text("desk-name")


def _by_verb(turn: Turn, step: str) -> str:
    """The question in the verb's own words, where it has any."""
    own = f"work-{step}-{turn.words('verb')}"
    return turn.text(own if texts.has(own) else f"work-{step}", **_number(turn))


def _number(turn: Turn) -> dict[str, str | int]:
    return {"number": turn.words("number"), "verb": verb_label(turn, turn.words("verb"))}


_LATER = ("work.photo", "work.days", "work.why", "work.preview")
STEPS = (
    Step(
        "work.department",
        picks=desk_department.picks,
        open=True,
        skip=_unneeded("department"),
        then=desk_department.chosen,
        values=_number,
        next=("work.place", "work.why"),
    ),
    Step(
        "work.place",
        picks=desk_place.picks,
        open=True,
        skip=_unneeded("place"),
        then=desk_place.chosen,
        values=_number,
        next=("work.why",),
    ),
    Step(
        "work.ground",
        picks=tuple(Pick(ground, text=f"work-ground-{ground.replace('_', '-')}") for ground in GROUNDS),
        skip=_unneeded("ground"),
        then=_ground,
        values=_number,
    ),
    Step(
        "work.note",
        open=True,
        skip=_unneeded("note"),
        then=worded,
        text=lambda turn: _by_verb(turn, "note"),
        next=_LATER,
    ),
    Step(
        "work.photo",
        open=True,
        skip=_unneeded("photo"),
        then=_photo,
        values=_number,
        next=("work.preview",),
    ),
    Step("work.question", open=True, skip=_unneeded("question"), then=worded, values=_number, next=_LATER),
    Step("work.order", open=True, skip=_unneeded("order"), then=worded, values=_number, next=_LATER),
    Step(
        "work.days",
        picks=(Pick("3"), Pick("7"), Pick("15")),
        open=True,
        exact=True,
        counts=True,
        skip=_unneeded("days"),
        then=_days,
        text=lambda turn: _by_verb(turn, "days"),
        next=("work.why",),
    ),
    Step("work.why", open=True, skip=_unneeded("why"), then=worded, values=_number, next=_LATER),
    Step("work.words", open=True, skip=_unneeded("words"), then=worded, values=_number, next=_LATER),
    Step(
        "work.preview",
        picks=(
            Pick("send", means=("send", "yes", "done")),
            Pick("change", means=("change", "no")),
            Pick("cancel"),
        ),
        open=True,
        skip=_unneeded("preview"),
        text=citizen_view,
        then=_preview,
        stamp=citizen_view,
        next=("work.note", "work.question", "work.why", "work.words"),
    ),
)
