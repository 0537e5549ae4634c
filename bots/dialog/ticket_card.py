"""A ticket as its citizen sees it: one row of a list, the card, the paper."""

from bots.dialog import when
from bots.dialog.events import Done, TicketView
from bots.dialog.flow import finish
from bots.dialog.links import VERDICTS, ticket_options
from bots.dialog.outcomes import status_name
from bots.dialog.turn import Turn
from bots.outbound import File, Say
from tickets import numbers

WISHES = ("answer", "add", "files", "nudge", "withdraw", "appeal", "pdf", "listen")
"""What a citizen may wish for a ticket, in the order shown; each only where its life allows it."""

_COMING = {"pdf": "pdf-coming", "listen": "listen-coming", "files": "files-coming"}


def row(turn: Turn, ticket: TicketView) -> str:
    return f"{numbers.tail_of(ticket.number)} · {ticket.department or turn.text('desk-name')}"


def row_hint(turn: Turn, ticket: TicketView) -> str:
    return f"{ticket.number} · {status_name(turn, ticket.status)}"[:72]


def is_offered(turn: Turn, what: str, ticket: TicketView) -> bool:
    """Whether a wish makes sense now: the ticket's life allows it, the channel and the services can do it."""
    if what == "pdf":
        return True
    if what == "files":
        return ticket.files > 0
    if what == "listen":
        return "speech" in turn.facts.can
    return what in ticket.actions and (what != "answer" or bool(ticket.question))


def card(turn: Turn, ticket: TicketView) -> str:
    """A ticket told to its citizen."""
    hidden = ticket.confidential and ticket.status == "assigned"
    state = turn.text("status-confidential") if hidden else status_name(turn, ticket.status)
    lines = [turn.text("card-number", number=ticket.number), state]
    if ticket.department and not hidden:
        lines.append(turn.text("card-department", department=ticket.department))
    if ticket.description:
        lines.append(turn.text("card-story", story=ticket.description[:300]))
    if ticket.question:
        lines.append(turn.text("card-question", question=ticket.question))
    elif ticket.resolution:
        lines.append(turn.text("card-resolution", resolution=ticket.resolution[:600]))
    elif ticket.due_at is not None and ticket.open:
        text_id = "card-overdue" if ticket.overdue else "card-due"
        lines.append(turn.text(text_id, day=when.day(turn, ticket.due_at)))
    return "\n".join(lines)


def told(turn: Turn, ticket: TicketView) -> None:
    """How it stands, and what may be wished; of a resolved one the verdict is asked again."""
    turn.add(card(turn, ticket))
    allowed = tuple(wish for wish in WISHES if is_offered(turn, wish, ticket))
    if ticket.mine and "confirm" in ticket.actions:
        at = turn.facts.now.timestamp()
        turn.session = turn.session.waits("verdict", ticket.id, ticket.number, at)
        if turn.session.parked:  # a form comes next, not the verdict's own question
            allowed = (*VERDICTS, *(("files",) if ticket.files else ()), "pdf")
    turn.flush(ticket_options(turn.language, ticket.id, *allowed))
    finish(turn)


def document(turn: Turn, event: Done) -> None:
    """The paper where it is there already; else the word that it, a voice or the files come."""
    key = event.values.get("storage_key")
    if isinstance(key, str) and key:
        name = str(event.values.get("name", "")) or "pavati.pdf"
        turn.flush()
        turn.utter(Say(turn.text("pdf-here"), files=(File("document", key, name, "application/pdf"),)))
    else:
        turn.note(_COMING[event.what])
    finish(turn)
