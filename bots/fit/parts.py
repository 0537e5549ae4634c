"""From what to say to single messages a channel takes: buttons → list → numbered text; long texts split."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bots.fit.labels import as_buttons, as_rows, numbered, within
from bots.fit.limits import Capabilities
from bots.fit.measure import clean, is_blank, one_line, shorten, shown_line, size, split, without_pictures
from bots.outbound import File, Form, Option, Say

NOTHING = "…"
SPOKEN = ("voice", "audio")
# A form's button takes no pictures, not even an arrow.
NO_LABEL = "फ़ॉर्म"


class Shape(StrEnum):
    TEXT = "text"
    BUTTONS = "buttons"
    LIST = "list"
    LINK = "link"
    LOCATION = "location"
    CONTACT = "contact"
    FORM = "form"
    FILE = "file"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Filled:
    """An approved template by its vendor's name, with its values in order and safe.

    And what its buttons send back; or the `code` that its one button copies.
    """

    name: str
    language: str
    values: tuple[str, ...]
    payloads: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One message as the vendor will carry it. `plain` asks for no markup and nothing to tap."""

    shape: Shape
    text: str = ""
    options: tuple[Option, ...] = ()
    list_label: str = ""
    footer: str = ""
    link: tuple[str, str] | None = None
    file: File | None = None
    form: Form | None = None
    ask: str = ""
    template: Filled | None = None
    reply_to: str | None = None
    plain: bool = False
    dropped: tuple[str, ...] = ()


def fit(say: Say, can: Capabilities, *, forms: bool = True) -> list[Part]:
    """The messages that carry everything in `say`, in order; never empty, none beyond the channel's limits.

    What had to be left out is named in the `dropped` of the last one. `forms=False` after the vendor
    refused a form.
    """
    (*before, final), dropped = _last(say, can, forms)
    files = [_file(file, can) for file in say.files]
    if files and not before and _is_caption(final, say, can):
        files[-1] = replace(files[-1], text="" if final.text == NOTHING else final.text)
        parts = files
    else:
        parts = [*files, *before, final]
    parts[0] = replace(parts[0], reply_to=say.reply_to)
    parts[-1] = replace(parts[-1], dropped=dropped)
    return parts


def _is_caption(final: Part, say: Say, can: Capabilities) -> bool:
    """Whether the words may stand under the last file."""
    if final.shape is not Shape.TEXT or size(final.text, can.unit) > can.caption:
        return False
    return can.spoken_caption or say.files[-1].kind not in SPOKEN or final.text == NOTHING


def _file(file: File, can: Capabilities) -> Part:
    return Part(Shape.FILE, file=replace(file, name=shorten(one_line(file.name), 120, can.unit)))


def _last(say: Say, can: Capabilities, forms: bool) -> tuple[list[Part], tuple[str, ...]]:
    """The text's pieces as parts, the last with what can be tapped; and what had to be dropped."""
    text = clean(say.text).strip()
    text = NOTHING if is_blank(text) else text
    dropped: list[str] = []
    tap = _tap(say, can, forms, dropped)
    text = "\n\n".join(filter(None, (text, *_typed(say, can, tap))))
    pieces = split(text, can.text, can.unit) or [NOTHING]
    pieces[-1:] = split(pieces[-1], _room(tap, can), can.unit) or [NOTHING]
    return [*(Part(Shape.TEXT, text=piece) for piece in pieces[:-1]), replace(tap, text=pieces[-1])], tuple(
        dropped
    )


def _room(tap: Part, can: Capabilities) -> int:
    """The longest body that the tappable part may have."""
    rooms = {Shape.BUTTONS: can.button_body, Shape.LIST: can.list_body, Shape.TEXT: can.text}
    return rooms.get(tap.shape, can.ask_body)


def _tap(say: Say, can: Capabilities, forms: bool, dropped: list[str]) -> Part:
    footer = one_line(say.footer) if size(one_line(say.footer), can.unit) <= can.footer else ""
    footer = "" if is_blank(footer) else footer
    if say.form and can.form and forms:
        return Part(
            Shape.FORM,
            form=say.form,
            list_label=shown_line(without_pictures(say.form.label), can.link_label, can.unit) or NO_LABEL,
            footer=footer,
        )
    if say.options:
        return _with_ask(_choices(say, can, footer, dropped), say, can)
    if say.ask == "location" and can.location_request:
        return _with_ask(Part(Shape.LOCATION), say, can)
    if say.ask == "contact" and can.contact_request:
        return _with_ask(Part(Shape.CONTACT), say, can)
    if say.link and can.link_label and _opens(say.link[1], can):
        label = _label(say.link[0], can.link_label, can)
        return Part(Shape.LINK, link=(label, say.link[1]), footer=footer)
    return Part(Shape.TEXT)


def _opens(url: str, can: Capabilities) -> bool:
    """Whether a button may open this address; one of this very machine is only told."""
    return within(url, 2000) and (url.startswith("https://") or not can.secure_links)


def _with_ask(part: Part, say: Say, can: Capabilities) -> Part:
    """Whether the part's keyboard also asks for a place or a number, and how its button is called."""
    possible = {"location": can.location_request, "contact": can.contact_request}.get(say.ask, False)
    if not possible:
        return part
    label = part.list_label or (_label(say.list_label, can.button_label, can) if say.list_label else "")
    return replace(part, ask=say.ask, list_label=label)


def _label(text: str, limit: int, can: Capabilities) -> str:
    return shown_line(text, limit, can.unit) or "▶"


def _choices(say: Say, can: Capabilities, footer: str, dropped: list[str]) -> Part:
    buttons = as_buttons(say.options, can)
    rows = as_rows(say.options, can)
    # A list shows hints, and in full what a button would have to shorten.
    roomier = any(
        made.label != one_line(given.label) or given.hint
        for made, given in zip(buttons, say.options, strict=False)
    )
    if buttons and not (rows and roomier):
        return Part(Shape.BUTTONS, options=buttons, footer=footer)
    if rows:
        return Part(
            Shape.LIST,
            options=rows,
            list_label=_label(say.list_label or "▼", can.list_button, can),
            footer=footer,
        )
    if buttons:
        return Part(Shape.BUTTONS, options=buttons, footer=footer)
    if can.buttons or can.rows:
        dropped.append("tappable options")
    return Part(Shape.TEXT)


def _typed(say: Say, can: Capabilities, tap: Part) -> list[str]:
    """What must be said in words because it cannot be tapped, or does not fit on what can."""
    told = tap.shape in (Shape.BUTTONS, Shape.LIST)
    hinted = tap.shape is Shape.BUTTONS and any(option.hint for option in say.options)
    link = f"{one_line(say.link[0])}: {say.link[1]}" if say.link and tap.shape is not Shape.LINK else ""
    footer = "" if tap.footer else clean(say.footer).strip()
    return [numbered(say.options) if hinted or not told else "", link, footer]
