"""One message as the dialog reads it: words, files, a place on the map, a tapped option."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

import regex

from bots.inbound import (
    LOST,
    Album,
    Choice,
    Contact,
    Content,
    Deleted,
    Edited,
    FormAnswer,
    Media,
    MediaKind,
    Message,
    Pin,
    Reaction,
    Text,
    Unsupported,
)
from routing.folding import fold

LONGEST = 4000
_CONTROL = regex.compile(r"[^\P{C}\n\u200c\u200d]+")
_BLANKS = regex.compile(r"[^\S\n]+")
_SPOKEN = frozenset({MediaKind.VOICE, MediaKind.AUDIO})


@dataclass(frozen=True, slots=True)
class Said:
    """What one message holds. `odd` names something that cannot be used (sticker, edit, reaction …)."""

    text: str = ""
    folded: str = ""
    choice: str = ""
    title: str = ""
    files: tuple[int, ...] = ()
    photos: int = 0
    voices: int = 0
    transcript: str = ""
    pin: Pin | None = None
    contact: Contact | None = None
    form: Mapping[str, str] | None = None
    edit: tuple[str, str] | None = None
    odd: str = ""

    @property
    def words(self) -> int:
        """How many words were written."""
        return len(self.text.split())

    @property
    def has_media(self) -> bool:
        """Whether a file came along, even one that could not be stored yet."""
        return bool(self.photos or self.voices)


def read(message: Message) -> Said:
    """The message in the dialog's terms."""
    return _read(message.content)


def _read(content: Content) -> Said:
    match content:
        case Text():
            found = typed(content.text)
        case Choice():
            found = Said(choice=content.id, title=content.title)
        case Pin():
            named = ", ".join(part for part in (content.name, content.address) if part)
            found = Said(text=clean(named), folded=fold(named), pin=content)
        case Media():
            found = _files((content,))
        case Album():
            found = _files(content.items)
        case Contact():
            found = Said(contact=content, odd="" if content.own else "contact")
        case Edited() if content.before:
            found = Said(edit=(clean(content.before), clean(content.text)))
        case FormAnswer():
            found = Said(form=content.values)
        case _:
            found = Said(odd=_odd(content))
    return found


def _odd(content: Edited | Deleted | Reaction | Unsupported) -> str:
    """What cannot be used as an answer, by the text that says so."""
    match content:
        case Edited():
            return "edited"
        case Deleted():
            return "deleted"
        case Reaction():
            return "reaction" if content.emoji else "reaction-gone"
        case Unsupported():
            return "lost" if content.what == LOST else "unsupported"


def typed(text: str) -> Said:
    """Written words, cleaned of what cannot be seen, folded for recognition."""
    whole = clean(text)
    return Said(text=whole, folded=fold(whole[:400]))


def clean(text: str) -> str:
    """The text as it is kept and shown: one normal form, no control characters, no endless length."""
    plain = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    plain = _BLANKS.sub(
        " ", _CONTROL.sub("", plain.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    )
    return plain.strip()[:LONGEST]


def _files(items: tuple[Media, ...]) -> Said:
    caption = clean("\n".join(item.caption for item in items if item.caption))
    spoken = [item for item in items if item.kind in _SPOKEN]
    return Said(
        text=caption,
        folded=fold(caption[:400]),
        files=tuple(item.attachment_id for item in items if item.attachment_id is not None),
        photos=len(items) - len(spoken),
        voices=len(spoken),
        transcript=clean(" ".join(item.transcript for item in spoken if item.transcript)),
    )
