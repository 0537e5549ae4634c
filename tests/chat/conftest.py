"""The whole web application in this process, on a fresh database with the demo district's people."""

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

import settings as settings_module
from district.commands import DEMO, DEMO_FILES
from district.demo import link_officers
from district.files import read
from district.loading import load
from models import database
from portal.app import build_app
from portal.keys import SERVICE


@dataclass
class Page:
    """One browser with its visitor cookie."""

    client: TestClient  # type: ignore[type-arg]  # generic only since the newest aiohttp

    async def say(self, text: str, persona: str = "1", **event: object) -> None:
        """Post what the page posts, and wait until it is handled."""
        body = {"id": f"{text}-{len(await self.history(persona))}", "kind": "text", "text": text, **event}
        await self.post(body, persona)

    async def post(self, body: dict[str, object], persona: str = "1") -> int:
        answer = await self.client.post(
            f"/chat/messages?as={persona}", json=body, headers={"X-Samvad-Chat": "1"}
        )
        await self.client.app[SERVICE].inbox.idle()
        return answer.status

    async def history(self, persona: str = "1") -> list[dict[str, object]]:
        answer = await self.client.get(f"/chat/history?as={persona}")
        bubbles: list[dict[str, object]] = await answer.json()
        return bubbles

    async def last(self, persona: str = "1") -> str:
        return str((await self.history(persona))[-1]["text"])


@pytest.fixture
async def page(sqlite_database_url: str, redis_url: str, tmp_path, monkeypatch) -> AsyncIterator[Page]:
    environ = {
        "SAMVAD__DATA__DIR": str(tmp_path / "var"),
        "SAMVAD__DATABASE__URL": sqlite_database_url,
        "SAMVAD__REDIS__URL": redis_url,
    }
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    settings_module.current.cache_clear()
    await database.connect(sqlite_database_url)
    await load(read([DEMO / name for name in DEMO_FILES]))
    await link_officers()
    await database.close()
    async with TestClient(TestServer(await build_app(settings_module.current()))) as client:
        await client.get("/chat")
        yield Page(client)


@pytest.fixture
def photo() -> bytes:
    body = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(body, "JPEG")
    return body.getvalue()
