"""What a broadcast looks like to its reader: in the chat, and as the approved template outside the window."""

import texts
from bots.outbound import Option, Say, TemplateCall
from bots.templates.fill import fill, shown
from bots.templates.registry import load
from models.broadcasts import Broadcast

PURPOSE = "broadcast"
END = "m:quiet"
"""The button under each: no more of these."""


def say(row: Broadcast, language: str) -> Say:
    """The message; area and department must be loaded."""
    words = row.words(language)
    values = {"place": row.area.name(language), "words": words}
    if row.department is None:
        text = texts.say(language, "broadcast-message", **values)
    else:
        department = row.department.name(language)
        text = texts.say(language, "broadcast-message-of", department=department, **values)
    return Say(
        text,
        options=(Option(END, texts.say(language, "go-quiet")),),
        template=TemplateCall("broadcast", language, {"text": words}),
    )


def outside(row: Broadcast, language: str) -> str:
    """The same as WhatsApp shows it to whoever has not written for a day."""
    cards = [card for card in load() if card.purpose == PURPOSE and not card.spare]
    card = next((card for card in cards if card.language == language), cards[0])
    return shown(card.body, fill(card.body, card.variables, {"text": row.words(language)}))
