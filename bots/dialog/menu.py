"""The menu: what a citizen (or an officer as a citizen) can begin here, and the way back into a form."""

from dataclasses import replace

from bots.dialog.flow import drop, finish, resume, resume_with
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.dialog.turn import Turn

MORE = ("forsomeone", "language", "link", "data", "help", "operator", "stop")


def open_menu(turn: Turn) -> None:
    """Show the menu; a form in progress waits."""
    turn.begin("menu")
    turn.go("menu.main")


def ask_to_continue(turn: Turn) -> None:
    """A greeting came in the middle of a form: ask whether to go on or to begin afresh."""
    turn.begin("menu")
    turn.go("menu.resume")


def _main(turn: Turn) -> tuple[Pick, ...]:
    first = (Pick("continue"),) if turn.session.parked else ()
    return (*first, Pick("new"), Pick("status"), Pick("more"))


def _picked(turn: Turn, answer: Answer) -> None:
    match answer.code:
        case "continue":
            finish(turn)
        case "more":
            turn.go("menu.more")
        case "new" if turn.session.parked:
            turn.go("menu.resume")
        case code:
            turn.run(code)


def _resume(turn: Turn, answer: Answer) -> None:
    if answer.code == "continue":
        if turn.session.parked:
            resume(turn)
        else:
            open_menu(turn)
        return
    drop(turn)
    parked = tuple(frame for frame in turn.session.parked if not frame.step.startswith("filing."))
    turn.session = replace(turn.session, parked=parked)
    turn.run("new")


def _more(turn: Turn) -> tuple[Pick, ...]:
    stopped = turn.facts.person.stopped
    return tuple(
        Pick(code, text=f"go-{code}")
        for code in (("resume" if each == "stop" and stopped else each) for each in MORE)
    )


def _stray(turn: Turn, answer: Answer) -> bool:
    """Something said instead of choosing: it is taken as if there were no menu."""
    if turn.frame.step == "menu.resume" or not (
        len(answer.words.split()) > 1 or answer.photos or answer.voices
    ):
        return False
    if turn.session.parked:
        resume_with(turn, answer)
        return True
    drop(turn)
    turn.anew = answer
    return True


CONVERSATION = Conversation(
    name="menu",
    steps=(
        Step(
            "menu.main",
            picks=_main,
            then=_picked,
            next=("menu.more", "menu.resume", "filing.name", "tracking.list"),
        ),
        Step("menu.more", picks=_more, then=_picked, next=("language.choose", "link.how", "data.erase")),
        Step(
            "menu.resume",
            picks=(Pick("continue", means=("yes", "keep")), Pick("afresh", means=("no",))),
            then=_resume,
            next=("filing.name", "menu.main"),
        ),
    ),
    done=finish,
    stray=_stray,
)
