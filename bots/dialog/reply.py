"""The answer to an officer's question or message: free words, while it is plain that they are the answer."""

from datetime import UTC, datetime, timedelta

from bots.dialog import when
from bots.dialog.effects import Act, Json, Look
from bots.dialog.events import Done, Found, Refused, TicketView
from bots.dialog.filing_story import attach
from bots.dialog.flow import drop, finish
from bots.dialog.outcomes import reason
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.turn import Turn
from routing.reading import Decision

_FRESH = when.DAY
"""Until then free words are the answer, unless they are plainly another matter."""
_MATTER = 4


def expect(turn: Turn, what: str, ticket_id: int, number: str) -> None:
    """Await the answer without asking: the notification did."""
    turn.begin("reply", ticket=ticket_id, number=number, verb=what, at=turn.facts.now.timestamp())
    turn.reframe(step="reply.words")


def _heard(turn: Turn, answer: Answer) -> None:
    """An answer; one that comes late or sounds like a matter of its own waits for a look at the ticket."""
    _hold(turn, answer)
    ticket = turn.number("ticket")
    if ticket is None:
        finish(turn)
    elif _is_doubtful(turn):
        turn.do(Look("ticket", {"ticket_id": ticket}))
    else:
        _send(turn)


def _hold(turn: Turn, answer: Answer) -> None:
    attach(turn, answer)
    words = answer.words or answer.transcript
    turn.put(held="\n".join(part for part in (turn.words("held"), words) if part) or None)


def _is_doubtful(turn: Turn) -> bool:
    if turn.message is not None and turn.message.reply_to:
        return False
    return _asked_before(turn, _FRESH) or _is_a_matter(turn)


def _asked_before(turn: Turn, age: timedelta) -> bool:
    asked = turn.get("at")
    return isinstance(asked, int | float) and turn.facts.now - datetime.fromtimestamp(asked, UTC) > age


def _is_a_matter(turn: Turn) -> bool:
    words = turn.words("held")
    return len(words.split()) >= _MATTER and turn.read(words).decision is Decision.ASSIGN


def _looked(turn: Turn, ticket: TicketView) -> None:
    """Asked lately and of the same department's work: the answer. Else the person says what it is."""
    if _verb(turn) not in ticket.actions:
        if "add" not in ticket.actions:
            _settle(turn)
            _as_new(turn)
            return
        turn.put(late=True)  # the ticket waits no longer, but takes more words
    words = turn.words("held")
    other = _is_a_matter(turn) and turn.read(words).department != turn.read(ticket.description).department
    if other or _asked_before(turn, when.WEEK):
        turn.put(question=ticket.question or None)
        turn.go("reply.which")
    else:
        _send(turn)


def _which(turn: Turn, answer: Answer) -> None:
    if answer.code == "new":
        _as_new(turn)
    else:
        _send(turn)


def _stray(turn: Turn, answer: Answer) -> bool:
    """More of it, while we ask what it is."""
    if turn.frame.step != "reply.which" or not (
        len(answer.words.split()) > 1 or answer.photos or answer.voices
    ):
        return False
    _hold(turn, answer)
    turn.note("verdict-heard" if answer.words else "file-kept")
    turn.ask()
    return True


def _verb(turn: Turn) -> str:
    return "message" if turn.words("verb") == "message" else "answer"


def _send(turn: Turn) -> None:
    ticket = turn.number("ticket")
    if ticket is None:
        finish(turn)
        return
    verb = "add" if turn.get("late") else _verb(turn)
    turn.do(Act(verb, ticket, {"text": turn.words("held"), "attachments": _files(turn)}))


def _files(turn: Turn) -> list[Json]:
    files = turn.get("files")
    return files if isinstance(files, list) else []


def _as_new(turn: Turn) -> None:
    """What was held begins a matter of its own; a question that still waits comes again after it."""
    turn.is_new = True
    turn.anew = Answer(
        words=turn.words("held"),
        files=tuple(int(str(item)) for item in _files(turn)),
        photos=turn.number("photos") or 0,
        voices=turn.number("voices") or 0,
    )
    drop(turn)


def _settle(turn: Turn) -> None:
    ticket = turn.number("ticket")
    if ticket is not None:
        turn.session = turn.session.settled(ticket)


def _outcome(turn: Turn, event: Outcome) -> bool:
    match event:
        case Found(what="ticket") if event.tickets:
            _looked(turn, event.tickets[0])
        case Found(what="ticket") | Refused(what="ticket"):
            _settle(turn)
            _as_new(turn)
        case Done(what="answer" | "message" | "add"):
            _settle(turn)
            turn.note(
                f"done-{event.what}", number=event.ticket.number if event.ticket else turn.words("number")
            )
            finish(turn)
        case Refused(what="answer" | "message") if not turn.get("late"):
            turn.put(late=True)  # the ticket went on meanwhile: the words are added to it instead
            _send(turn)
        case Refused():
            _settle(turn)
            turn.add(reason(turn, event))
            finish(turn)
        case _:
            return False
    return True


def _asked(turn: Turn) -> str:
    """What was asked, said again: it may be days ago."""
    question = turn.words("question")
    text_id = "reply-which" if question else "reply-which-message"
    return turn.text(text_id, number=turn.words("number"), question=question)


CONVERSATION = Conversation(
    name="reply",
    steps=(
        Step(
            "reply.words",
            open=True,
            then=_heard,
            values=lambda turn: {"number": turn.words("number")},
            next=("reply.which",),
        ),
        Step(
            "reply.which",
            picks=(Pick("answer", means=("yes",)), Pick("new", means=("no",))),
            text=_asked,
            then=_which,
            next=("filing.review",),
        ),
    ),
    done=finish,
    outcome=_outcome,
    stray=_stray,
)
