"""The language: chosen once, guessed where obvious, changed at any time."""

from dataclasses import replace

import regex

from bots.dialog import form_offer
from bots.dialog.effects import Remember
from bots.dialog.flow import drop, finish, resume_with
from bots.dialog.steps import Answer, Conversation, Pick, Step
from bots.dialog.turn import Turn
from routing.reading import Lang, Reading

NAMES = {"hi": "🇮🇳 हिन्दी", "hne": "🌾 छत्तीसगढ़ी", "en": "🔤 English"}
_WRITTEN = {
    Lang.HI: "hi",
    Lang.HINGLISH: "hi",
    Lang.HNE: "hne",
    Lang.HNE_LATN: "hne",
    Lang.EN: "en",
    Lang.MIXED: "hi",
}
_SENTENCE = 3
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
LATIN = frozenset({Lang.HINGLISH, Lang.HNE_LATN})


def choose(turn: Turn) -> None:
    """Ask for the language; whatever was going on comes back afterwards."""
    turn.begin("language")
    turn.go("language.choose")


def use(turn: Turn, language: str) -> None:
    """Speak this language from now on."""
    turn.session = replace(turn.session, language=language)
    turn.do(Remember(language=language))


def guess(turn: Turn, reading: Reading) -> None:
    """The language of a first message that tells enough to know it."""
    if not turn.facts.person.language and not turn.session.language:
        use(turn, _WRITTEN.get(reading.lang, "hi"))


def _chosen(turn: Turn, answer: Answer) -> None:
    use(turn, answer.code)
    if not turn.session.parked:
        turn.note("language-set")
    finish(turn)


def _stray(turn: Turn, answer: Answer) -> bool:
    """Whoever tells the matter instead has shown the language by it."""
    if not (len(answer.words.split()) >= _SENTENCE or answer.photos or answer.voices or answer.pin):
        return _passed_over(turn, answer)
    if answer.words:
        guess(turn, turn.read(answer.words))
    if turn.session.parked:
        resume_with(turn, answer)
    else:
        drop(turn)
        turn.anew = answer
    return True


def _passed_over(turn: Turn, answer: Answer) -> bool:
    """A newcomer who types something short instead of choosing is not held up: Hindi, and on to the next.

    Asked for again only where Latin letters leave English open, and once.
    """
    newcomer = bool(turn.session.parked) and not turn.facts.person.language
    if not (newcomer and answer.words and (_DEVANAGARI.search(answer.words) or turn.frame.misses)):
        return False
    use(turn, "hi")
    finish(turn)
    return True


CONVERSATION = Conversation(
    name="language",
    steps=(
        Step(
            "language.choose",
            picks=tuple(Pick(code, label=label) for code, label in NAMES.items()),
            then=_chosen,
            form=form_offer.offered,
        ),
    ),
    done=finish,
    stray=_stray,
)
