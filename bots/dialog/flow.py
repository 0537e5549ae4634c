"""Moves inside and between conversations: on to the next open question, back, finish, resume."""

from dataclasses import replace

from bots.dialog.session import Frame
from bots.dialog.steps import Answer, Step
from bots.dialog.turn import Turn

_ASKED_FOR_S = 7 * 86_400.0
"""A ticket waits five working days for its citizen's answer, then the clock runs again."""


def proceed(turn: Turn) -> None:
    """Ask the first question of the table that is not answered yet, or end the conversation."""
    conversation = turn.conversation
    if conversation is None:
        finish(turn)
        return
    for step in conversation.steps:
        if not is_skipped(turn, step):
            turn.go(step.id)
            return
    conversation.done(turn)


def is_skipped(turn: Turn, step: Step) -> bool:
    """Whether there is no need to ask: the step says so, or its answer is kept."""
    if step.skip is not None:
        return step.skip(turn)
    return not step.keep or step.keep in turn.frame.answers


def back(turn: Turn) -> None:
    """The question before; at the first one of a conversation, whatever was going on before it."""
    trail = turn.frame.trail
    known = turn.conversation
    while trail and known is not None and known.step(trail[-1]) is None:
        trail = trail[:-1]
    if trail:
        ahead = (turn.frame.step, *turn.frame.ahead)
        turn.reframe(step=trail[-1], trail=trail[:-1], misses=0, ahead=ahead)
        turn.ask()
    elif known is not None and (known.keeps or turn.holds):
        turn.note("back-first")
        turn.ask()
    else:
        finish(turn)


def forward(turn: Turn) -> bool:
    """Return to where "back" was said, or keep the present answer and go on; False when there is none."""
    step, frame = turn.step, turn.frame
    if step is None:
        return False
    if frame.ahead and step.conversation == frame.ahead[0].partition(".")[0]:
        turn.reframe(step=frame.ahead[0], trail=(*frame.trail, step.id), ahead=frame.ahead[1:], misses=0)
        turn.ask()
        return True
    if step.keep and step.keep in turn.frame.answers:
        proceed(turn)
        return True
    if step.keep and step.known and step.known(turn):
        turn.put(**{step.keep: True})  # told before it was asked: that is the answer
        proceed(turn)
        return True
    if step.optional and step.keep:
        turn.put(**{step.keep: ""})
        proceed(turn)
        return True
    return False


def drop(turn: Turn) -> None:
    """Leave the present conversation without saying anything."""
    turn.session = replace(turn.session, frame=Frame())


def finish(turn: Turn) -> None:
    """End the present conversation; return to the form that was interrupted, or to a question that waits."""
    drop(turn)
    if turn.session.parked:
        resume(turn)
        return
    _forget_old(turn)
    if turn.session.pending:
        turn.flush()
        open_pending(turn)
        return
    turn.flush()


def resume(turn: Turn) -> None:
    """Take the interrupted form up where it stood."""
    frame, *rest = turn.session.parked
    turn.session = replace(turn.session, frame=frame, parked=tuple(rest))
    if turn.step is None:
        proceed(turn)
    else:
        turn.ask()


def resume_with(turn: Turn, answer: Answer) -> None:
    """Words and files that are no answer here, while a form waits, belong to that form."""
    frame, *rest = turn.session.parked
    turn.session = replace(turn.session, frame=frame, parked=tuple(rest))
    conversation = turn.conversation
    if conversation is None or conversation.stray is None or not conversation.stray(turn, answer):
        turn.ask()


def _forget_old(turn: Turn) -> None:
    """An officer's question is not put again once the ticket has gone on without its answer."""
    since = turn.facts.now.timestamp() - _ASKED_FOR_S
    kept = tuple(item for item in turn.session.pending if item.what == "verdict" or item.at >= since)
    turn.session = replace(turn.session, pending=kept)


def open_pending(turn: Turn) -> None:
    """Put the question of a notification that still waits."""
    waiting = turn.session.pending[0]
    name, step = ("verdict", "verdict.ask") if waiting.what == "verdict" else ("reply", "reply.words")
    turn.begin(
        name, ticket=waiting.ticket_id, number=waiting.number, verb=waiting.what, at=waiting.at or None
    )
    turn.go(step)
