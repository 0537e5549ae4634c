"""Single words in all the ways people say them, names with noise, places in both scripts, pace."""

from datetime import timedelta

import pytest

from bots.dialog import lexicon, names, whereabouts
from bots.dialog.effects import Count
from bots.dialog.facts import PersonFacts
from bots.dialog.notice import CONSENT_VERSION
from bots.dialog.said import clean, typed
from bots.inbound import Media, MediaKind, Pin, Text, Unsupported
from tests.bots.dialog.district import small_district
from tests.bots.dialog.stage import Stage

PERSON = PersonFacts(name="गीता", language="hi", area_id=12, consent_version=CONSENT_VERSION)


@pytest.mark.parametrize(
    ("meaning", "ways"),
    [
        ("yes", "हाँ|हां|हव|हौ|हाँ जी|जी|सही है|ठीक है|haan|han ji|haw|ok|OK!|okay|yes|Yes.|y"),
        ("yes", "👍|👍🏽|👍👍|✅|theek hai|bilkul"),
        ("no", "नहीं|नही|नइ|ना|nahi|nhi|nai|no|NO!!|❌|👎|गलत है|नहीं हुआ"),
        ("unsure", "पता नहीं|pata nahi|malum nahi|don't know|नइ जानौं|🤷"),
        ("done", "हो गया|होगे|बस|ho gaya|done|Done.|bas"),
        ("send", "भेजें|भेजो|भेज दो|bhejo|send|Send it|submit|भेजव"),
        ("change", "बदलें|badlo|change|सुधार|बदलव"),
        ("keep", "आगे|aage|skip|next|आघू"),
        ("yes", "हव होगे|हाँ जी काम हो गया, बहुत धन्यवाद|सब सही है|haan bhej do|yes send it"),
        ("send", "हाँ भेज दो|haan bhej do|ok register karo|सब बने हे भेज देव"),
        ("no", "नहीं, बदलना है|अभी तक नहीं हुआ|काम नइ होइस"),
    ],
)
def test_short_answers_are_known_in_every_way_they_are_said(meaning: str, ways: str) -> None:
    missed = [way for way in ways.split("|") if meaning not in lexicon.meanings("answers", typed(way))]
    assert missed == []


@pytest.mark.parametrize("text", ["हाँ नहीं", "नहीं भेजो", "ठीक है धन्यवाद", "हाँ मेरे गांव में पानी नहीं"])
def test_what_does_not_agree_with_itself_is_no_short_answer(text: str) -> None:
    assert lexicon.meanings("answers", typed(text)) == frozenset()


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("दूसरा वाला", 2),
        ("dusra wala", 2),
        ("दो नंबर", 2),
        ("the second one", 2),
        ("2nd", 2),
        ("one", 1),
        ("ward 2", None),
        ("हैंडपंप 2", None),
        ("no", None),
    ],
)
def test_which_one_of_a_list_is_known_by_its_place(text: str, which: int | None) -> None:
    assert lexicon.ordinal(typed(text)) == which


@pytest.mark.parametrize(
    ("command", "ways"),
    [
        ("back", "पीछे|back|Back|piche|वापस|पाछू|🔙"),
        ("menu", "मेनू|menu|MENU|main menu|/menu|🏠|मेन्यू"),
        ("cancel", "रद्द|cancel|cancle|radd|/cancel|रद्द करें"),
        ("help", "मदद|help|help me|madad|/help|सहायता"),
        ("language", "भाषा|भाखा|language|langauge|bhasha|🌐"),
        ("status", "स्थिति|status|my tickets|stithi|मेरी शिकायत|/status|sthiti"),
        ("stop", "STOP|बंद|stop|unsubscribe"),
        ("data", "मेरा डेटा|my data|mera data"),
        ("erase", "डेटा मिटाओ|data mitao|erase my data|डेटा मेटव"),
    ],
)
def test_global_words_are_known_in_every_way_they_are_said(command: str, ways: str) -> None:
    missed = [way for way in ways.split("|") if lexicon.command(typed(way)) != command]
    assert missed == []


@pytest.mark.parametrize(
    "text", ["हैंडपंप खराब है", "मेरे घर में बिजली बंद है", "सड़क की स्थिति बहुत खराब है", "help me get my pension money"]
)
def test_a_sentence_is_no_command(text: str) -> None:
    assert lexicon.command(typed(text)) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("२", 2),
        ("2️⃣", 2),
        ("दो", 2),
        ("दू", 2),
        ("two", 2),
        ("2.", 2),
        ("(2)", 2),
        ("no 2", 2),
        ("🔟", 10),
        ("௨", 2),
        ("१०", 10),
        ("पानी", None),
        ("2 दिन से पानी नहीं", None),
    ],
)
def test_numbers_in_any_digits_and_words(text: str, number: int | None) -> None:
    """Fault 22."""
    assert lexicon.number(typed(text)) == number


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("मेरा नाम रामू है", "रामू", ""),
        ("mor naam ramu he", "Ramu", ""),
        ("My name is Ramu Sahu", "Ramu Sahu", ""),
        ("श्रीमती गीता बाई", "गीता बाई", ""),
        ("RAMU SAHU 🙏", "Ramu Sahu", ""),
        ("रामू साहू, गाँव कोसमी", "रामू साहू", "गाँव कोसमी"),
        ("Ramu from Kosmi", "Ramu", "Kosmi"),
        ("123", "", ""),
        ("🙂", "", ""),
        ("मैं कोसमी से रामबाई नमूना बोल रही हूं", "रामबाई नमूना", "कोसमी"),
        ("main kosmi se ramlal bol raha hu, road kharab hai", "Ramlal", "kosmi , road kharab hai"),
        ("रामलाल नमूना बोल रहा हूं", "रामलाल नमूना", ""),
    ],
)
def test_names_without_their_noise(text: str, name: str, rest: str) -> None:
    assert names.name_and_rest(text) == (name, rest)


@pytest.mark.parametrize(
    ("text", "introduced", "told"),
    [
        ("mera naam Suresh hai", ("Suresh", ""), "Suresh"),
        ("मोर नाव मंगलू राम हवय", ("मंगलू राम", ""), "मंगलू राम"),
        ("नाम: श्रीमती अनिता ध्रुव", ("अनिता ध्रुव", ""), "अनिता ध्रुव"),
        ("नमस्ते, मेरा नाम फूलबाई नेताम है। ग्राम अमलीपदर", ("फूलबाई नेताम", "ग्राम अमलीपदर"), "फूलबाई नेताम"),
        ("My name is Ravi from Kosmi", ("Ravi", "Kosmi"), "Ravi"),
        ("मेरा नाम आवास की सूची में नहीं है", ("", ""), ""),
        ("मेरा नाम कट गया है", ("", ""), ""),
        ("नाम जोड़ना है", ("", ""), ""),
        ("name change in ration card", ("", ""), ""),
        ("My name is not in the list", ("", ""), ""),
        ("मेरा नाम क्यों चाहिए", ("", ""), ""),
        ("सर मैं कोसमी से रामलाल नमूना बोल रहा हूं, पानी नहीं है", ("", ""), "रामलाल नमूना"),
        ("main kosmi se ramlal bol raha hu road kharab hai", ("", ""), "Ramlal"),
        ("मैं शोभा गांव से सीता बाई बोलत हंव, हमर बोरिंग बिगड़ गे हे", ("", ""), "सीता बाई"),
        ("हलो सर मैं दशरथ पटेल बोल रहा हूँ", ("", ""), "दशरथ पटेल"),
        ("मैं किसान बोल रहा हूं, खाद नहीं मिली", ("", ""), ""),
        ("मैं सच बोल रहा हूं", ("", ""), ""),
        ("मैं कोसमी से बोल रहा हूं", ("", ""), ""),
    ],
)
def test_who_says_their_name_is_told_from_whose_name_is_missing(
    text: str, introduced: tuple[str, str], told: str
) -> None:
    assert (names.introduced(text), names.told_in(text)) == (introduced, told)


@pytest.mark.parametrize(
    ("text", "area", "choices"),
    [
        ("रसेला", 12, ()),
        ("Rasela", 12, ()),
        ("gram rasela", 12, ()),
        ("कोसमी", None, (10, 13)),
        ("राजिम", 5, ()),
        ("मैनपुर", 3, ()),
        ("Timbuktu", None, ()),
    ],
)
def test_places_in_either_script(text: str, area: int | None, choices: tuple[int, ...]) -> None:
    where = whereabouts.of_words(small_district(), text)
    assert (where.area, where.choices) == (area, choices)


def test_a_pin_names_the_villages_around_it() -> None:
    district = small_district()
    assert whereabouts.of_pin(district, Pin(20.0, 82.6)).choices == (16, 17)
    assert whereabouts.of_pin(district, Pin(28.0, 77.0)).choices == ()


def test_invisible_and_broken_signs_are_cleaned_away() -> None:
    """Fault 22."""
    assert clean("\u202eनल\x00 टूटा\r\nहै\ud800\t अब ") == "नल टूटा\nहै अब"


def test_words_are_kept_whole_and_shown_whole() -> None:
    """Fault 22."""
    stage = Stage.new(PERSON)
    long = "हैंडपंप खराब है " * 300
    stage.hear(Text(long))
    stage.hear(Text("भेजें"))
    assert stage.tickets[0].description == clean(long)


def test_stickers_sent_in_one_go_are_answered_once_and_a_later_one_again() -> None:
    stage = Stage.new(PERSON)
    stage.hear(Text("हैंडपंप खराब है हमारे यहाँ"))
    answered = []
    for seconds in (1, 1, 1, 20):
        stage.hear(Unsupported("sticker"), after=timedelta(seconds=seconds))
        answered.append(bool(stage.said))
    assert answered == [True, False, False, True]


def test_a_flood_is_answered_once_a_minute_and_kept() -> None:
    """Fault 67."""
    stage = Stage.new(PERSON)
    stage.hear(Text("हैंडपंप खराब है हमारे यहाँ"))
    answered = 0
    for number in range(60):
        stage.wait(timedelta(seconds=-29.5))
        stage.hear(Text(f"और एक बात नंबर {number} यह है"))
        answered += bool(stage.said)
    assert answered <= 22
    assert str(stage.session.frame.answers["description"]).count("और एक बात") == 60
    assert any(deed == Count("flood") for deed in stage.deeds)


def test_photos_sent_in_one_go_get_one_answer_and_are_all_kept() -> None:
    stage = Stage.new(PERSON)
    stage.hear(Text("हैंडपंप खराब है हमारे यहाँ"))
    answers = []
    for number in range(4):
        stage.wait(timedelta(seconds=-29))
        stage.hear(Media(MediaKind.PHOTO, "r", attachment_id=number + 1))
        answers.append(len(stage.said))
    assert answers == [1, 0, 0, 0]
    assert stage.session.frame.answers["files"] == [1, 2, 3, 4]
    stage.hear(Text("भेजें"))
    assert stage.tickets[0].photos == 4


def test_two_taps_on_send_file_one_ticket() -> None:
    """Fault 38."""
    stage = Stage.new(PERSON)
    stage.hear(Text("हैंडपंप खराब है हमारे यहाँ"))
    send = stage.options()[0]
    from bots.inbound import Choice

    stage.hear(Choice(send.id))
    stage.hear(Choice(send.id))
    assert len(stage.tickets) == 1
    assert stage.tickets[0].number in stage.said[0].text
