"""A fitted message as arguments of the Bot API: pure."""

import html
import re
from typing import Any

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from bots.fit.labels import numbered
from bots.fit.limits import Unit
from bots.fit.measure import size
from bots.fit.parts import Part, Shape
from bots.outbound import Option

_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
SHORT = 14


def as_html(text: str) -> str:
    """Escaped for HTML mode; `*bold*` is the only markup."""
    return _BOLD.sub(r"<b>\1</b>", html.escape(text, quote=False))


def words(part: Part) -> dict[str, Any]:
    """The text with its parse mode."""
    if part.plain:
        link = f"{part.link[0]}: {part.link[1]}" if part.link else ""
        told = filter(None, (part.text, numbered(part.options), link))
        return {"text": "\n\n".join(told), "parse_mode": None}
    return {"text": as_html(part.text), "parse_mode": "HTML"}


def reply(part: Part) -> ReplyParameters | None:
    """What the message answers, when that is still there."""
    number = (part.reply_to or "").rpartition(":")[2]
    if not number.isdecimal() or part.plain:
        return None
    return ReplyParameters(int(number), allow_sending_without_reply=True)


def keyboard(part: Part) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Buttons under the message, or a keyboard that can share a place or a number."""
    if part.plain:
        return None
    ask = part.ask or {Shape.LOCATION: "location", Shape.CONTACT: "contact"}.get(part.shape, "")
    if ask in ("location", "contact"):
        return _reply_keyboard(part, ask)
    if part.shape is Shape.LINK and part.link:
        return InlineKeyboardMarkup([[InlineKeyboardButton(part.link[0], url=part.link[1])]])
    if not part.options:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(o.label, callback_data=o.id) for o in row] for row in rows(part.options)]
    )


def rows(options: tuple[Option, ...]) -> list[list[Option]]:
    """Short labels two to a row, long ones alone."""
    made: list[list[Option]] = []
    for option in options:
        short = size(option.label, Unit.UTF16) <= SHORT
        if (
            short
            and made
            and len(made[-1]) == 1
            and size(made[-1][0].label, Unit.UTF16) <= SHORT
            and len(options) > 2
        ):
            made[-1].append(option)
        else:
            made.append([option])
    return made


def _reply_keyboard(part: Part, ask: str) -> ReplyKeyboardMarkup:
    label = part.list_label or ("📍" if ask == "location" else "📞")
    share = KeyboardButton(label, request_location=ask == "location", request_contact=ask == "contact")
    typed = [[KeyboardButton(option.label) for option in row] for row in rows(part.options)]
    return ReplyKeyboardMarkup([[share], *typed], resize_keyboard=True, one_time_keyboard=True)
