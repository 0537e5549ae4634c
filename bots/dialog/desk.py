"""The officer's desk in chat: commands, buttons of alert cards, the menu."""

from bots.dialog.flow import finish
from bots.dialog.said import Said
from bots.dialog.steps import Conversation, Pick, Step
from bots.dialog.turn import Turn

CONVERSATIONS: tuple[Conversation, ...] = ()


def open_desk(turn: Turn) -> None:
    """The desk's menu."""
    turn.begin("menu")
    turn.go("menu.main")


def first(turn: Turn, said: Said) -> bool:
    return False


def command(turn: Turn, name: str, argument: str) -> None:
    open_desk(turn)


def tapped(turn: Turn, ticket_id: int, verb: str) -> None:
    open_desk(turn)
