"""Tapped buttons: links that name a ticket or a command, options of the present question, and stale ones."""

import regex

from bots.dialog import answers, commands, desk, ticket_card, tracking, verdict
from bots.dialog.links import STARS, VERDICTS
from bots.dialog.said import Said
from bots.dialog.turn import Turn

_LINK = regex.compile(r"(m|t):(?:(\d{1,18}):)?([a-z_0-9-]{1,30})")


def tapped(turn: Turn, said: Said) -> None:
    """A button's id comes from the person's phone: it is checked like any other words."""
    if (link := _LINK.fullmatch(said.choice)) and _followed(
        turn, link.group(1), link.group(2), link.group(3)
    ):
        return
    step = turn.step
    answer = answers.tapped(turn, step, said.choice) if step is not None else None
    if step is not None and answer is not None:
        answers.take(turn, step, answer)
        return
    stale(turn, said.choice)


def _followed(turn: Turn, kind: str, ticket: str | None, what: str) -> bool:
    if kind == "m":
        commands.run(turn, what if what in commands.TAPPED else "menu", "")
        return True
    if ticket is None:
        return False
    if what in VERDICTS:
        verdict.tapped(turn, int(ticket), VERDICTS[what])
    elif what in STARS:
        verdict.starred(turn, int(ticket), STARS[what])
    elif what == "status" or what in ticket_card.WISHES:
        tracking.wish(turn, int(ticket), what)
    elif turn.facts.person.role:
        desk.tapped(turn, int(ticket), what)
    else:
        return False
    return True


def stale(turn: Turn, choice: str) -> None:
    """A button of an older question: it does nothing, and that is said."""
    step_id, _, rest = choice.partition("|")
    filed_mark, number = turn.session.filed
    if number and step_id.startswith("filing.") and rest[: len(filed_mark)] == filed_mark:
        turn.note("stale-filed", number=number)
    else:
        turn.note("stale-button")
    if turn.step is not None:
        turn.ask()
    else:
        turn.flush((turn.link("menu"),))
