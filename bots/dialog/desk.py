"""The officer's desk in chat: lists, cards, commands, and the buttons of alert cards."""

from bots.dialog import desk_card, desk_work, lexicon
from bots.dialog.desk_questions import FLOWS
from bots.dialog.desk_seek import AT_ONCE, assented, seek, wished
from bots.dialog.effects import Act, Json, Look, Personal
from bots.dialog.events import Done, Found, Refused, TicketView
from bots.dialog.filing_story import attach
from bots.dialog.flow import drop, finish
from bots.dialog.outcomes import reason, status_name
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.turn import Turn
from bots.dialog.when import day
from tickets import numbers

HELD = ("resolve", "message", "ask", "note")
_SEARCH = 2
_SENTENCE = 4
_LIST = 9


def open_desk(turn: Turn) -> None:
    """The desk's menu; a form in progress waits."""
    turn.begin("desk")
    turn.go("desk.main")


def command(turn: Turn, name: str, argument: str) -> None:
    """/queue /today /ticket N /leave /settings /digest /portal."""
    turn.begin("desk", asked=name)
    match name:
        case "queue" | "today":
            turn.do(Look(name, {}))
        case "ticket" if argument:
            turn.put(held=argument)
            seek(turn, argument)
        case "leave" if lexicon.number(Said(argument, lexicon.folded(argument))) is not None:
            _leave(turn, Answer(words=argument))
        case "leave" | "settings":
            turn.go(f"desk.{name}")
        case "digest" | "portal":
            turn.do(Personal(name, {}))
        case _:
            turn.go("desk.main")


def tapped(turn: Turn, ticket_id: int, verb: str) -> None:
    """A button of a card, new or old: state and rights are asked anew before anything else."""
    turn.begin("desk", want=verb, ticket=ticket_id)
    if verb in AT_ONCE:
        turn.do(Act(verb, ticket_id, {}))
    else:
        turn.do(Look("ticket", {"ticket_id": ticket_id}))


def first(turn: Turn, said: Said) -> bool:
    """Words of an officer when nothing was asked: a ticket's number, else a search."""
    if turn.message is not None and turn.message.reply_to and (said.text or said.has_media):
        turn.begin("desk", want="held", held=said.text or None)
        attach(turn, desk_work.heard(said))
        turn.do(Look("ticket", {"vendor_id": turn.message.reply_to}))
        return True
    if len(said.text) < _SEARCH or said.has_media:
        return False
    if not assented(turn, said.text):
        turn.begin("desk", held=said.text)
        seek(turn, said.text)
    return True


def outcome(turn: Turn, event: Outcome) -> bool:
    """What came of questions and of verbs done at one tap."""
    match event:
        case Found(what="ticket") if len(event.tickets) == 1:
            _found(turn, event.tickets[0])
        case Found():
            _listed(turn, event)
        case Done(what="leave" | "alerts" | "digest" | "portal"):
            turn.note(f"desk-done-{event.what}", **_told(event))
            finish(turn)
        case Done() if event.ticket is not None:
            drop(turn)
            turn.note(f"desk-done-{event.what.replace('_', '-')}", number=event.ticket.number)
            desk_card.show(turn, event.ticket)
            finish(turn)
        case Refused():
            _refused(turn, event)
        case _:
            return False
    return True


def _told(event: Done) -> dict[str, str | int]:
    return {key: value if isinstance(value, int) else str(value) for key, value in event.values.items()}


def _found(turn: Turn, ticket: TicketView) -> None:
    want = turn.words("want")
    if want == "held":
        turn.put(
            ticket=ticket.id, number=ticket.number, possible=list(ticket.actions), photo=ticket.photo_required
        )
        turn.put(from_department=ticket.department or None, story=ticket.description[:600] or None)
        turn.put(hidden=ticket.confidential or None)
        turn.go("desk.held")
    elif want in AT_ONCE and want in ticket.actions:
        turn.put(ticket=ticket.id)
        turn.do(Act(want, ticket.id, {}))
    elif want in FLOWS and want in ticket.actions:
        drop(turn)
        desk_work.start(turn, want, ticket)
    else:
        if wished(turn):
            spent = want == "extend" and "resolve" in ticket.actions
            text_id = "refused-extension-again" if spent else "desk-stale"
            turn.note(text_id, number=ticket.number, status=status_name(turn, ticket.status))
        drop(turn)
        desk_card.show(turn, ticket)
        finish(turn)


def _listed(turn: Turn, event: Found) -> None:
    if not event.tickets:
        _nothing(turn, event)
        return
    rows: list[Json] = [[ticket.id, _row(turn, ticket), _hint(ticket)] for ticket in event.tickets[:_LIST]]
    open_now, overdue = event.values.get("open"), event.values.get("overdue")
    turn.put(listed=rows, open=open_now if isinstance(open_now, int) else len(rows), overdue=overdue or 0)
    turn.put(heading="search" if event.what == "ticket" else event.what, held=None)
    turn.go("desk.list")


def _nothing(turn: Turn, event: Found) -> None:
    if event.what == "search" and len(turn.words("held").split()) >= _SENTENCE:
        turn.go("desk.none")
        return
    turn.note(f"desk-{event.what}-empty", text=turn.words("held"))
    turn.go("desk.main")


def _row(turn: Turn, ticket: TicketView) -> str:
    mark = "🔴" if ticket.overdue else "🚨" if ticket.urgent else "▫️"
    due = f" {day(turn, ticket.due_at).partition(',')[2].strip()}" if ticket.due_at else ""
    return f"{mark} {numbers.tail_of(ticket.number)}{due}"


def _hint(ticket: TicketView) -> str:
    return " · ".join(part for part in (ticket.place, ticket.description.replace("\n", " ")) if part)[:72]


def _rows(turn: Turn) -> tuple[Pick, ...]:
    listed = turn.get("listed")
    rows = (
        [row for row in listed if isinstance(row, list) and len(row) == 3] if isinstance(listed, list) else []
    )
    return tuple(Pick(str(row[0]), label=str(row[1]), hint=str(row[2])) for row in rows)


def _heading(turn: Turn) -> str:
    if verb := wished(turn):
        return turn.text("desk-which", verb=desk_card.verb_label(turn, verb))
    return turn.text(
        f"desk-{turn.words('heading') or 'queue'}",
        open=turn.number("open") or 0,
        overdue=turn.number("overdue") or 0,
    )


def _picked(turn: Turn, answer: Answer) -> None:
    if answer.code:
        turn.put(want=wished(turn) or "card")
        turn.do(Look("ticket", {"ticket_id": int(answer.code)}))
    else:
        _sought(turn, answer.words)


def _main(turn: Turn, answer: Answer) -> None:
    if answer.code:
        turn.run(answer.code)
    else:
        _sought(turn, answer.words)


def _sought(turn: Turn, words: str) -> None:
    """Words at the desk are a search; a file alone says nothing here."""
    if words and assented(turn, words):
        return
    if words:
        turn.put(held=words)
        seek(turn, words)
    else:
        turn.note("desk-list-hint")
        turn.ask()


def _main_picks(turn: Turn) -> tuple[Pick, ...]:
    more = ("digest",) if turn.facts.person.role in ("supervisor", "department_head") else ()
    codes = ("queue", "today", *more, "leave", "settings", "citizen", "help", "portal")
    return tuple(Pick(code) for code in codes)


def _held_picks(turn: Turn) -> tuple[Pick, ...]:
    possible = turn.get("possible")
    verbs = [verb for verb in HELD if isinstance(possible, list) and verb in possible]
    return (*(Pick(verb, label=desk_card.verb_label(turn, verb)) for verb in verbs), Pick("nothing"))


def _use_held(turn: Turn, answer: Answer) -> None:
    if answer.code == "nothing":
        finish(turn)
        return
    held = dict(turn.frame.answers)
    drop(turn)
    desk_work.start_with(turn, answer.code, held)


def _none(turn: Turn, answer: Answer) -> None:
    if answer.code == "file":
        turn.anew, turn.is_new = Answer(words=turn.words("held")), True
        drop(turn)
    elif answer.code:
        turn.go("desk.main")
    else:
        _sought(turn, answer.words)


def _leave(turn: Turn, answer: Answer) -> None:
    days = (
        int(answer.code) if answer.code else lexicon.number(Said(answer.words, lexicon.folded(answer.words)))
    )
    if days is None or not 0 <= days <= 60:
        turn.note("desk-leave-hint")
        turn.go("desk.leave")
        return
    turn.do(Personal("leave", {"days": days}))


def _settings(turn: Turn, answer: Answer) -> None:
    if answer.code == "language":
        turn.run("language")
    else:
        turn.do(Personal("alerts", {"mode": "at_once" if answer.code == "once" else "bundle"}))


def _refused(turn: Turn, event: Refused) -> None:
    """Why not, and how the ticket stands now."""
    ticket, retried = turn.number("ticket"), turn.get("again")
    turn.add(reason(turn, event))
    if event.what in AT_ONCE and ticket is not None and not retried:
        turn.put(want="card", again=True)
        turn.do(Look("ticket", {"ticket_id": ticket}))
    else:
        finish(turn)


def _said(turn: Turn) -> dict[str, str | int]:
    return {"said": turn.words("held")[:200], "number": turn.words("number")}


CONVERSATION = Conversation(
    name="desk",
    steps=(
        Step(
            "desk.main",
            picks=_main_picks,
            open=True,
            then=_main,
            next=("desk.list", "desk.leave", "desk.settings"),
        ),
        Step(
            "desk.list", picks=_rows, open=True, exact=True, text=_heading, then=_picked, next=("desk.main",)
        ),
        Step(
            "desk.none",
            picks=(Pick("file", means=("yes",)), Pick("menu", means=("no",))),
            open=True,
            then=_none,
            values=_said,
        ),
        Step("desk.held", picks=_held_picks, then=_use_held, values=_said, next=("work.note", "work.words")),
        Step(
            "desk.leave",
            picks=(Pick("1"), Pick("3"), Pick("7"), Pick("0")),
            open=True,
            exact=True,
            counts=True,
            then=_leave,
        ),
        Step("desk.settings", picks=(Pick("once"), Pick("bundle"), Pick("language")), then=_settings),
    ),
    done=finish,
    outcome=outcome,
)
CONVERSATIONS = (CONVERSATION, desk_work.CONVERSATION)
