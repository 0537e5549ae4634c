"""What a message means now: a tap, an answer, a command, small talk, or the beginning of something."""

from collections.abc import Mapping
from dataclasses import replace

import texts
from bots.dialog import (
    alarm,
    answers,
    commands,
    edits,
    form,
    lexicon,
    misses,
    opening,
    picking,
    said,
    taps,
    tracking,
    verdict,
)
from bots.dialog.effects import Count
from bots.dialog.flow import proceed
from bots.dialog.pace import beat
from bots.dialog.said import Said
from bots.dialog.small_talk import greeted, odd, thanked
from bots.dialog.steps import Pick, Step
from bots.dialog.turn import OFFER_OPERATOR, Turn, dashed
from bots.outbound import Say
from routing.reading import Nature

_SENTENCE = 3
_HOPS = 6  # a chain of wishes longer than this would be a mistake of ours


def heard(turn: Turn) -> None:
    """One message of the person."""
    message = turn.message
    if message is None:
        return
    heard_now = said.read(message)
    asked = "" if turn.step is None or turn.frame.step.startswith("menu.") else turn.frame.step
    counted = beat(turn.session.pace, heard_now, now=turn.facts.now, album=message.album or "", asked=asked)
    turn.session = replace(turn.session, pace=replace(counted.pace, quiet=counted.silent))
    if counted.ignore:
        turn.do(Count("bot-loop"))
        return
    _respond(turn, heard_now)
    drain(turn)
    if turn.is_speechless and heard_now.odd != "reaction-gone":
        commands.run(turn, "menu", "")
    if counted.flood:
        turn.do(Count("flood"))
    if counted.silent:
        hush(turn)


def _respond(turn: Turn, now: Said) -> None:
    message = turn.message
    if now.form is not None:
        _filled(turn, now.form)
    elif now.edit is not None:
        edits.corrected(turn, *now.edit)
    elif message is not None and message.late and turn.step is not None:
        _late(turn, now)
    elif now.odd:
        odd(turn, now.odd)
    elif now.choice:
        taps.tapped(turn, now)
    elif now.contact is not None:
        commands.contact(turn, now.contact)
    elif message is not None and message.reply_to and tracking.is_about_a_ticket(turn, now):
        tracking.replied(turn, now, message.reply_to)
    else:
        words(turn, now)


def _filled(turn: Turn, answers_given: Mapping[str, str]) -> None:
    """A form counts for the draft it was offered with; one of any other is only words, as if typed."""
    story = said.typed(answers_given.get("description", ""))
    if form.filled(turn, answers_given):
        return
    if story.text and not form.is_filed(turn, answers_given):
        words(turn, story)
    else:
        taps.stale(turn, answers_given.get(form.TOKEN, ""))


def hush(turn: Turn) -> None:
    """Do everything, say nothing."""
    turn.taken()
    turn.effects = [effect for effect in turn.effects if not isinstance(effect, Say)]


def drain(turn: Turn) -> None:
    """Do what steps asked for: commands, and messages to be taken as if nothing had been asked."""
    for _ in range(_HOPS):
        if turn.wishes:
            command, argument = turn.wishes.pop(0)
            commands.run(turn, command, argument)
        elif turn.anew is not None:
            answer, turn.anew = turn.anew, None
            opening.begin(turn, answer)
        else:
            return


def words(turn: Turn, now: Said) -> None:
    """Written or spoken words, photos, a place: an answer to the question, a command, or something new."""
    step = turn.step
    if turn.frame.ahead and lexicon.means("answers", "keep", now):
        commands.run(turn, "keep", "")  # forward again, where "back" was said before
        return
    if shown := _labelled(turn, now):
        taps.tapped(turn, Said(choice=shown))
        return
    if step is not None and (answer := answers.chosen(turn, step, now)) is not None:
        answers.take(turn, step, answer)
        return
    command, argument = commands.parse(turn, now)
    if command:
        commands.run(turn, command, argument)
    elif step is None:
        _at_rest(turn, now)
    elif not alarm.raised(turn, step, now) and not _small_talk(turn, now):
        _answer(turn, step, now)


def _at_rest(turn: Turn, now: Said) -> None:
    if offered := _offered(turn, now):
        taps.tapped(turn, Said(choice=offered))
    elif not _small_talk(turn, now):
        _unasked(turn, now)


def _small_talk(turn: Turn, now: Said) -> bool:
    plainly = lexicon.meanings("small", now, near=False)
    answer = lexicon.meanings("answers", now, near=False)  # "हाँ जी" is no "hi ji"
    small = plainly if plainly or answer else lexicon.meanings("small", now)
    if "greeting" in small:
        greeted(turn)
    elif "thanks" in small:
        thanked(turn)
    return bool(small)


def _answer(turn: Turn, step: Step, now: Said) -> None:
    if (understood := answers.understood(turn, step, now)) is not None:
        answers.take(turn, step, understood)
    elif _is_the_offer(turn, step, now):
        commands.run(turn, "operator", "")
    elif verdict.answered_unasked(turn, now):
        return  # a notice asked it in the middle of this form
    else:
        unclear(turn, step, now)


def _is_the_offer(turn: Turn, step: Step, now: Said) -> bool:
    """Whether the number typed is that of "talk to someone", which follows the question's options."""
    is_shown = turn.frame.misses >= OFFER_OPERATOR
    return is_shown and lexicon.ordinal(now) == len(turn.picks(step)) + 1


def _labelled(turn: Turn, now: Said) -> str:
    """The button under our last message (or the card before a form's question) whose was typed."""
    shown = [one for one in turn.session.offered if not one[0].endswith(":status")]  # a word for all of them
    return picking.exactly(now, [Pick(option_id) for option_id, _ in shown], [label for _, label in shown])


def _offered(turn: Turn, now: Said) -> str:
    """The button under our last message whose number or label was typed, where no question is open."""
    picks = [Pick(option_id, label=label) for option_id, label in turn.session.offered]
    labels = [pick.label for pick in picks]
    return picking.by_number(now, picks) or picking.nearly(now, picks, labels)


def _unasked(turn: Turn, now: Said) -> None:
    """Nothing was asked: something new begins (or a form goes on whose question no longer exists)."""
    conversation = turn.conversation
    if conversation is None:
        opening.first(turn, now)
        return
    taken = conversation.stray is not None and conversation.stray(turn, answers.spoken(now))
    if not taken:
        proceed(turn)


def unclear(turn: Turn, step: Step, now: Said) -> None:
    """Neither option nor command: it may belong to the matter; else a hint, and after three an operator."""
    conversation = turn.conversation
    answer = answers.spoken(now)
    if conversation is not None and conversation.stray is not None and conversation.stray(turn, answer):
        return
    if now.words >= _SENTENCE and turn.read(now.text).nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        turn.note("abuse")
        turn.ask()
        return
    misses.again(turn, _hint(step))


def _hint(step: Step) -> str:
    own = f"{dashed(step.id)}-hint"
    if texts.has(own):
        return own
    return "unclear-open" if step.open else "unclear"


def _late(turn: Turn, now: Said) -> None:
    """An older message that arrived after a newer one: it answers nothing, but what it tells is kept."""
    conversation = turn.conversation
    answer = answers.spoken(now)
    if conversation is not None and conversation.stray is not None and conversation.stray(turn, answer):
        return
    turn.ask()
