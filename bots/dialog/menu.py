"""The menu: what a citizen (or an officer as a citizen) can begin here, and the way back into a form."""

from dataclasses import replace

from bots.dialog import filing_story
from bots.dialog.flow import drop, finish, resume, resume_with
from bots.dialog.session import Frame
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
        said = held(turn.frame)
        if not turn.session.parked:
            open_menu(turn)
        elif said.empty:
            resume(turn)
        else:
            resume_with(turn, said)
        return
    afresh(turn)


def afresh(turn: Turn) -> None:
    """The half-filled form is given up; what was said meanwhile begins the new one."""
    said = held(turn.frame)
    drop(turn)
    parked = tuple(frame for frame in turn.session.parked if not frame.step.startswith("filing."))
    turn.session = replace(turn.session, parked=parked)
    if said.empty:
        turn.run("new")
    else:
        turn.is_new, turn.anew = True, said


def held(frame: Frame) -> Answer:
    """What was said while we asked whether to go on or to begin afresh."""
    answers = frame.answers
    files, photos, voices = answers.get("files"), answers.get("photos"), answers.get("voices")
    return Answer(
        words=str(answers.get("held") or ""),
        files=tuple(int(str(item)) for item in files) if isinstance(files, list) else (),
        photos=photos if isinstance(photos, int) else 0,
        voices=voices if isinstance(voices, int) else 0,
        transcript=str(answers.get("transcript") or ""),
    )


def _hold(turn: Turn, answer: Answer) -> None:
    """With a matter in the waiting form this may be more of it or another one: the person says which."""
    if not any(turn.session.parked[0].answers.get(key) for key in ("description", "voices")):
        resume_with(turn, answer)
        return
    filing_story.attach(turn, answer)
    words = "\n".join(part for part in (turn.words("held"), answer.words) if part)
    turn.put(held=words or None)
    turn.note("filing-heard" if answer.words else "file-kept")
    turn.ask()


def _more(turn: Turn) -> tuple[Pick, ...]:
    stopped = turn.facts.person.stopped
    return tuple(
        Pick(code, text=f"go-{code}")
        for code in (("resume" if each == "stop" and stopped else each) for each in MORE)
    )


def _stray(turn: Turn, answer: Answer) -> bool:
    """Something said instead of choosing: it is taken as if there were no menu."""
    if not (len(answer.words.split()) > 1 or answer.photos or answer.voices):
        return False
    if turn.frame.step == "menu.resume" and turn.session.parked:
        _hold(turn, answer)
        return True
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
            picks=(Pick("continue", means=("yes", "keep", "send")), Pick("afresh", means=("no",))),
            then=_resume,
            next=("filing.name", "menu.main"),
        ),
    ),
    done=finish,
    stray=_stray,
)
