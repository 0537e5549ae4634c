"""A browser at the web chat."""

import asyncio
import itertools
from typing import Any, Self

import aiohttp

from tests.story.phones import Phone
from tests.story.screens import Bubble, Button, Screen
from tests.story.system import Running

_numbers = itertools.count(1)


class Browser(Phone):
    """The web chat's page, without the picture of a telephone."""

    def __init__(self, web: Running) -> None:
        super().__init__(None, Screen())  # type: ignore[arg-type]  # nobody delivers for a browser
        self.web = web
        self.session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), headers={"X-Samvad-Chat": "1"}
        )
        self._looking: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        async with self.session.get(f"{self.web.base}/chat?lang=hi") as answer:
            assert answer.status == 200
        self._looking = asyncio.create_task(self._look())
        return self

    async def __aexit__(self, *error: object) -> None:
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        await self.session.close()

    async def _look(self) -> None:
        after = 0
        while True:
            async with self.session.get(f"{self.web.base}/chat/history?after={after}") as answer:
                bubbles: list[dict[str, Any]] = await answer.json()
            for one in bubbles:
                if one["from"] == "us" and one["id"] > after:
                    after = one["id"]
                    options = tuple(Button(option["id"], option["label"]) for option in one["options"])
                    self.screen.add(Bubble(one["text"], options, str(one["id"])))
            await asyncio.sleep(0.1)

    async def post(self, **event: Any) -> None:
        body = {"id": f"m{next(_numbers)}", **event}
        async with self.session.post(f"{self.web.base}/chat/messages", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def say(self, text: str) -> None:
        await self.post(kind="text", text=text)

    async def tap(self, button: Button, of: Bubble) -> None:
        await self.post(kind="choice", option=button.id, text=button.label)

    async def photo(self, data: bytes) -> None:
        """Upload, then send what was uploaded."""
        form = aiohttp.FormData()
        form.add_field("file", data, filename="photo.jpg", content_type="image/jpeg")
        async with self.session.post(f"{self.web.base}/chat/media", data=form) as answer:
            assert answer.status == 200, await answer.text()
            kept = await answer.json()
        await self.post(kind="media", **kept)
