"""The citizen's acknowledgement (पावती) as one page with a sign to scan."""

import io
import unicodedata
from dataclasses import dataclass
from datetime import date

import segno

import texts
from reports.documents import typeset


@dataclass(frozen=True, slots=True)
class AcknowledgementFacts:
    """What stands on it; `link` is what the sign leads to (the bot's chat, or the status page)."""

    number: str
    name: str
    place: str
    department: str
    kind: str
    filed_on: date
    due_on: date | None
    words: str
    link: str
    office: str = ""


ROWS = ("number", "name", "place", "department", "kind")
MOST_WORDS = 900
PICTURES = frozenset({"So", "Sk", "Cs", "Co", "Cn"})


def acknowledgement_pdf(facts: AcknowledgementFacts, language: str) -> bytes:
    """The PDF in the citizen's language; nothing the citizen wrote is taken for markup."""
    speech = texts.known(language)
    rows = [[texts.say(speech, f"pavti-{name}"), getattr(facts, name)] for name in ROWS]
    rows.append([texts.say(speech, "pavti-filed"), texts.day(speech, facts.filed_on)])
    if facts.due_on is not None:
        rows.append([texts.say(speech, "pavti-due"), texts.day(speech, facts.due_on)])
    said = _printable(facts.words)
    words = said if len(said) <= MOST_WORDS else said[:MOST_WORDS] + "…"
    data = {
        "language": "en" if speech == "en" else "hi",
        "title": texts.say(speech, "pavti-title"),
        "office": facts.office or texts.say(speech, "pavti-office"),
        "rows": [row for row in rows if row[1]],
        "said": texts.say(speech, "pavti-words"),
        "words": words,
        "status": texts.say(speech, "pavti-status"),
        "kept": texts.say(speech, "pavti-kept"),
    }
    return typeset("acknowledgement.typ", data, {"sign.png": _sign(facts.link or facts.number)})


def _printable(words: str) -> str:
    """The words without pictograms, for which the font has no shape."""
    return "".join(sign for sign in words if unicodedata.category(sign) not in PICTURES)


def _sign(link: str) -> bytes:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=8, border=2)
    return out.getvalue()
