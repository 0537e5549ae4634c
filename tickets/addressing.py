"""What the words of a broadcast may be: short, civil, without foreign links or identity numbers."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from tickets.errors import Invalid
from tickets.guard import check_tone
from tickets.masking import mask

LANGUAGES = ("hi", "hne", "en")
LONGEST = 800
"""So that the approved template and the chat's own frame around the words stay within 1,024 characters."""
_ENDINGS = (
    "com|in|org|net|info|biz|io|co|me|ly|gl|gd|cc|tv|ai|app|xyz|top|site|online|shop|link|live|club|page|dev"
    "|gov|nic|भारत"
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S+"
    rf"|(?<![\w@.-])(?:[\w-]+\.)+(?:{_ENDINGS})(?![\w-])(?:[/?#:]\S*)?",
    re.IGNORECASE,
)


def checked(given: Mapping[str, str], public_url: str) -> dict[str, str]:
    """The words by language as they will be sent; raises Invalid for what may not be said to many."""
    words = {language: mask(given.get(language, "")).strip() for language in LANGUAGES}
    if not words["hi"]:
        raise Invalid("words-missing", field="words_hi")
    for language, text in words.items():
        field = f"words_{language}"
        if len(text) > LONGEST:
            raise Invalid("words-too-long", field=field)
        check_tone(text, field)
        if foreign_link(text, public_url):
            raise Invalid("broadcast-link", field=field)
    return words


def foreign_link(text: str, public_url: str) -> str:
    """The first link that leads anywhere else than to ourselves; empty when there is none."""
    ours = urlsplit(public_url).hostname or ""
    for found in _LINK.finditer(text):
        link = found.group()
        try:
            host = urlsplit(link if "://" in link else f"//{link}").hostname or ""
        except ValueError:
            return link
        if not ours or host.rstrip(".।") != ours:
            return link
    return ""
