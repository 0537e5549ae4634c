"""A person's own data: export and erasure, each done only after the person said so."""

from bots.dialog.effects import Personal
from bots.dialog.events import Done, Refused
from bots.dialog.flow import drop, finish
from bots.dialog.outcomes import refused
from bots.dialog.session import Session
from bots.dialog.steps import Answer, Conversation, Outcome, Pick, Step
from bots.dialog.turn import Turn
from bots.outbound import File, Say


def start(turn: Turn, what: str) -> None:
    """Everything we keep as a file ("data"), or erasure, which is asked once more first."""
    turn.begin("data")
    if what == "erase":
        turn.go("data.erase")
    else:
        turn.do(Personal("export", {}))


def _erase(turn: Turn, answer: Answer) -> None:
    if answer.code == "yes":
        turn.do(Personal("erase", {}))
    else:
        drop(turn)
        turn.note("data-kept")
        finish(turn)


def outcome(turn: Turn, event: Outcome) -> bool:
    """The file, or the word that everything is gone."""
    match event:
        case Done(what="export"):
            _exported(turn, event)
            finish(turn)
        case Done(what="erase"):
            turn.note("data-erased")
            turn.session = Session.new()
        case Refused():
            refused(turn, event)
        case _:
            return False
    return True


def _exported(turn: Turn, event: Done) -> None:
    key = event.values.get("storage_key")
    if isinstance(key, str) and key:
        name = str(event.values.get("name", "")) or "samvad.zip"
        mime = str(event.values.get("mime", "")) or "application/zip"
        turn.flush()
        turn.utter(Say(turn.text("data-here"), files=(File("document", key, name, mime),)))
    else:
        turn.note("data-coming")


CONVERSATION = Conversation(
    name="data",
    steps=(
        Step(
            "data.erase", picks=(Pick("yes", means=("yes",)), Pick("no", means=("no", "keep"))), then=_erase
        ),
    ),
    done=finish,
    outcome=outcome,
)
