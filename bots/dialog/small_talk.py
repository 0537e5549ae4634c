"""Greetings, thanks, stickers and the like: answered, and never in the way of a form."""

from bots.dialog import filing, language, menu, notice
from bots.dialog.filing_words import is_by_voice
from bots.dialog.flow import proceed
from bots.dialog.steps import Answer
from bots.dialog.turn import Turn


def greeted(turn: Turn) -> None:
    """A greeting begins a conversation, or asks whether to go on with the one begun."""
    if _is_new_citizen(turn) and not turn.frame.step:
        welcome(turn)
    elif turn.conversation is not None and turn.conversation.keeps:
        if _told_something(turn):
            menu.ask_to_continue(turn)
        else:
            turn.ask()
    elif turn.frame.step.startswith("language."):
        turn.ask()
    else:
        name = "" if is_by_voice(turn.facts.person.name) else turn.facts.person.name
        turn.note("hello-again", name=name) if name else turn.note("hello")
        turn.run("menu")


def _is_new_citizen(turn: Turn) -> bool:
    """An officer comes to their work; the notice waits for a matter of their own."""
    return notice.is_newcomer(turn) and not turn.facts.person.role


def _told_something(turn: Turn) -> bool:
    """Whether starting afresh would lose anything the person said in this form."""
    asides = {"name", "area", "address", "placed", "watched", "begun"}
    return bool(set(turn.frame.answers) - asides) or len(turn.frame.trail) > 0


def welcome(turn: Turn, answer: Answer | None = None) -> None:
    """To a newcomer: greeting, notice and the choice of language in one message; then filing begins."""
    notice.greet(turn)
    filing.start(turn, answer)
    turn.put(begun=True)
    if answer is not None and (answer.voices or answer.photos):
        turn.note("filing-heard" if answer.voices else "file-kept")
    if turn.facts.person.language or turn.session.language:
        proceed(turn)
    else:
        language.choose(turn)


def thanked(turn: Turn) -> None:
    """Thanks are welcome, and never reopen, confirm or answer anything."""
    turn.note("thanks")
    if turn.step is not None and turn.conversation is not None and turn.conversation.keeps:
        turn.ask()
    else:
        turn.flush()


def odd(turn: Turn, what: str) -> None:
    """A sticker, a poll, an edited message, a reaction: a clear word, and the same question again."""
    if what == "reaction-gone":
        return
    if what == "reaction":
        thanked(turn)
        return
    if _is_new_citizen(turn) and not turn.frame.step:
        welcome(turn)
        return
    turn.note(f"odd-{what}")
    if turn.step is not None:
        turn.ask()
    else:
        turn.run("menu")
