"""After filing: my tickets, status, adding, answering, nudging, withdrawing, appeal, the paper."""

from bots.dialog import lexicon, paging, ticket_number
from bots.dialog.effects import Act, Json, Look, Personal
from bots.dialog.events import Done, Found, Refused, TicketView
from bots.dialog.filing_story import attach, files_of
from bots.dialog.flow import drop, finish
from bots.dialog.outcomes import refused, status_name
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.ticket_card import card, document, row, row_hint, told
from bots.dialog.turn import Turn
from tickets import numbers

_LIST = 9
_SENTENCE = 4


def start(turn: Turn, argument: str = "") -> None:
    """Status: of the ticket named, or of one's own tickets."""
    turn.begin("tracking")
    if argument:
        _look_for(turn, argument)
        return
    turn.do(Look("tickets", {}))


def start_wish(turn: Turn, what: str) -> None:
    """The same wish in words: of the one ticket it fits, or of one to be chosen."""
    turn.begin("tracking", wish=what)
    turn.do(Look("tickets", {}))


def wish(turn: Turn, ticket_id: int, what: str) -> None:
    """A button under a ticket."""
    turn.begin("tracking", wish=what)
    turn.do(Look("ticket", {"ticket_id": ticket_id}))


def named_unasked(turn: Turn, said: Said) -> bool:
    """A ticket's number, or its last four digits, written when nothing was asked."""
    named = ticket_number.is_named(turn, said)
    if named:
        start(turn, said.text)
    return named


def is_about_a_ticket(turn: Turn, said: Said) -> bool:
    """Whether a reply to a message of ours can be about a ticket: words or files, with no form open."""
    if turn.facts.person.role or (turn.conversation is not None and turn.conversation.keeps):
        return False
    short = (
        lexicon.meanings("small", said)
        or lexicon.meanings("commands", said)
        or lexicon.meanings("answers", said)
    )
    return not short and bool(said.text or said.has_media)


def replied(turn: Turn, said: Said, vendor_id: str) -> None:
    """Words in reply to a message about a ticket: found first, then added to it."""
    turn.begin("tracking", wish="add", held=said.text or None, held_photos=said.photos or None)
    attach(turn, Answer(files=said.files, photos=said.photos, voices=said.voices, transcript=said.transcript))
    turn.do(Look("ticket", {"vendor_id": vendor_id}))


def which_ticket(turn: Turn, answer: Answer) -> None:
    """A photo came by itself while tickets are open: ask whether it is for one of them."""
    turn.begin("tracking", wish="add", held=answer.words or None)
    attach(turn, answer)
    turn.note("file-kept")
    turn.do(Look("tickets", {}))


def _look_for(turn: Turn, text: str) -> None:
    turn.put(sought=text[: ticket_number.LONGEST])
    match numbers.read(text, turn.facts.district.number_prefix):
        case numbers.Number(value):
            turn.do(Look("ticket", {"number": value}))
        case numbers.Tail(digits):
            turn.do(Look("ticket", {"tail": digits}))
        case numbers.WrongDigit(typed):
            turn.note("tracking-check-digit", number=typed)
            finish(turn)
        case None:
            turn.note("tracking-missing", number=text[: ticket_number.LONGEST])
            finish(turn)


def outcome(turn: Turn, event: Outcome) -> bool:
    """What came of the questions and deeds of this conversation."""
    match event:
        case Found(what="tickets"):
            _listed(turn, event.tickets)
        case Found(what="ticket") if len(event.tickets) > 1:
            _offer(turn, event.tickets)
        case Found(what="ticket") if event.tickets:
            _found(turn, event.tickets[0])
        case Found() | Refused(what="ticket" | "tickets"):
            _missing(turn, event)
        case Done(what="pdf" | "listen" | "files"):
            document(turn, event)
        case Done():
            number = event.ticket.number if event.ticket else ""
            turn.note(f"done-{event.what}", number=number)
            finish(turn)
        case Refused():
            refused(turn, event)
        case _:
            return False
    return True


def _listed(turn: Turn, tickets: tuple[TicketView, ...]) -> None:
    wished = turn.words("wish")
    fitting = tuple(ticket for ticket in tickets if _fits(wished, ticket))
    if tickets and not fitting:
        turn.put(wish=None)  # none that it could be done to: how they stand says why
        fitting = tickets
    if wished == "add" and turn.get("files"):
        _offer(turn, fitting)
    elif not fitting and turn.session.parked:
        turn.note("tracking-none-yet")
        finish(turn)
    elif not fitting:
        turn.tell("tracking-none", (turn.link("new"),))
        finish(turn)
    elif len(fitting) == 1:
        _found(turn, fitting[0])
    else:
        _offer(turn, fitting)


def _fits(wished: str, ticket: TicketView) -> bool:
    """Whether this may be wished for the ticket, as far as its life goes."""
    if wished == "add":
        return ticket.open
    return wished in ("", "pdf") or wished in ticket.actions


def _offer(turn: Turn, tickets: tuple[TicketView, ...]) -> None:
    listed: list[Json] = [
        [ticket.id, row(turn, ticket), row_hint(turn, ticket)] for ticket in tickets[:_LIST]
    ]
    turn.put(listed=listed)
    turn.go("tracking.list")


def _picks(turn: Turn) -> tuple[Pick, ...]:
    listed = turn.get("listed")
    rows = (
        [row for row in listed if isinstance(row, list) and len(row) == 3] if isinstance(listed, list) else []
    )
    picks = tuple(Pick(str(row[0]), label=str(row[1]), hint=str(row[2])) for row in rows)
    return (*picks, Pick("new")) if turn.words("wish") == "add" else picks


def _chosen(turn: Turn, answer: Answer) -> None:
    if answer.code == "new":
        _something_new(turn)
        return
    code = answer.code or _by_name(turn, answer.words)
    if code.isdecimal():
        turn.do(Look("ticket", {"ticket_id": int(code)}))
    elif len(answer.words.split()) < _SENTENCE and answer.words:
        _look_for(turn, answer.words)
    elif turn.holds:
        attach(turn, answer)
        turn.put(held="\n".join(part for part in (turn.words("held"), answer.words) if part) or None)
        turn.note("filing-kept" if answer.words else "file-kept")
        turn.ask()
    else:
        drop(turn)  # something else is told
        turn.is_new, turn.anew = True, answer


def _by_name(turn: Turn, words: str) -> str:
    """The one ticket of the department that was named; four digits and more are a number."""
    if turn.step is None or any(sign.isdecimal() for sign in words):
        return ""
    return paging.named(turn, turn.step, turn.picks(turn.step), words)


def _something_new(turn: Turn) -> None:
    """What was held begins a matter of its own."""
    turn.is_new = True
    turn.anew = Answer(words=turn.words("held"), files=files_of(turn), photos=turn.number("photos") or 0)
    drop(turn)


def _found(turn: Turn, ticket: TicketView) -> None:
    wish_now = turn.words("wish")
    turn.put(ticket=ticket.id, number=ticket.number)
    if wish_now == "add" and (turn.words("held") or turn.get("files")):
        verb = "answer" if ticket.question and "answer" in ticket.actions else "add"
        _act(turn, verb, {"text": turn.words("held"), "attachments": list(files_of(turn))})
    elif wish_now == "listen":
        turn.do(Personal("listen", {"text": card(turn, ticket)}))
    elif wish_now in ("", "status"):
        told(turn, ticket)
    elif wish_now in ("pdf", "files"):
        turn.do(Personal(wish_now, {"ticket_id": ticket.id}))
    elif wish_now not in ticket.actions:
        turn.note("stale-ticket", number=ticket.number, status=status_name(turn, ticket.status))
        finish(turn)
    elif wish_now == "nudge":
        _act(turn, "nudge", {})
    elif wish_now == "dispute":
        turn.begin("verdict", ticket=ticket.id, number=ticket.number)
        turn.go("verdict.reason")
    elif wish_now == "answer":
        turn.put(question=ticket.question)
        turn.go("tracking.answer")
    else:
        turn.go(f"tracking.{wish_now}")


def _act(turn: Turn, verb: str, values: dict[str, Json]) -> None:
    ticket = turn.number("ticket")
    if ticket is not None:
        turn.do(Act(verb, ticket, values))


def _said(turn: Turn, answer: Answer) -> dict[str, Json]:
    attach(turn, answer)
    return {"text": answer.words or answer.transcript, "attachments": list(files_of(turn))}


def _add(turn: Turn, answer: Answer) -> None:
    _act(turn, "add", _said(turn, answer))


def _answer(turn: Turn, answer: Answer) -> None:
    _act(turn, "answer", _said(turn, answer))


def _withdraw(turn: Turn, answer: Answer) -> None:
    if answer.code == "yes":
        _act(turn, "withdraw", {})
    else:
        turn.note("kept-open")
        finish(turn)


def _appeal(turn: Turn, answer: Answer) -> None:
    said_now = _said(turn, answer)
    _act(turn, "appeal", {"reason": said_now["text"], "attachments": said_now["attachments"]})


def _missing(turn: Turn, event: Outcome) -> None:
    if isinstance(event, Refused) and event.code == "prove-phone":
        turn.go("tracking.prove")
        return
    if turn.words("held") or turn.get("files"):
        turn.anew = Answer(words=turn.words("held"), files=files_of(turn), photos=turn.number("photos") or 0)
        drop(turn)
        return
    turn.note("tracking-missing", number=turn.words("sought"))
    finish(turn)


def _prove(turn: Turn, answer: Answer) -> None:
    turn.do(Look("ticket", {"number": turn.words("sought"), "phone_tail": lexicon.folded(answer.words)[-4:]}))


def _number(turn: Turn) -> dict[str, str | int]:
    return {"number": turn.words("number")}


def _question(turn: Turn) -> dict[str, str | int]:
    return {"number": turn.words("number"), "question": turn.words("question")}


CONVERSATION = Conversation(
    name="tracking",
    steps=(
        Step(
            "tracking.list",
            picks=_picks,
            open=True,
            exact=True,
            then=_chosen,
            next=("tracking.add", "tracking.prove"),
        ),
        Step("tracking.prove", open=True, then=_prove),
        Step("tracking.add", open=True, then=_add, values=_number),
        Step("tracking.answer", open=True, then=_answer, values=_question),
        Step("tracking.appeal", open=True, then=_appeal, values=_number),
        Step(
            "tracking.withdraw",
            picks=(Pick("yes", means=("yes",)), Pick("no", means=("no", "keep"))),
            then=_withdraw,
            values=_number,
        ),
    ),
    done=finish,
    outcome=outcome,
)
