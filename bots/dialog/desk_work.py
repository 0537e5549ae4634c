"""An officer's verbs that need words: begun, carried out when all is answered, explained when refused."""

from collections.abc import Mapping

from bots.dialog.desk_questions import FLOWS, STEPS, WORDS, worded
from bots.dialog.effects import Act, Json
from bots.dialog.events import Done, Refused, TicketView
from bots.dialog.flow import drop, finish, proceed
from bots.dialog.outcomes import reason
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Conversation, Outcome
from bots.dialog.turn import Turn

KEPT = ("ticket", "number", "photo", "files", "photos", "voices", "from_department", "hidden", "story")
"""What is known of a ticket before its verb is chosen."""


def start(turn: Turn, verb: str, ticket: TicketView) -> None:
    """Begin the questions of a verb on a ticket."""
    _begin(turn, verb, {"ticket": ticket.id, "number": ticket.number, "photo": ticket.photo_required})
    turn.put(story=ticket.description[:600] or None, from_department=ticket.department or None)
    turn.put(hidden=ticket.confidential or None)
    proceed(turn)


def start_with(turn: Turn, verb: str, held: Mapping[str, Json]) -> None:
    """Begin with words and files that were sent before the verb was chosen."""
    kept = {key: held[key] for key in KEPT if key in held}
    _begin(turn, verb, kept)
    words = next(step for step in FLOWS[verb] if step in WORDS)
    text = str(held.get("held") or "")
    if text:
        turn.reframe(step=f"work.{words}")
        worded(turn, Answer(words=text))
    else:
        proceed(turn)


def _begin(turn: Turn, verb: str, answers: Mapping[str, Json]) -> None:
    turn.begin("work", verb=verb, **answers)


def heard(said: Said) -> Answer:
    """Only the files of a message; its words are kept apart."""
    return Answer(files=said.files, photos=said.photos, voices=said.voices, transcript=said.transcript)


def perform(turn: Turn) -> None:
    """Every question of the verb is answered: do it."""
    verb, ticket = turn.words("verb"), turn.number("ticket")
    flow = FLOWS.get(verb)
    if ticket is None or flow is None:
        finish(turn)
        return
    values: dict[str, Json] = {
        WORDS[step]: turn.words(f"{step}_given")
        for step in flow
        if step in WORDS and turn.words(f"{step}_given")
    }
    if "department" in flow:
        values["department"] = turn.words("department_given")
    if "place" in flow and turn.number("area_given") is not None:
        values["area_id"] = turn.number("area_given")
    if verb == "decline_rejection":
        values = {"note": turn.words("why_given")}
    if "ground" in flow:
        values["reason"] = turn.words("ground_given")
    if turn.number("days_given"):
        values["days"] = turn.number("days_given")
    files = turn.get("files")
    if isinstance(files, list) and files:
        values["attachments"] = files
    turn.do(Act(verb, ticket, values))


def outcome(turn: Turn, event: Outcome) -> bool:
    """Done: said so. Refused: the words are asked again, or it is said how the ticket stands now."""
    match event:
        case Done():
            number = event.ticket.number if event.ticket else turn.words("number")
            drop(turn)
            turn.tell(f"desk-done-{event.what.replace('_', '-')}", (turn.link("queue"),), number=number)
            finish(turn)
        case Refused():
            _refused(turn, event)
        case _:
            return False
    return True


_OF_STATE = frozenset(
    {
        "not-possible",
        "not-allowed",
        "not-found",
        "changed",
        "extension-again",
        "not-yours-to-decide",
        "appeal-decided-above",
    }
)


def _refused(turn: Turn, event: Refused) -> None:
    turn.add(reason(turn, event))
    ticket = turn.number("ticket")
    if event.code == "photo-needed":
        turn.put(photo=True, preview_given=None)
        turn.go("work.photo")
    elif event.code in _OF_STATE or ticket is None:
        drop(turn)
        if ticket is not None and event.code != "not-found":
            turn.run("card", str(ticket))
        else:
            finish(turn)
    else:
        flow = FLOWS[turn.words("verb")]
        first = _refused_step(flow, event.code)
        turn.put(**{f"{step}_given": None for step in (first, "place", "preview")}, elsewhere=None)
        turn.go(f"work.{first}")


def _refused_step(flow: tuple[str, ...], code: str) -> str:
    """Which answer the refusal is about."""
    if code in ("same-department", "no-such-department", "confidential-only-above") and "department" in flow:
        return "department"
    if code == "no-such-place" and "place" in flow:
        return "department"
    if "date" in code and "days" in flow:
        return "days"
    return next(step for step in flow if step in WORDS)


CONVERSATION = Conversation(name="work", steps=STEPS, done=perform, outcome=outcome, keeps=True)
