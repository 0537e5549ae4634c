"""Which approved template carries a notification when free words are not allowed."""

import time
from dataclasses import dataclass

from bots.fit.parts import Filled
from bots.outbound import TemplateCall
from bots.templates.fill import fill
from models.messages import Template

FRESH_S = 15.0
USABLE = ("approved", "flagged")
GENERAL = "news"


@dataclass(frozen=True, slots=True)
class Card:
    """One usable template."""

    name: str
    language: str
    purpose: str
    spare: bool
    body: str
    variables: tuple[str, ...]


def pick(
    cards: list[Card], purpose: str, language: str, *, skip: frozenset[str] = frozenset()
) -> Card | None:
    """The main one of the purpose in the language, its spare, the same in Hindi, then the general one."""
    wanted = [(purpose, language), (purpose, "hi"), (GENERAL, language), (GENERAL, "hi"), (GENERAL, "en")]
    for about, spoken in wanted:
        found = [
            card
            for card in cards
            if (card.purpose, card.language) == (about, spoken) and card.name not in skip
        ]
        if found:
            return min(found, key=lambda card: (card.spare, card.name))
    return None


class Templates:
    """The approved templates, read again every few seconds."""

    def __init__(self) -> None:
        self._cards: list[Card] = []
        self._read_at = -FRESH_S

    async def filled(self, call: TemplateCall, *, skip: frozenset[str] = frozenset()) -> Filled | None:
        """The call as an approved template with safe values, or None when none is approved."""
        card = pick(await self._all(), call.purpose, call.language or "hi", skip=skip)
        if card is None:
            return None
        return Filled(card.name, meta_language(card.language), fill(card.body, card.variables, call.values))

    async def _all(self) -> list[Card]:
        if time.monotonic() - self._read_at >= FRESH_S:
            rows = await Template.filter(state__in=USABLE)
            self._cards = [
                Card(row.name, row.language, row.purpose, row.spare, row.body, tuple(row.variables))
                for row in rows
            ]
            self._read_at = time.monotonic()
        return self._cards

    def forget(self) -> None:
        """Read again at the next call."""
        self._read_at = -FRESH_S


def meta_language(language: str) -> str:
    """Meta knows no Chhattisgarhi: its wordings are registered as Hindi under names of their own."""
    return "hi" if language == "hne" else language
