"""A ticket as its officer sees it in chat: the alert card's lines and the verbs possible now."""

import texts
from bots.dialog import when
from bots.dialog.events import TicketView
from bots.dialog.outcomes import status_name
from bots.dialog.turn import Turn
from bots.outbound import Option, Say

VERBS = (
    "approve_rejection",
    "decline_rejection",
    "view",
    "start",
    "resolve",
    "ask",
    "transfer",
    "extend",
    "direct",
    "message",
    "note",
    "reject",
    "escalate",
    "reopen",
)
"""In the order of the buttons; each only where the ticket's life and the officer's role allow it."""
_SHOWN = 600
_ROWS = 10


def verb_label(turn: Turn, verb: str) -> str:
    """A verb as on the alert card."""
    card_text = f"alert-do-{verb}"
    return turn.text(card_text if texts.has(card_text) else f"desk-do-{verb.replace('_', '-')}")


def options(turn: Turn, ticket: TicketView) -> tuple[Option, ...]:
    """The buttons under a card: a list has ten rows."""
    possible = [
        verb
        for verb in VERBS
        if verb in ticket.actions and not (verb == "view" and ticket.status != "assigned")
    ]
    rows = [Option(f"t:{ticket.id}:{verb}", verb_label(turn, verb)) for verb in possible]
    files = (Option(f"t:{ticket.id}:files", turn.text("wish-files")),) if ticket.files else ()
    return (*rows[: _ROWS - len(files)], *files)


def show(turn: Turn, ticket: TicketView) -> None:
    """The card, in place of an older one of the same ticket where the channel can edit."""
    turn.add(text(turn, ticket))
    words = turn.taken()
    turn.utter(
        Say(
            words,
            options=options(turn, ticket),
            list_label=turn.text("list-label"),
            card=f"ticket:{ticket.id}",
        )
    )


def text(turn: Turn, ticket: TicketView) -> str:
    """Number, state, place, words, files, due date; never the citizen's number."""
    lines = [f"*{ticket.number}* · {turn.text(f'kind-{ticket.kind}')} · {status_name(turn, ticket.status)}"]
    if ticket.urgent:
        lines.insert(0, turn.text("filing-review-urgent"))
    lines += [
        turn.text(f"desk-card-{name}", value=value)
        for name, value in (
            ("department", ticket.department),
            ("place", ticket.place),
            ("citizen", ticket.citizen),
            ("officer", ticket.officer),
            ("story", ticket.description[:_SHOWN]),
            ("question", ticket.question),
            ("resolution", ticket.resolution[:_SHOWN]),
            ("map", ticket.map_link),
        )
        if value
    ]
    lines += _counts(turn, ticket)
    if ticket.due_at is not None and ticket.open:
        lines.append(
            turn.text(
                "desk-card-overdue" if ticket.overdue else "desk-card-due", day=when.day(turn, ticket.due_at)
            )
        )
    return "\n".join(lines)


def _counts(turn: Turn, ticket: TicketView) -> list[str]:
    counted = (
        ("files", ticket.photos),
        ("joined", ticket.joined),
        ("nudged", ticket.nudged),
        ("hops", ticket.hops),
    )
    return [turn.text(f"desk-card-{name}", count=count) for name, count in counted if count]
