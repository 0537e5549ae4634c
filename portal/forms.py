"""Reads forms: the fields asked for, as text of bounded length; whatever else is sent is ignored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Form:
    """The text fields of a POST."""

    fields: Mapping[str, str]

    def text(self, name: str, most: int = 4000) -> str:
        """The field without surrounding space, never longer than `most`; empty when it is missing."""
        return self.fields.get(name, "").strip()[:most]

    def number(self, name: str) -> int | None:
        """A whole number, or nothing."""
        value = self.text(name, 18)
        return int(value) if value.isascii() and value.isdigit() else None

    def day(self, name: str) -> date | None:
        """A date as browsers send it, or nothing."""
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError:
            return None

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self.text(name, 10) in ("1", "on", "yes")


async def form_of(request: web.Request) -> Form:
    """The form of this request; files are not among its fields."""
    posted = await request.post()
    return Form(
        {name: value.replace("\r\n", "\n") for name, value in posted.items() if isinstance(value, str)}
    )


async def many(request: web.Request, name: str, most: int = 100) -> list[str]:
    """All values of a field that may stand more than once."""
    values = (await request.post()).getall(name, [])
    return [value for value in values if isinstance(value, str)][:most]
