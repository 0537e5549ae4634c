"""The wordings as data, and Meta's rules for them (pure but for reading the file)."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("notices.toml")
MAX_BODY = 1024
MAX_BUTTON = 25
MAX_BUTTONS = 10
MAX_TEMPLATES = 250
LONGEST_CODE = 90
_SLOT = re.compile(r"\{\{(\d+)\}\}")
_NAME = re.compile(r"[a-z0-9_]{1,512}\Z")
_PAPERS = re.compile(r"आधार|aadhaar|aadhar|पासबुक|passbook|OTP|पिन नंबर", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """One template as we want it; `buttons` are (verb, label).

    With `minutes` it is one for sign-in codes, whose words are Meta's own: a code good for so long.
    `marketing` are those that nobody asked for, whatever they are about.
    """

    name: str
    purpose: str
    language: str
    spare: bool
    version: int
    variables: tuple[str, ...]
    body: str
    buttons: tuple[tuple[str, str], ...] = ()
    minutes: int = 0
    marketing: bool = False

    @property
    def category(self) -> str:
        """What we register it as."""
        if self.minutes:
            return "AUTHENTICATION"
        return "MARKETING" if self.marketing else "UTILITY"


@cache
def load(path: Path = FILE) -> tuple[Wording, ...]:
    """All wordings of the file, each followed by its spare."""
    found: list[Wording] = []
    for entry in tomllib.loads(path.read_text("utf-8"))["template"]:
        language, version = entry.get("language", "hi"), entry.get("version", 1)
        tail = "" if language == "hi" else f"_{language}"
        buttons = tuple((verb, label) for verb, label in entry.get("buttons", []))
        for spare, body in ((False, entry["body"]), (True, entry["spare"])):
            name = f"samvad_{entry['purpose']}{tail}{'_b' if spare else ''}_v{version}"
            variables = tuple(entry["variables"])
            minutes, marketing = entry.get("minutes", 0), entry.get("marketing", False)
            found.append(
                Wording(
                    name, entry["purpose"], language, spare, version, variables, body, buttons, minutes,
                    marketing,
                )
            )  # fmt: skip
    return tuple(found)


def check(wordings: tuple[Wording, ...]) -> list[str]:
    """What Meta would refuse, one line each."""
    problems = [f"{wording.name}: {why}" for wording in wordings for why in _refusals(wording)]
    repeated = [body for body, count in Counter(wording.body for wording in wordings).items() if count > 1]
    problems += [f"the same body twice: {body[:40]}…" for body in repeated]
    if len(wordings) > MAX_TEMPLATES:
        problems.append(f"{len(wordings)} templates, Meta takes {MAX_TEMPLATES}")
    return problems


def _refusals(wording: Wording) -> list[str]:
    if wording.minutes:
        return [] if wording.minutes <= LONGEST_CODE else ["a code may be good for 90 minutes at most"]
    slots = [int(number) for number in _SLOT.findall(wording.body)]
    words = [word for word in _SLOT.sub(" ", wording.body).split() if len(word) > 1]
    rules = {
        "the name has other signs than a-z, 0-9 and _": not _NAME.match(wording.name),
        f"the body has more than {MAX_BODY} characters": len(wording.body) > MAX_BODY,
        "a variable begins or ends the body": bool(re.search(r"^\W*\{\{|\}\}\W*$", wording.body)),
        "variables are not numbered 1, 2, …": slots != list(range(1, len(slots) + 1)),
        "the body and `variables` disagree": len(slots) != len(wording.variables),
        "too few words for its variables": len(words) < 3 * len(slots) + 1,
        "two variables touch": "}}{{" in wording.body.replace(" ", ""),
        "it asks for identity papers or codes": _PAPERS.search(wording.body) is not None,
        "the body has tabs or empty lines": "\t" in wording.body or "\n\n\n" in wording.body,
        "too many buttons, or one too long": len(wording.buttons) > MAX_BUTTONS
        or any(not 0 < len(label) <= MAX_BUTTON for _, label in wording.buttons),
    }
    return [why for why, broken in rules.items() if broken]
