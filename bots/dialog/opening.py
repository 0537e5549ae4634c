"""The first words when nothing was asked: a grievance, an emergency, a matter for others, or small talk."""

from bots.dialog import (
    deflections,
    desk,
    filing,
    filing_name,
    language,
    lexicon,
    linking,
    names,
    notice,
    small_talk,
    tracking,
    verdict,
)
from bots.dialog.answers import spoken
from bots.dialog.effects import Count
from bots.dialog.flow import proceed
from bots.dialog.said import Said, typed
from bots.dialog.steps import Answer
from bots.dialog.turn import Turn
from routing.reading import Decision, Nature, Reading

_SENTENCE = 2
_BRIEF = 2
_NOISE = {Nature.TEST: 0.9, Nature.SPAM: 0.9, Nature.ABUSE: 0.8, Nature.CHITCHAT: 0.95}
_NOISE_FOR_ALL = frozenset({Nature.SPAM, Nature.POLITICAL, Nature.FORWARD, Nature.TEST})
_LONG = 12
"""So many words of a newcomer are kept as a beginning, whatever they seem to be."""
_NEVER = 1.1
"""How sure the router must be that one or two words are no matter at all."""
_TALK = frozenset({Nature.CHITCHAT, Nature.SPAM, Nature.POLITICAL, Nature.FORWARD, Nature.TEST, Nature.INFO})


def first(turn: Turn, said: Said) -> None:
    """A message that answers nothing."""
    if verdict.answered_unasked(turn, said):
        return
    if linking.is_code(said):
        linking.start(turn, said.text.strip())
        return
    if tracking.named_unasked(turn, said):
        return
    if turn.facts.person.role and desk.first(turn, said):
        return
    begin(turn, spoken(said))


def begin(turn: Turn, answer: Answer) -> None:
    """Begin with what was said: nothing of it is asked again."""
    told = " ".join(part for part in (answer.words, answer.transcript) if part)
    if not told:
        _without_words(turn, answer)
        return
    if turn.session.filed[1] and lexicon.means("answers", "send", typed(told)):
        turn.tell("stale-filed", number=turn.session.filed[1])  # sent once more: it is there already
        return
    reading = turn.read(told)
    if not reading.emergency and _introduced(turn, answer):
        return
    if _is_for_a_ticket(turn, answer, reading):
        tracking.which_ticket(turn, answer)
    elif reading.emergency:
        _language(turn, reading)
        deflections.emergency(turn, reading, answer)
    elif reading.deflection:
        _language(turn, reading)
        deflections.elsewhere(turn, reading, answer)
    elif _is_a_word_or_two(reading, answer):
        _briefly(turn, answer, reading)
    elif _is_grievance(reading, answer) or _asks_an_office(turn, reading):
        _language(turn, reading)
        grievance(turn, answer, reading)
    else:
        _talk(turn, reading.nature, answer)


def _is_for_a_ticket(turn: Turn, answer: Answer, reading: Reading) -> bool:
    """A photo whose caption tells no matter of its own, while tickets are open."""
    if not answer.photos or turn.is_new or not turn.facts.person.open_tickets:
        return False
    return reading.decision not in (Decision.ASSIGN, Decision.EMERGENCY) and not reading.deflection


def _is_a_word_or_two(reading: Reading, answer: Answer) -> bool:
    """Too little to know what it is ("बिजली", "rasan card"); only plain noise is trusted to be noise."""
    if answer.photos or answer.voices or len(answer.words.split()) > _BRIEF:
        return False
    if lexicon.meanings("answers", typed(answer.words)):
        return True
    return reading.nature is None or reading.confidence < _NOISE.get(reading.nature, _NEVER)


def _briefly(turn: Turn, answer: Answer, reading: Reading) -> None:
    """A word or two: kept as the beginning of a matter, and asked about in its turn."""
    meant = lexicon.meanings("answers", typed(answer.words))
    if meant & {"yes", "done", "keep"} and not notice.is_newcomer(turn):
        small_talk.thanked(turn)  # "ok" after an answer of ours
    elif meant:
        _nothing(turn)
    elif notice.is_newcomer(turn) and not _is_grievance(reading, answer):
        small_talk.welcome(turn, answer)
    else:
        _language(turn, reading)
        grievance(turn, answer, reading)


def _language(turn: Turn, reading: Reading) -> None:
    language.guess(turn, reading)


def _is_grievance(reading: Reading, answer: Answer) -> bool:
    if answer.voices or answer.photos:
        return True
    if reading.decision == Decision.NOT_A_GRIEVANCE:
        return False
    return (
        reading.decision in (Decision.ASSIGN, Decision.ASK, Decision.EMERGENCY)
        or len(answer.words.split()) >= _SENTENCE
    )


def _asks_an_office(turn: Turn, reading: Reading) -> bool:
    """A question to a department ("when will my pension come") is for it to answer, not for us to wave away.

    Who has a ticket and asks what became of it is told of that one.
    """
    if reading.nature is Nature.STATUS and turn.facts.person.open_tickets:
        return False
    return reading.nature in (Nature.INFO, Nature.STATUS) and reading.topic is not None


def grievance(turn: Turn, answer: Answer, reading: Reading | None) -> None:
    """Start a draft with these words, greeting a newcomer on the way."""
    newcomer = notice.is_newcomer(turn)
    if newcomer:
        notice.greet(turn)
    filing.start(turn, answer, reading)
    if newcomer and reading is not None and reading.lang in language.LATIN:
        turn.put(offer="english")
    turn.note("filing-heard")
    proceed(turn)


def _introduced(turn: Turn, answer: Answer) -> bool:
    """Who only says their name is told of no matter yet: the name is kept, the questions begin."""
    name, rest = names.introduced(answer.words)
    if not name or answer.photos or answer.voices:
        return False
    _language(turn, turn.read(answer.words))
    newcomer = notice.is_newcomer(turn)
    if newcomer:
        notice.greet(turn)
    filing.start(turn)
    turn.put(name=name)
    filing_name.go_on(turn, rest)
    return True


def _without_words(turn: Turn, answer: Answer) -> None:
    """A voice note or a photo first: kept; with tickets open a photo may belong to one of them."""
    if answer.empty:
        _nothing(turn)
    elif turn.facts.person.open_tickets and not answer.voices and not turn.is_new:
        tracking.which_ticket(turn, answer)
    elif notice.is_newcomer(turn) and not turn.facts.person.language:
        small_talk.welcome(turn, answer)
    else:
        grievance(turn, answer, None)


def _nothing(turn: Turn) -> None:
    if notice.is_newcomer(turn):
        small_talk.welcome(turn)
    else:
        turn.note("unclear")
        turn.run("menu")


def _talk(turn: Turn, nature: Nature | None, answer: Answer) -> None:
    if nature == Nature.ABUSE:
        turn.do(Count("abuse"))
        turn.tell("abuse")
    elif notice.is_newcomer(turn):
        told = nature not in _NOISE_FOR_ALL and len(answer.words.split()) >= _LONG
        small_talk.welcome(turn, answer if told else None)
    elif nature == Nature.GREETING:
        small_talk.greeted(turn)
    elif nature == Nature.THANKS:
        small_talk.thanked(turn)
    elif nature == Nature.STATUS:
        turn.run("status")
    elif nature in _TALK:
        turn.note("talk")
        turn.run("menu")
    else:
        turn.note("unclear")
        turn.run("menu")
