"""The words that work everywhere: back, menu, cancel, help, language, status, and those of the menu."""

import regex

from bots.dialog import (
    desk,
    filing,
    language,
    lexicon,
    linking,
    menu,
    notice,
    personal,
    small_talk,
    ticket_number,
    tracking,
)
from bots.dialog.effects import CallOperator, Remember
from bots.dialog.flow import back, drop, finish, forward, proceed
from bots.dialog.said import Said
from bots.dialog.turn import Turn
from bots.inbound import Contact

OFFICE = frozenset({"queue", "today", "leave", "settings", "desk", "digest", "portal", "ticket"})
LANGUAGES = {"english": "en", "hindi": "hi", "chhattisgarhi": "hne"}
_SLASH = regex.compile(r"/([a-z_]{2,20})(?:@\w+)?(?:\s+(.*))?", regex.DOTALL)
_WITH_NUMBER = regex.compile(r"([\p{L}\p{M} ]{2,20}?)[\s:#-]+([A-Za-z]{2,5}-?[\d\p{Nd} -]+|[\p{Nd}]{3,})")


def parse(turn: Turn, said: Said) -> tuple[str, str]:
    """The command a whole message is, and its argument; two empty strings when it is none."""
    if slashed := _SLASH.fullmatch(said.text):
        return _slashed(turn, slashed.group(1), (slashed.group(2) or "").strip())
    near = turn.step is None or not turn.step.open
    found = lexicon.meanings("commands", said, near=near)
    name = min(found) if found else ""
    if name and _open_to(turn, name):
        return name, ""
    if lexicon.means("answers", "keep", said) and turn.conversation is not None and turn.conversation.keeps:
        return "keep", ""
    return _numbered(turn, said)


def _slashed(turn: Turn, name: str, argument: str) -> tuple[str, str]:
    if name == "start":
        return ("link", argument) if argument else ("restart" if turn.facts.person.stopped else "", "")
    if name in ("ticket", "t") and argument:
        return ("ticket" if turn.facts.person.role else "status"), argument
    if any(conversation.command == name for conversation in turn.book.values()):
        return name, argument
    meant = lexicon.meanings("commands", Said(text=f"/{name}", folded=lexicon.folded(name)), near=False)
    command = min(meant) if meant else ""
    return (command, argument) if command and _open_to(turn, command) else ("menu", "")


def _numbered(turn: Turn, said: Said) -> tuple[str, str]:
    """A command with a number: "status GBD-26-004213-7", "स्थिति 2137"; or a ticket's number alone."""
    if ticket_number.is_whole(turn, said):
        return "status", said.text
    match = _WITH_NUMBER.fullmatch(said.text)
    if match and lexicon.means("commands", "status", Said(match.group(1), lexicon.folded(match.group(1)))):
        return "status", match.group(2)
    return "", ""


def _open_to(turn: Turn, command: str) -> bool:
    if command == "restart":  # to everybody else a greeting
        return turn.facts.person.stopped
    return command not in OFFICE or bool(turn.facts.person.role)


def run(turn: Turn, command: str, argument: str) -> None:
    """Carry out a command in any state."""
    if command in LANGUAGES:
        _speak(turn, LANGUAGES[command])
    elif command in _MOVES:
        _MOVES[command](turn)
    elif command in OFFICE and turn.facts.person.role:
        desk.command(turn, command, argument)
    else:
        _open(turn, command, argument)


def _open(turn: Turn, command: str, argument: str) -> None:
    match command:
        case "status":
            tracking.start(turn, argument)
        case "new" | "forsomeone":
            _new(turn, for_other=command == "forsomeone")
        case "nudge" | "withdraw" | "pdf" | "addto":
            _wish(turn, command)
        case "link":
            linking.start(turn, argument)
        case "data" | "erase":
            personal.start(turn, command)
        case "proceed":
            proceed(turn)
        case "citizen" | "more":
            menu.open_menu(turn)
        case "card" if argument.isdecimal():
            desk.tapped(turn, int(argument), "card")
        case _:
            _begin(turn, command)


def _wish(turn: Turn, command: str) -> None:
    """What the buttons under a ticket say, said in words; in a form more words are just sent."""
    if command == "addto" and turn.conversation is not None and turn.conversation.keeps:
        turn.ask()
    else:
        tracking.start_wish(turn, "add" if command == "addto" else command)


def _begin(turn: Turn, command: str) -> None:
    """A conversation that is begun by its own command; anything unknown is the menu."""
    named = (item.name for item in turn.book.values() if item.command == command)
    if name := next(named, ""):
        turn.begin(name)
        proceed(turn)
    else:
        _menu(turn)


def _menu(turn: Turn) -> None:
    if turn.facts.person.role:
        desk.open_desk(turn)
    else:
        menu.open_menu(turn)


def _speak(turn: Turn, chosen: str) -> None:
    language.use(turn, chosen)
    turn.note("language-set")
    _again(turn)


def _again(turn: Turn) -> None:
    """Put the question of a form once more; elsewhere only say what was noted."""
    if turn.conversation is not None and turn.conversation.keeps:
        turn.ask()
    else:
        drop(turn)
        finish(turn)


def _cancel(turn: Turn) -> None:
    if turn.frame.step.startswith("filing."):
        filing.cancel(turn)
        return
    drop(turn)
    turn.note("cancelled")
    finish(turn)


def _new(turn: Turn, *, for_other: bool) -> None:
    if turn.frame.step == "menu.resume":
        menu.afresh(turn)
        return
    if for_other and turn.frame.step.startswith("filing."):
        turn.go("filing.whom")  # this very matter is somebody else's
        return
    if filing.is_told(turn.frame) or any(filing.is_told(frame) for frame in turn.session.parked):
        menu.ask_to_continue(turn)
        return
    filing.forget_empty(turn)
    if notice.is_newcomer(turn) and not for_other:
        small_talk.welcome(turn)
        return
    if notice.is_newcomer(turn):
        notice.greet(turn)
    filing.start(turn)
    if for_other:
        turn.go("filing.whom")
    else:
        proceed(turn)


def _help(turn: Turn) -> None:
    phone = turn.facts.district.help_phone
    turn.note("help-desk" if turn.facts.person.role else "help")
    if phone:
        turn.note("help-phone", phone=phone)
    if turn.step is None:
        turn.flush((turn.link("menu"), turn.link("operator")))
    else:
        turn.ask()


def _operator(turn: Turn) -> None:
    turn.do(CallOperator("asked"))
    turn.note("operator-called")
    turn.reframe(misses=0)
    _again(turn)


def _unlettered(turn: Turn) -> None:
    """Nobody must read or write here: speaking is enough, and somebody may call."""
    turn.note("speak-instead")
    if turn.step is not None:
        turn.ask()
    else:
        turn.flush((turn.link("new"), turn.link("operator")))


def _stop(turn: Turn) -> None:
    turn.do(Remember(stopped=True))
    turn.note("stopped")
    _again(turn)


def _resume(turn: Turn) -> None:
    turn.do(Remember(stopped=False))
    turn.note("resumed")
    _again(turn)


def _quiet(turn: Turn) -> None:
    turn.do(Remember(broadcasts=False))
    turn.note("broadcasts-off")
    _again(turn)


def _loud(turn: Turn) -> None:
    # Who had said STOP wants to hear from us again.
    turn.do(Remember(broadcasts=True, stopped=False if turn.facts.person.stopped else None))
    turn.note("broadcasts-on")
    _again(turn)


def _keep(turn: Turn) -> None:
    if not forward(turn):
        turn.note("must-answer")
        _again(turn)


def contact(turn: Turn, shared: Contact) -> None:
    """The person's own number, proven by the vendor."""
    linking.proven(turn, shared)


TAPPED = frozenset({*lexicon.phrases("commands"), "citizen", "more"})
"""What a button may ask for: an id comes from the person's phone."""
_MOVES = {
    "back": back,
    "menu": _menu,
    "cancel": _cancel,
    "help": _help,
    "language": language.choose,
    "operator": _operator,
    "unlettered": _unlettered,
    "stop": _stop,
    "resume": _resume,
    "restart": _resume,
    "quiet": _quiet,
    "loud": _loud,
    "keep": _keep,
}
