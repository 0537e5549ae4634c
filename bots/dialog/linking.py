"""Joining: a second channel or an officer's account by a one-time code, or by a number the vendor proves."""

import regex

from bots.dialog import misses
from bots.dialog.effects import Link, Personal
from bots.dialog.events import Done, Refused
from bots.dialog.flow import drop, finish
from bots.dialog.outcomes import refused
from bots.dialog.said import Said
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.turn import Turn
from bots.inbound import Contact

_LETTER = "[2-9A-HJKMNP-Z]"
_CODE = regex.compile(rf"{_LETTER}{{4}}-{_LETTER}{{4}}|(?=\D*\d)(?=[^A-Z]*[A-Z]){_LETTER}{{8}}")


def is_code(said: Said) -> bool:
    """Whether the whole message is written as our one-time codes are."""
    return bool(_CODE.fullmatch(said.text.strip().upper())) and said.text == said.text.upper()


def start(turn: Turn, code: str = "") -> None:
    """With a code: use it. Without: show one, or ask for one."""
    turn.begin("link")
    if code:
        turn.do(Link(code[:40]))
    else:
        turn.go("link.how")


def proven(turn: Turn, contact: Contact) -> None:
    """The vendor proves that this number is the sender's; the shell has joined its owner already."""
    turn.begin("link")
    turn.do(Personal("link_phone", {"phone": contact.phone}))


def _how(turn: Turn, answer: Answer) -> None:
    if answer.code == "show":
        turn.do(Personal("link_code", {}))
    elif answer.code == "type":
        turn.go("link.code")
    else:
        _typed(turn, answer)


def _typed(turn: Turn, answer: Answer) -> None:
    if answer.words:
        turn.do(Link(answer.words[:40]))
    else:
        misses.again(turn, "unclear")  # a code cannot be spoken


def outcome(turn: Turn, event: Outcome) -> bool:
    """What came of it."""
    match event:
        case Done(what="link_code"):
            turn.note("link-code-shown", code=str(event.values.get("code", "")))
            finish(turn)
        case Done(what="link") if event.values.get("what") == "officer":
            name = event.values.get("name_en" if turn.language == "en" else "name_hi")
            drop(turn)
            turn.note("link-officer", name=str(name or ""))
            turn.run("desk")
        case Done(what="link_phone") if not event.values.get("joined"):
            turn.note("link-number")
            finish(turn)
        case Done(what="link" | "link_phone"):
            turn.note("link-done")
            finish(turn)
        case Refused(what="link", code="wrong-code"):
            turn.note("refused-wrong-code")
            turn.go("link.code")
        case Refused():
            refused(turn, event)
        case _:
            return False
    return True


CONVERSATION = Conversation(
    name="link",
    steps=(
        Step(
            "link.how",
            picks=(Pick("show"), Pick("type")),
            open=True,
            ask="contact",
            then=_how,
            next=("link.code",),
        ),
        Step("link.code", open=True, then=_typed),
    ),
    done=finish,
    outcome=outcome,
)
