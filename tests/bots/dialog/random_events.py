"""Strategies: everything a person, a worker or an older program may throw at the dialog."""

from hypothesis import strategies as st

from bots.dialog import lexicon
from bots.inbound import (
    Album,
    Choice,
    Contact,
    Content,
    Deleted,
    Edited,
    FormAnswer,
    Media,
    MediaKind,
    Pin,
    Reaction,
    Text,
    Unsupported,
)

PLAIN = (
    "hi", "नमस्ते", "जय जोहार", "/start", "रामलाल साहू", "मेरा नाम गीता है, गाँव रसेला", "रसेला", "कोसमी", "Jhakarpada",
    "समस्या", "मांग", "2", "२", "दो", "2️⃣", "हाँ", "हव", "नहीं", "nai", "👍", "पता नहीं", "हो गया", "भेजें", "बदलें", "रद्द",
    "हैंडपंप दस दिन से खराब है", "हमारे गाँव की सड़क खराब है", "bijli nahi aa rahi hai", "The road is bad in our place",
    "सांप काट लिया है", "आरटीआई का जवाब नहीं मिला", "पटवारी रिश्वत मांगता है", "तुम सब निकम्मे हो", "धन्यवाद",
    "GBD-26-004213-0", "GBD-26-004213-5", "2130", "status GBD-26-004213-0", "ABCD-2345", "⭐⭐⭐", "{{7*7}} { $number }",
    "/queue", "/today", "/ticket 2130", "/leave 3", "/settings", "/unknown x", "=1+1", "पानी", "एक दो तीन चार", "\u200b", "\ud800x",
)  # fmt: skip
COMMANDS = tuple(phrases[0] for phrases in lexicon.phrases("commands").values())
IDS = (
    "t:1:confirm", "t:1:dispute", "t:1:unsure", "t:1:stars-2", "t:1:add", "t:1:answer", "t:1:nudge", "t:1:withdraw", "t:1:pdf",
    "t:1:status", "t:1:appeal", "t:1:resolve", "t:1:view", "t:1:start", "t:1:transfer", "t:1:extend", "t:1:card", "t:1:ask",
    "t:1:reject", "t:1:note", "t:99:view", "t:1:nonsense", "m:menu", "m:new", "m:english", "m:card", "m:nonsense", "x" * 300,
    "filing.review|00000000|send", "filing.kind||problem", "|||", "desk.main|0|queue", "म:१:क",
)  # fmt: skip

texts = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(COMMANDS),
    st.text(max_size=60),
    st.text(alphabet="अआकखर ०१२3\n", max_size=400),
).map(Text)
media = st.builds(
    Media,
    kind=st.sampled_from(MediaKind),
    ref=st.just("r"),
    caption=st.sampled_from(("", "", "हैंडपंप खराब है")),
    attachment_id=st.one_of(st.none(), st.integers(1, 500)),
    transcript=st.sampled_from(("", "", "बिजली नहीं आ रही")),
)
contents: st.SearchStrategy[Content] = st.one_of(
    texts,
    texts,
    st.integers(0, 9).map(lambda number: Text(f"\x00tap {number}")),
    st.integers(0, 9).map(lambda number: Text(f"\x00tap {number}")),
    st.sampled_from(IDS).map(Choice),
    media,
    st.lists(media, min_size=1, max_size=12).map(lambda items: Album(tuple(items))),
    st.builds(Pin, lat=st.floats(-90, 90), lon=st.floats(-180, 180), name=st.sampled_from(("", "घर"))),
    st.builds(Contact, phone=st.just("+910000000000"), own=st.booleans()),
    st.builds(Edited, of=st.just("1"), text=st.just("x")),
    st.builds(Deleted, of=st.just("1")),
    st.builds(Reaction, of=st.just("1"), emoji=st.sampled_from(("", "👍"))),
    st.sampled_from(("sticker", "poll", "dice")).map(Unsupported),
    st.just(FormAnswer({"name": "गीता"})),
)
happenings = st.one_of(
    contents,
    contents,
    contents,
    contents,
    st.tuples(st.just("told"), st.sampled_from(("verdict", "answer", "message"))),
    st.tuples(st.just("woken"), st.sampled_from(("nudge", "incomplete", "expiry", "unknown"))),
    st.tuples(st.just("wait"), st.sampled_from((0, 2, 3600, 4 * 3600, 25 * 3600, 8 * 86400))),
    st.tuples(
        st.just("refuse"),
        st.sampled_from(("file", "confirm", "dispute", "ticket", "tickets", "duplicates", "resolve")),
    ),
)
