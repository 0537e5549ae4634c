"""What one channel can carry, in the vendor's own units."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a vendor counts text: code points, or UTF-16 units (an emoji is two)."""

    CHARACTERS = "characters"
    UTF16 = "utf16"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Limits of a channel; a zero means that the channel has no such thing.

    `secure_links`: a button may only open https; `spoken_caption`: words may go along with a voice note.
    """

    unit: Unit
    text: int
    caption: int
    buttons: int = 0
    button_label: int = 0
    button_body: int = 0
    button_id_bytes: int = 64
    rows: int = 0
    row_label: int = 0
    row_hint: int = 0
    row_id_bytes: int = 200
    list_body: int = 0
    list_button: int = 0
    footer: int = 0
    link_label: int = 0
    secure_links: bool = False
    spoken_caption: bool = True
    location_request: bool = False
    contact_request: bool = False
    form: bool = False
    edits: bool = False
    unique_labels: bool = False
    ask_body: int = 1024

    def names(self) -> frozenset[str]:
        """The capabilities a dialog may ask about, by name."""
        have = {
            "buttons": self.buttons > 0,
            "list": self.rows > 0,
            "location": self.location_request,
            "contact": self.contact_request,
            "form": self.form,
            "edit": self.edits,
        }
        return frozenset(name for name, given in have.items() if given)
