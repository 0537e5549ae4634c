"""Whatever is to be said, no message that comes out could be refused.

And nothing is cut inside a letter or a word.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.capabilities import TELEGRAM, TERMINAL, WHATSAPP
from bots.channel import Address
from bots.fit import Capabilities, Part, Shape, Unit, fit
from bots.fit.measure import head, letters, shorten, size, split
from bots.outbound import File, Form, Option, Say
from bots.telegram.render import as_html, keyboard, words
from bots.whatsapp.render import payload
from tests.vendors import rules

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
TO = Address(1, "whatsapp", "IN.1", "+919876543210")
DEVANAGARI = st.text("कखगघङचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंःँ़्०१२ \n", max_size=40)
ODD = st.text("👩‍👩‍👧‍👦👍🏽🇮🇳\u200d\u200c\u200b\u202e\u0301\u0947\0\ud800 a*_<&>", max_size=30)
SHORT = st.one_of(DEVANAGARI, ODD, st.text(max_size=30), st.just(""))
# Long texts are grown from short ones: the interest is in the cutting, not in the length.
WORDS = st.one_of(SHORT, st.builds(lambda text, times: text * times, SHORT, st.integers(1, 400)))
OPTIONS = st.lists(
    st.tuples(st.text(min_size=1, max_size=20), SHORT, st.one_of(st.just(""), SHORT)),
    max_size=12,
    unique_by=lambda o: o[0],
).map(lambda rows: tuple(Option(*row) for row in rows))
FILE_KINDS = ["photo", "voice", "audio", "video", "document"]
SAYS = st.builds(
    Say,
    text=WORDS,
    options=OPTIONS,
    list_label=st.one_of(st.just(""), SHORT),
    footer=st.one_of(st.just(""), DEVANAGARI, st.builds(lambda text: text * 3, DEVANAGARI)),
    ask=st.sampled_from(["", "location", "contact"]),
    form=st.one_of(st.none(), st.builds(Form, st.just("filing"), st.just("filing.form|9f"), SHORT)),
    link=st.one_of(
        st.none(), st.tuples(SHORT, st.sampled_from(["https://example.org/t/1", "http://localhost:8080/t/1"]))
    ),
    files=st.lists(
        st.builds(File, st.sampled_from(FILE_KINDS), st.just("k"), SHORT),
        max_size=2,
    ).map(tuple),
)


@CALM
@given(SAYS)
def test_no_whatsapp_message_is_refusable(say: Say) -> None:
    for part in fit(say, WHATSAPP):
        rules.whatsapp(payload(TO, part, "1", flow_id="7", media_id="m"))


@CALM
@given(SAYS)
def test_no_telegram_message_is_refusable(say: Say) -> None:
    """Fault 54."""
    for part in fit(say, TELEGRAM):
        if part.file:
            caption = {"caption": as_html(part.text)} if part.text else {}
            assert rules.telegram("sendPhoto", caption | {"parse_mode": "HTML"}) == ""
            continue
        markup = keyboard(part)
        body = words(part) | {"reply_markup": markup.to_dict() if markup else None}
        assert rules.telegram("sendMessage", body) == ""


@CALM
@given(SAYS)
def test_plain_telegram_messages_are_not_refusable_either(say: Say) -> None:
    for part in fit(replace(say, files=()), TELEGRAM):
        plain = Part(Shape.TEXT, text=part.text, plain=True)
        assert rules.telegram("sendMessage", words(plain)) == ""


READABLE = st.lists(
    st.sampled_from(
        ["समस्या", "क्षेत्र", "राष्ट्र।", "द्वारा", "स्त्री", "👨‍👩‍👧", "hand", "pump.", "श्रीमान्", "a" * 50, "क्ष" * 30]
    ),
    min_size=5,
    max_size=80,
)
BLANKS = st.sampled_from([" ", "\n", "\n\n", "  "])


@CALM
@given(READABLE, BLANKS, st.integers(20, 60))
def test_pieces_are_cut_between_letters_and_lose_no_word(said: list[str], blank: str, limit: int) -> None:
    text = blank.join(said)
    pieces = split(text, limit, Unit.UTF16)
    assert all(size(piece, Unit.UTF16) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(said)
    whole = set(letters(text))
    assert {letter for piece in pieces for letter in letters(piece)} <= whole
    # A word is cut only when it is longer than a message.
    short = {word for word in said if size(word, Unit.UTF16) <= limit // 2}
    assert short <= {word for piece in pieces for word in piece.split()}


@CALM
@given(st.text(max_size=120), st.integers(1, 60), st.sampled_from(Unit))
def test_shortening_keeps_within_the_limit(text: str, limit: int, unit: Unit) -> None:
    assert size(shorten(text, limit, unit), unit) <= limit
    assert size(head(text, limit, unit), unit) <= limit


def options(*labels: str, hint: str = "") -> tuple[Option, ...]:
    return tuple(Option(f"o{number}", label, hint) for number, label in enumerate(labels))


SHAPES = [
    # name, what to say, channel, expected shapes, options of the last
    ("two answers are buttons", Say("ठीक?", options("हाँ", "नहीं")), WHATSAPP, [Shape.BUTTONS], 2),
    ("four answers are a list", Say("कौन?", options("क", "ख", "ग", "घ")), WHATSAPP, [Shape.LIST], 4),
    ("hints need a list", Say("कौन?", options("क", "ख", hint="विवरण")), WHATSAPP, [Shape.LIST], 2),
    ("a long label needs a list", Say("कौन?", options("बहुत लंबा सा नाम विभाग का")), WHATSAPP, [Shape.LIST], 1),
    ("eleven answers are typed", Say("कौन?", options(*map(str, range(11)))), WHATSAPP, [Shape.TEXT], 0),
    ("a long text goes before its buttons", Say("क " * 1500, options("हाँ")), WHATSAPP,
      [Shape.TEXT] * 2 + [Shape.BUTTONS], 1),
    ("a place can be asked for", Say("कहाँ?", ask="location"), WHATSAPP, [Shape.LOCATION], 0),
    ("a number can be asked for on Telegram", Say("नंबर?", ask="contact"), TELEGRAM, [Shape.CONTACT], 0),
    ("but not on WhatsApp", Say("नंबर?", ask="contact"), WHATSAPP, [Shape.TEXT], 0),
    ("Telegram takes twenty buttons", Say("कौन?", options(*map(str, range(20)))), TELEGRAM,
      [Shape.BUTTONS], 20),
    ("a terminal has only words", Say("ठीक?", options("हाँ", "नहीं")), TERMINAL, [Shape.TEXT], 0),
    ("nothing to say is still a message", Say("\u200b"), WHATSAPP, [Shape.TEXT], 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "say", "can", "shapes", "count"), SHAPES, ids=[row[0] for row in SHAPES])
def test_the_best_shape_the_channel_has(
    name: str, say: Say, can: Capabilities, shapes: list[Shape], count: int
) -> None:
    parts = fit(say, can)
    assert [part.shape for part in parts] == shapes
    assert len(parts[-1].options) == count


def test_typed_answers_are_numbered() -> None:
    part = fit(Say("ठीक?", options("हाँ", "नहीं")), TERMINAL)[-1]
    assert part.text == "ठीक?\n\n1. हाँ\n2. नहीं"


def test_what_cannot_be_tapped_is_told() -> None:
    assert fit(Say("?", options(*map(str, range(11)))), WHATSAPP)[-1].dropped == ("tappable options",)


def test_labels_that_become_alike_are_told_apart() -> None:
    labels = [
        option.label for option in fit(Say("?", options(*["एक ही जैसा लंबा सा नाम"] * 3)), WHATSAPP)[-1].options
    ]
    assert len(set(labels)) == 3


ALIKE = st.lists(st.sampled_from(["अ", "1. अ", "2. अ", "3. अ", "5. अ", "अ" * 30]), min_size=2, max_size=10)


@CALM
@given(ALIKE)
def test_no_two_labels_are_the_same_whatever_they_were_called(labels: list[str]) -> None:
    made = [option.label for option in fit(Say("?", options(*labels)), WHATSAPP)[-1].options]
    assert (len(set(made)), max(map(len, made)) <= 24) == (len(labels), True)


VOICE, PHOTO = File("voice", "k"), File("photo", "k")
WITH_FILES = [
    ("words go beside a voice note, which cannot carry them", Say("सुनिए", files=(VOICE,)), WHATSAPP,
      [(Shape.FILE, ""), (Shape.TEXT, "सुनिए")]),
    ("on Telegram it can", Say("सुनिए", files=(VOICE,)), TELEGRAM, [(Shape.FILE, "सुनिए")]),
    ("a photo without a word has none put under it", Say("", files=(PHOTO,)), WHATSAPP, [(Shape.FILE, "")]),
    ("a caption too long is a message", Say("क" * 1025, files=(PHOTO,)), WHATSAPP,
      [(Shape.FILE, ""), (Shape.TEXT, "क" * 1025)]),
    ("photos come before what is asked about them", Say("ठीक?", options("हाँ"), files=(PHOTO,) * 2),
      WHATSAPP,
      [(Shape.FILE, ""), (Shape.FILE, ""), (Shape.BUTTONS, "ठीक?")]),
    ("no button opens this very machine", Say("देखिए", link=("खोलें", "http://localhost/x")), TELEGRAM,
      [(Shape.TEXT, "देखिए\n\nखोलें: http://localhost/x")]),
    ("a footer too long is told whole", Say("ठीक?", options("हाँ"), footer="क" * 61), WHATSAPP,
      [(Shape.BUTTONS, "ठीक?\n\n" + "क" * 61)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "say", "can", "expected"), WITH_FILES, ids=[row[0] for row in WITH_FILES])
def test_nothing_said_is_left_out(
    name: str, say: Say, can: Capabilities, expected: list[tuple[Shape, str]]
) -> None:
    assert [(part.shape, part.text) for part in fit(say, can)] == expected


def test_a_conjunct_is_one_letter() -> None:
    assert letters("क्षत्रिय") == ["क्ष", "त्रि", "य"]
