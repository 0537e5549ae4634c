"""Which approved template carries a notification when free words are not allowed."""

import time
from collections.abc import Iterable, Sequence

import clock
from bots.fit.parts import Filled
from bots.outbound import Option, TemplateCall
from bots.templates.fill import BODY, fill
from bots.templates.registry import Wording, load
from models.messages import Template

FRESH_S = 15.0
USABLE = ("approved", "flagged")
REFUSED = {"132015": "paused", "132016": "disabled", "132001": "missing"}
GENERAL = "news"
SIGN_IN = "sign_in"
OF_ITS_OWN = frozenset({SIGN_IN, "broadcast"})


def pick(
    usable: Iterable[Wording], purpose: str, language: str, *, skip: frozenset[str] = frozenset()
) -> Wording | None:
    """The main one of the purpose in the language, its spare, the same in Hindi, then the general one.

    A sign-in code goes by its own kind of template or not at all: Meta forbids it in any other. So does a
    message to many: the general one is for news that somebody waits for.
    """
    cards = [card for card in usable if card.name not in skip]
    wanted = [(purpose, language), (purpose, "hi")]
    if purpose not in OF_ITS_OWN:
        wanted += [(GENERAL, language), (GENERAL, "hi"), (GENERAL, "en")]
    for about, spoken in wanted:
        found = [card for card in cards if (card.purpose, card.language) == (about, spoken)]
        if found:
            return min(found, key=lambda card: (card.spare, -card.version))
    return None


async def is_usable(purpose: str) -> bool:
    """Whether the vendor has approved any wording of this purpose."""
    return await Template.filter(purpose=purpose, state__in=USABLE).exists()


class Templates:
    """Which wordings Meta has approved, read again every few seconds."""

    def __init__(self) -> None:
        self._usable: list[Wording] = []
        self._marketing: frozenset[str] = frozenset()
        self._read_at = -FRESH_S

    async def filled(
        self,
        call: TemplateCall,
        options: Sequence[Option] = (),
        *,
        skip: frozenset[str] = frozenset(),
        no_marketing: bool = False,
        most: int = 0,
    ) -> Filled | None:
        """The call as an approved template with safe values, or None when none is approved.

        `no_marketing` passes over those that the vendor has filed as marketing, whatever we meant them for;
        `most` is the longest text after the vendor found one too long.
        """
        usable = await self._approved()
        skip |= self._marketing if no_marketing else frozenset()
        card = pick(usable, call.purpose, call.language or "hi", skip=skip)
        if card is None:
            return None
        payloads = tuple(_payload(verb, options) for verb, _ in card.buttons)
        values = fill(card.body, card.variables, call.values, most or BODY)
        code = values[0] if card.minutes else ""
        return Filled(card.name, meta_language(card.language), values, payloads, code)

    async def _approved(self) -> list[Wording]:
        if time.monotonic() - self._read_at >= FRESH_S:
            rows = await Template.filter(state__in=USABLE).values_list("name", "category")
            names = {str(name) for name, _ in rows}
            self._marketing = frozenset(str(name) for name, category in rows if category == "MARKETING")
            self._usable = [wording for wording in load() if wording.name in names]
            self._read_at = time.monotonic()
        return self._usable

    async def refused(self, name: str, code: str) -> None:
        """The vendor will not have this one: nobody tries it again until the vendor says otherwise."""
        state = REFUSED.get(code, "refused")
        await Template.filter(name=name).update(state=state, reason=code, updated_at=clock.now())
        self._read_at = -FRESH_S


def _payload(verb: str, options: Sequence[Option]) -> str:
    """The id of the option that this button stands for.

    A tap comes back as if it had been a button of the chat.
    """
    return next((option.id for option in options if option.id.rpartition(":")[2] == verb), verb)


def meta_language(language: str) -> str:
    """Meta knows no Chhattisgarhi: its wordings are registered as Hindi under names of their own."""
    return "hi" if language == "hne" else language
