"""A citizen who answers what is asked; questions are known by their buttons or words."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import texts
from tests.story.phones import Phone
from tests.story.screens import Bubble

NUMBER = re.compile(r"\b[A-Z]{2,5}-\d{2}-\d{6}-\d\b")
MOST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Matter:
    """What a citizen wants to tell."""

    name: str
    place: str
    words: str
    kind: str = "problem"
    language: str = "en"


@dataclass(slots=True)
class Citizen:
    """Someone with a phone and a matter; `said` are the questions that were answered, in order."""

    phone: Phone
    matter: Matter
    tell: Callable[[Phone], Awaitable[None]] | None = None
    said: list[str] = field(default_factory=list)
    review: str = ""
    filed: Bubble = field(default_factory=lambda: Bubble(""))
    patience_s: float = 40.0

    async def file(self, opening: str = "hi") -> str:
        """From the first word to the number on the screen."""
        await self.phone.say(opening)
        return await self.carry_on()

    async def carry_on(self) -> str:
        """Answer until the number comes."""
        for _ in range(MOST_TURNS):
            bubble = await self.phone.next(self.patience_s)
            if number := self.number_in(bubble):
                self.filed = bubble
                return number
            await self.answer(bubble)
        raise AssertionError(f"no number after {MOST_TURNS} turns: {self.said}")

    def number_in(self, bubble: Bubble) -> str:
        """The ticket's number, unless the message only asks about another one."""
        found = NUMBER.search(bubble.text)
        return found[0] if found and not has(bubble, "new") else ""

    async def answer(self, bubble: Bubble) -> None:
        """Answer this question."""
        for name, asked, answer in QUESTIONS:
            if asked(self, bubble):
                self.said.append(name)
                await answer(self, bubble)
                return
        self.said.append(f"({bubble.text})")

    def hears(self, bubble: Bubble, text_id: str, *words: str) -> bool:
        """In English by the agreed words, in other languages by the catalogue's own sentence."""
        text = bubble.text.casefold()
        if self.matter.language == "en":
            return any(word in text for word in words)
        return texts.say(self.matter.language, text_id).splitlines()[0].casefold() in text

    async def described(self) -> None:
        await (self.tell(self.phone) if self.tell else self.phone.say(self.matter.words))

    async def reviewed(self, bubble: Bubble) -> None:
        self.review = bubble.text
        await self.phone.choose(bubble, "send")


def has(bubble: Bubble, *codes: str) -> bool:
    """Whether all these buttons are there."""
    return all(any(button.code == code for button in bubble.buttons) for code in codes)


Claim = Callable[[Citizen, Bubble], bool]
Deed = Callable[[Citizen, Bubble], Awaitable[None]]

QUESTIONS: tuple[tuple[str, Claim, Deed], ...] = (
    ("same", lambda _, b: has(b, "new"), lambda me, b: me.phone.choose(b, "new")),
    ("review", lambda _, b: has(b, "send"), lambda me, b: me.reviewed(b)),
    (
        "kind",
        lambda _, b: has(b, "problem", "demand", "suggestion"),
        lambda me, b: me.phone.choose(b, me.matter.kind),
    ),
    (
        "language",
        lambda _, b: has(b, "hi", "hne", "en"),
        lambda me, b: me.phone.choose(b, me.matter.language),
    ),
    (
        "name",
        lambda me, b: me.hears(b, "filing-name", "your name"),
        lambda me, _: me.phone.say(me.matter.name),
    ),
    ("sure", lambda _, b: has(b, "none"), lambda me, b: me.phone.tap(b.buttons[0], b)),
    ("address", lambda _, b: has(b, "use"), lambda me, b: me.phone.choose(b, "use")),
    (
        "department",
        lambda _, b: len(b.buttons) > 1 and has(b, "other"),
        lambda me, b: me.phone.tap(b.buttons[0], b),
    ),
    (
        "place",
        lambda me, b: me.hears(b, "filing-place", "village", "address"),
        lambda me, _: me.phone.say(me.matter.place),
    ),
    ("more", lambda _, b: has(b, "done"), lambda me, b: me.phone.choose(b, "done")),
    (
        "describe",
        lambda me, b: me.hears(b, "filing-describe", "describe", "tell"),
        lambda me, _: me.described(),
    ),
)
