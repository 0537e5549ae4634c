"""The citizen's verdict on a resolved ticket, then stars."""

from dataclasses import replace

from bots.dialog import lexicon, misses, reply
from bots.dialog.effects import Act, Json
from bots.dialog.events import Done, Refused, TicketView, Told
from bots.dialog.filing_story import attach
from bots.dialog.flow import finish
from bots.dialog.outcomes import refused
from bots.dialog.said import Said, typed
from bots.dialog.session import Frame
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.tracking import wish
from bots.dialog.turn import Turn

_PATIENCE = 2
_MEANT = (("unsure", {"unsure"}), ("no", {"no"}), ("yes", {"yes", "done"}))


def told(turn: Turn, event: Told) -> None:
    """A notification asked something: it waits; when nothing else is going on, the next answer is for it."""
    asked_at = turn.facts.now.timestamp()
    turn.session = turn.session.waits(event.what, event.ticket_id, event.number, asked_at)
    if turn.conversation is not None and turn.conversation.keeps:
        return
    turn.session = replace(turn.session, frame=Frame())
    _expect(turn, event.what, event.ticket_id, event.number)


def _expect(turn: Turn, what: str, ticket_id: int, number: str) -> None:
    """Await the answer without asking: the notification did."""
    if what == "verdict":
        turn.begin("verdict", ticket=ticket_id, number=number)
        turn.reframe(step="verdict.ask")
    else:
        reply.expect(turn, what, ticket_id, number)


def answered_unasked(turn: Turn, said: Said) -> bool:
    """A bare yes or no while a verdict waits is that verdict."""
    waiting = next((item for item in turn.session.pending if item.what == "verdict"), None)
    meant = lexicon.meanings("answers", said)
    code = next((code for code, ways in _MEANT if meant & ways), "")
    if waiting is None or not code:
        return False
    _expect(turn, "verdict", waiting.ticket_id, waiting.number)
    step = turn.step
    if step is not None and step.then is not None:
        step.then(turn, Answer(code=code))
    return True


def tapped(turn: Turn, ticket_id: int, code: str) -> None:
    """A verdict button, pressed at any time; a form in progress waits."""
    waiting = next((item.number for item in turn.session.pending if item.ticket_id == ticket_id), "")
    if code == "no" and not waiting:
        wish(turn, ticket_id, "dispute")
        return
    turn.begin("verdict", ticket=ticket_id, number=waiting)
    turn.reframe(step="verdict.ask")
    _given(turn, Answer(code=code))


def starred(turn: Turn, ticket_id: int, stars: int) -> None:
    """A star button, pressed at any time."""
    turn.begin("verdict", ticket=ticket_id)
    turn.reframe(step="verdict.stars")
    _rate(turn, Answer(code=str(stars)))


def _given(turn: Turn, answer: Answer) -> None:
    match answer.code:
        case "yes":
            _act(turn, "confirm", {})
        case "unsure":
            _act(turn, "unsure", {})
        case _ if turn.words("reason"):
            _dispute(turn)
        case _:
            turn.go("verdict.reason")


def _stray(turn: Turn, answer: Answer) -> bool:
    """A sentence instead of yes or no: most likely the reason; kept, and the question put once more."""
    if turn.frame.step != "verdict.ask" or not (
        len(answer.words.split()) > 1 or answer.voices or answer.photos
    ):
        return False
    attach(turn, answer)
    reason = answer.words or answer.transcript or turn.text("said-by-voice")
    turn.put(reason=reason)
    turn.note("verdict-heard")
    turn.ask()
    return True


def _reason(turn: Turn, answer: Answer) -> None:
    if lexicon.meanings("answers", typed(answer.words), near=False) and turn.frame.misses < _PATIENCE:
        misses.again(turn, "verdict-reason-hint")  # "no" once more is no reason; insisted on, it is taken
        return
    attach(turn, answer)
    turn.put(
        reason=answer.words
        or answer.transcript
        or turn.text("said-by-voice" if answer.voices else "story-photo")
    )
    _dispute(turn)


def _dispute(turn: Turn) -> None:
    files = turn.get("files")
    attachments: list[Json] = files if isinstance(files, list) else []
    _act(turn, "dispute", {"reason": turn.words("reason"), "attachments": attachments})


def _rate(turn: Turn, answer: Answer) -> None:
    stars = int(answer.code) if answer.code else None
    if stars is None:
        said = Said(text=answer.words, folded=lexicon.folded(answer.words))
        stars = lexicon.stars(said) or lexicon.ordinal(said) or lexicon.number(said)
    if stars is None or not 1 <= stars <= 5:
        misses.again(turn, "verdict-stars-hint")
        return
    _act(turn, "rate", {"stars": stars})


def _act(turn: Turn, verb: str, values: dict[str, Json]) -> None:
    ticket = turn.number("ticket")
    if ticket is None:
        finish(turn)
        return
    turn.do(Act(verb, ticket, values))


def outcome(turn: Turn, event: Outcome) -> bool:
    """What came of the verdict."""
    match event:
        case Done(what="confirm"):
            _settle(turn)
            turn.put(number=_number_of(turn, event.ticket))
            turn.note("verdict-confirmed", number=turn.words("number"))
            turn.go("verdict.stars")
        case Done(what="dispute"):
            _settle(turn)
            level = (
                "appealed" if event.ticket is not None and event.ticket.status == "appealed" else "reopened"
            )
            turn.note(f"verdict-{level}", number=_number_of(turn, event.ticket))
            finish(turn)
        case Done(what="unsure"):
            _settle(turn)
            turn.note("verdict-unsure", number=_number_of(turn, event.ticket))
            finish(turn)
        case Done(what="rate"):
            low = event.ticket is not None and event.ticket.status == "appealed"
            turn.note("verdict-rated-low" if low else "verdict-rated")
            finish(turn)
        case Refused():
            _settle(turn)
            refused(turn, event)
        case _:
            return False
    return True


def _settle(turn: Turn) -> None:
    ticket = turn.number("ticket")
    if ticket is not None:
        turn.session = turn.session.settled(ticket)


def _number_of(turn: Turn, ticket: TicketView | None) -> str:
    return ticket.number if ticket is not None else turn.words("number")


def _number(turn: Turn) -> dict[str, str | int]:
    return {"number": turn.words("number")}


CONVERSATION = Conversation(
    name="verdict",
    steps=(
        Step(
            "verdict.ask",
            picks=(
                Pick("yes", means=("yes", "done")),
                Pick("no", means=("no",)),
                Pick("unsure", means=("unsure",)),
            ),
            then=_given,
            values=_number,
            next=("verdict.reason", "verdict.stars"),
        ),
        Step("verdict.reason", open=True, then=_reason, values=_number),
        Step(
            "verdict.stars",
            picks=tuple(Pick(str(count), text=f"stars-{count}") for count in range(1, 6)),
            open=True,
            exact=True,
            counts=True,
            then=_rate,
            values=_number,
        ),
    ),
    done=finish,
    outcome=outcome,
    stray=_stray,
)
