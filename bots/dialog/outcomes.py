"""What is said when a deed was refused, or when an outcome arrives that nobody here waits for."""

import texts
from bots.dialog.effects import Json
from bots.dialog.events import Done, Filed, Refused, TicketView
from bots.dialog.flow import finish
from bots.dialog.steps import Outcome
from bots.dialog.turn import Turn, Value


def reason(turn: Turn, event: Refused) -> str:
    """Why, in plain words: by the refusal's code, else by what was wanted, else in general."""
    values = _values(turn, event)
    text_id = f"refused-{event.code}"
    if turn.facts.person.role and event.code in ("not-found", "prove-phone"):
        # Who tapped a card they had has the right number: the ticket is somebody else's now.
        text_id = "refused-not-found" if turn.number("ticket") is None else "desk-gone"
    return turn.text(text_id if texts.has(text_id) else "refused-refused", **values)


def _values(turn: Turn, event: Refused) -> dict[str, Value]:
    plain: dict[str, Json] = dict(event.values)
    values: dict[str, Value] = {
        key.replace("-", "_"): value if isinstance(value, int) else str(value) for key, value in plain.items()
    }
    status = event.ticket.status if event.ticket else str(plain.get("status", "") or plain.get("state", ""))
    values["status"] = status_name(turn, status)
    values["number"] = event.ticket.number if event.ticket else turn.words("number")
    return values


def status_name(turn: Turn, status: str) -> str:
    """A state of a ticket in the reader's words."""
    text_id = f"status-{status.replace('_', '-')}"
    return turn.text(text_id) if status and texts.has(text_id) else ""


def department_name(turn: Turn, ticket: TicketView) -> str:
    return ticket.department or turn.text("desk-name")


def refused(turn: Turn, event: Refused) -> None:
    """Say why, and return to whatever was going on."""
    turn.add(reason(turn, event))
    finish(turn)


def unexpected(turn: Turn, event: Outcome) -> None:
    """The conversation moved on meanwhile: what came of the deed is still said."""
    match event:
        case Refused():
            turn.add(reason(turn, event))
        case Filed():
            turn.note("filing-filed", number=event.ticket.number)
        case Done() if texts.has(f"done-{event.what}"):
            turn.note(f"done-{event.what}", number=event.ticket.number if event.ticket else "")
        case _:
            pass
