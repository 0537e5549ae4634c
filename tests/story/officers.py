"""Officers at work: in chat with the buttons of their cards, and in the portal as a browser would."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp

from tests.story.phones import TelegramPhone
from tests.story.screens import Bubble
from tests.story.system import Running, System

CSRF = re.compile(r'name="(csrf[^"]*)" value="([^"]+)"')


@dataclass(slots=True)
class OfficerInChat:
    """An officer with a phone, joined to the account by a one-time code."""

    username: str
    phone: TelegramPhone
    card: Bubble = field(default_factory=lambda: Bubble(""))

    async def join(self, system: System, *, at_once: bool = True) -> None:
        """Type the code that `samvad officer link` prints, and choose when alerts come."""
        code = json.loads(await system.command("officer", "link", self.username, "--json"))["code"]
        await self.phone.say(code)
        await self.phone.until(lambda b: b.button("queue"), "desk")
        await self.phone.say("/settings")
        settings = await self.phone.until(lambda b: b.button("once"), "settings")
        await self.phone.choose(settings, "once" if at_once else "bundle")
        await self.phone.next()

    async def alerted(self, number: str, *, seconds: float = 40) -> Bubble:
        """Wait for a card of this ticket with something to press."""
        self.card = await self.phone.until(
            lambda b: number in b.text and any(x.id.startswith("t:") for x in b.buttons),
            f"card of {number}",
            seconds,
        )
        return self.card

    async def press(self, verb: str) -> Bubble:
        """A button of the card; gives the answer."""
        button = next(b for b in self.card.buttons if b.id.endswith(f":{verb}"))
        await self.phone.tap(button, self.card)
        return await self.phone.next()

    async def send(self) -> Bubble:
        """Confirm the preview that comes, and give the answer."""
        preview = await self.phone.until(lambda b: b.button("send"), "preview")
        await self.phone.choose(preview, "send")
        await self.phone.next()
        return preview


class Portal:
    """A browser without JavaScript."""

    def __init__(self, web: Running) -> None:
        self.web = web
        self.session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.page = ""
        self.status = 0
        self.address = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.session.close()

    def _url(self, address: str) -> str:
        return address if address.startswith("http") else self.web.base + address

    async def open(self, address: str) -> str:
        """The page at an address."""
        async with self.session.get(self._url(address)) as answer:
            self.status, self.page, self.address = answer.status, await answer.text(), str(answer.url)
        return self.page

    async def fetch(self, address: str) -> tuple[int, bytes, str]:
        """A file."""
        async with self.session.get(self._url(address)) as answer:
            return answer.status, await answer.read(), answer.content_type

    async def post(self, address: str, files: dict[str, bytes] | None = None, **fields: str) -> str:
        """Send a form with the token of the page that is open."""
        token = CSRF.search(self.page)
        values: dict[str, Any] = dict([token.groups()]) if token else {}
        data: Any = values | fields
        if files:
            form = aiohttp.FormData(data)
            for name, content in files.items():
                form.add_field(name, content, filename="photo.jpg", content_type="image/jpeg")
            data = form
        headers = {"Origin": self.web.base, "Referer": self.address}
        async with self.session.post(self._url(address), data=data, headers=headers) as answer:
            self.status, self.page, self.address = answer.status, await answer.text(), str(answer.url)
        return self.page

    async def press(self, verb: str, files: dict[str, bytes] | None = None, **fields: str) -> str:
        """A verb's form on the ticket page that is open."""
        form = re.search(rf'action="(/portal/tickets/\d+/do/{verb})"', self.page)
        assert form, f"no form for {verb} on {self.address}"
        version = re.search(r'name="version" value="(\d+)"', self.page)
        more = {"version": version[1]} if version else {}
        return await self.post(form[1], files, **more, **fields)
