"""A small district for dialog tests: some villages, six departments, a reader of plain cue words."""

from dataclasses import dataclass
from functools import lru_cache

from bots.dialog.facts import AreaCard, DepartmentCard, District
from routing.places import AreaName, PlaceIndex
from routing.reading import Decision, Kind, Lang, Nature, PlaceGuess, Reading

_AREAS = (
    (1, "district", "गरियाबंद", "Gariaband", None, ()),
    (2, "block", "छुरा", "Chhura", 1, ()),
    (3, "block", "मैनपुर", "Mainpur", 1, ()),
    (4, "block", "देवभोग", "Deobhog", 1, ()),
    (5, "urban_body", "राजिम", "Rajim", 1, ()),
    (6, "urban_body", "गरियाबंद नगर", "Gariaband town", 1, ()),
    (10, "village", "कोसमी", "Kosmi", 2, ("Cosmi",)),
    (11, "village", "पांडुका", "Panduka", 2, ()),
    (12, "village", "रसेला", "Rasela", 2, ()),
    (13, "village", "कोसमी", "Kosmi", 3, ()),
    (14, "village", "अमलीपदर", "Amlipadar", 3, ()),
    (15, "village", "धवलपुर", "Dhawalpur", 3, ()),
    (16, "village", "झाखरपारा", "Jhakharpara", 4, ()),
    (17, "village", "लाटापारा", "Latapara", 4, ()),
)
_PINS = {12: (20.80, 82.10), 15: (20.30, 82.30), 16: (20.00, 82.60), 17: (20.03, 82.62)}
_DEPARTMENTS = (
    ("phe", "💧", "पेयजल", "Drinking water", "लोक स्वास्थ्य यांत्रिकी", "Public Health Engineering"),
    ("energy", "⚡", "बिजली", "Electricity", "ऊर्जा (बिजली)", "Energy"),
    ("panchayat", "🏘️", "पंचायत", "Panchayat", "पंचायत एवं ग्रामीण विकास", "Panchayat"),
    ("pwd", "🛣️", "सड़क", "Roads", "लोक निर्माण", "Public Works"),
    ("health", "🏥", "स्वास्थ्य", "Health", "स्वास्थ्य", "Health"),
    ("revenue", "📜", "राजस्व", "Revenue", "राजस्व", "Revenue"),
)
_WORDS = (
    ("phe", ("हैंडपंप", "handpump", "नल", "hand pump", "बोरिंग")),
    ("energy", ("बिजली", "bijli", "electricity", "ट्रांसफार्मर", "light", "current")),
    ("health", ("अस्पताल", "hospital", "डॉक्टर", "doctor", "असपताल")),
    ("revenue", ("पटवारी", "जमीन", "patwari", "land")),
    ("panchayat", ("आवास", "awas", "सचिव")),
)
_ASK = (
    ("सड़क", ("panchayat", "pwd"), "road"),
    ("sadak", ("panchayat", "pwd"), "road"),
    ("road", ("panchayat", "pwd"), "road"),
    ("पानी", ("phe",), None),
)
_EMERGENCY = (("सांप काट", "snakebite"), ("आग लग", "fire"), ("snake bite", "snakebite"))
_DEFLECTION = (
    ("रायपुर जिला", "other_district"),
    ("court case", "court"),
    ("आरटीआई", "rti"),
    ("अदालत", "court"),
)
_NATURE = (
    (Nature.ABUSE, ("निकम्मे हो", "idiots")),
    (Nature.SPAM, ("lottery",)),
    (Nature.CHITCHAT, ("who are you", "खाना खाया")),
    (Nature.STATUS, ("मेरी शिकायत कहाँ", "where is my complaint")),
    (Nature.INFO, ("कौन सा कागज", "which papers", "ye kya hai")),
    (Nature.TEST, ("test message",)),
)
_HNE = ("मोर", "हमर", "नइ ", "हे,", "गांव म", " हवय", "बिगड़गे")
_DEMAND = ("चाहिए", "बनवा", "chahiye", "we need", "देवा")
_SUGGESTION = ("सुझाव", "should", "तो अच्छा")


@dataclass(frozen=True)
class CueReader:
    """Reads by cue words, so that transcripts do not change when the real router learns."""

    places: PlaceIndex

    def read(self, text: str, *, block: str | None = None, kind: str | None = None) -> Reading:
        low = text.casefold()
        nature = next((nature for nature, cues in _NATURE if _any(low, cues)), None)
        emergency = next((code for cue, code in _EMERGENCY if cue in low), None)
        deflection = next((code for cue, code in _DEFLECTION if cue in low), None)
        sure = [code for code, cues in _WORDS if _any(low, cues)]
        unsure, question = next(((codes, asked) for cue, codes, asked in _ASK if cue in low), ((), None))
        if nature:
            decision = Decision.NOT_A_GRIEVANCE
        elif emergency:
            decision = Decision.EMERGENCY
        elif len(sure) == 1:
            decision = Decision.ASSIGN
        elif unsure or len(sure) > 1:
            decision = Decision.ASK
        else:
            decision = Decision.SCREEN
        found = tuple(sure[:2]) or tuple(unsure)
        return Reading(
            department=found[0] if found else "other",
            confidence=0.97 if nature else 0.9 if decision is Decision.ASSIGN else 0.4,
            alternatives=tuple((code, 0.4) for code in found),
            decision=decision,
            kind=_kind(low, nature),
            urgent=emergency is not None or "बहुत जरूरी" in low,
            lang=_lang(text),
            place=self._place(text),
            nature=nature,
            because="",
            emergency=emergency,
            deflection=deflection,
            confidential="रिश्वत" in low or "bribe" in low,
            question=question if decision is Decision.ASK and not sure else None,
            issues=_issues(text) if len(sure) > 1 else (),
            topic=sure[0] if sure else None,
        )

    def _place(self, text: str) -> PlaceGuess | None:
        exact = [match for match in self.places.find(text) if match.exact and int(match.area_id) >= 10]
        if not exact or len({self.places.areas[match.area_id].name_en for match in exact}) > 1:
            return None
        return PlaceGuess(exact[0].area_id, "", None, 1.0, sure=len(exact) == 1)


def _issues(text: str) -> tuple[str, ...]:
    """Its sentences, where each speaks of a department of its own."""
    sentences = tuple(part.strip() for part in text.replace("।", ".").split(".") if part.strip())
    plain = all(sum(_any(part.casefold(), cues) for _, cues in _WORDS) == 1 for part in sentences)
    return sentences if plain else ()


def _any(text: str, cues: tuple[str, ...]) -> bool:
    return any(cue in text for cue in cues)


def _kind(low: str, nature: Nature | None) -> Kind:
    if nature:
        return Kind.OTHER
    if _any(low, _SUGGESTION):
        return Kind.SUGGESTION
    return Kind.DEMAND if _any(low, _DEMAND) else Kind.PROBLEM


def _lang(text: str) -> Lang:
    if _any(text, _HNE):
        return Lang.HNE
    if text.isascii():
        english = {"the", "is", "not", "our", "we", "in", "my", "for", "was", "of", "a", "who", "are", "need"}
        return Lang.EN if len(english & set(text.casefold().split())) >= 2 else Lang.HINGLISH
    return Lang.HI


@lru_cache(maxsize=1)
def small_district() -> District:
    """The district of the transcripts."""
    cards = {
        area_id: AreaCard(area_id, kind, hindi, english, parent, *_PINS.get(area_id, (None, None)))
        for area_id, kind, hindi, english, parent, _ in _AREAS
    }
    blocks = {card.id: card.name_en for card in cards.values() if card.kind in ("block", "urban_body")}
    places = PlaceIndex(
        [
            AreaName(area_id, kind, english, hindi, aliases, blocks.get(area_id) or blocks.get(parent or 0))
            for area_id, kind, hindi, english, parent, aliases in _AREAS
        ]
    )
    return District(
        name={"hi": "गरियाबंद", "en": "Gariaband"},
        areas=cards,
        blocks=tuple(card for card in cards.values() if card.id in blocks),
        places=places,
        departments={
            code: DepartmentCard(
                code,
                icon,
                {"hi": short, "hne": short, "en": short_en},
                {"hi": name, "hne": name, "en": name_en},
                {"hi": f"{short} विभाग", "hne": short, "en": name_en},
                {},
            )
            for code, icon, short, short_en, name, name_en in _DEPARTMENTS
        },
        router=CueReader(places),
        number_prefix="GBD",
        help_phone="07706-000000",
    )
