"""The chat side of one process against the stand-in, with an echo for a conversation."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import settings as settings_module
from bots.inbound import Message
from bots.outbound import Say
from bots.queue import queue
from bots.service import Service, assemble
from bots.webhooks import routes
from models.messages import Lane
from models.people import Identity
from settings import Settings
from tests.vendors.citizens import as_bytes, signature
from tests.vendors.stand_in import StandIn

SECRET = "app-secret"
HOOK = "hook-secret"


@dataclass
class Echo:
    """A small real conversation: answers what it was told, and remembers it."""

    heard: list[Message] = field(default_factory=list)
    answer: Callable[[Message], list[Say]] = lambda message: [
        Say(f"echo {getattr(message.content, 'text', '?')}")
    ]

    async def __call__(self, message: Message, identity: Identity, *, inbound_id: int) -> list[int]:
        self.heard.append(message)
        if getattr(message.content, "text", "") == "poison":
            raise RuntimeError("the conversation broke")
        ids = [
            await queue(
                say, person_id=identity.person_id, identity_id=identity.id, lane=Lane.REPLY, purpose="reply",
                key=f"in:{inbound_id}:{position}", answers=True,
            )
            for position, say in enumerate(self.answer(message))
        ]  # fmt: skip
        return [row for row in ids if row is not None]


@dataclass
class Rig:
    """The whole chat side, reachable as the vendors reach it."""

    stand_in: StandIn
    service: Service
    echo: Echo
    client: TestClient[Any, Any]

    async def whatsapp(self, body: dict[str, Any] | bytes) -> int:
        raw = body if isinstance(body, bytes) else as_bytes(body)
        answer = await self.client.post("/webhooks/whatsapp", data=raw, headers=signature(SECRET, raw))
        return answer.status

    async def telegram(self, body: dict[str, Any] | bytes) -> int:
        raw = body if isinstance(body, bytes) else as_bytes(body)
        headers = {"X-Telegram-Bot-Api-Secret-Token": HOOK}
        answer = await self.client.post("/webhooks/telegram", data=raw, headers=headers)
        return answer.status

    async def idle(self) -> None:
        await self.service.inbox.idle()


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    made = StandIn()
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def channel_settings(
    tmp_path: Any, stand_in: StandIn, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Both channels, pointed at the stand-in; no Redis, so limits are the process's own."""
    environ = {
        "SAMVAD__DATA__DIR": str(tmp_path / "var"),
        "SAMVAD__DATABASE__URL": database_url,
        "SAMVAD__REDIS__URL": "redis://127.0.0.1:1/0",
        "SAMVAD__WHATSAPP__API_BASE": stand_in.url,
        "SAMVAD__WHATSAPP__TOKEN": stand_in.token,
        "SAMVAD__WHATSAPP__PHONE_ID": stand_in.phone_id,
        "SAMVAD__WHATSAPP__WABA_ID": "1",
        "SAMVAD__WHATSAPP__APP_SECRET": SECRET,
        "SAMVAD__WHATSAPP__VERIFY_TOKEN": "verify",
        "SAMVAD__TELEGRAM__API_BASE": stand_in.url,
        "SAMVAD__TELEGRAM__TOKEN": stand_in.bot_token,
        "SAMVAD__TELEGRAM__SECRET": HOOK,
        "SAMVAD__TELEGRAM__MODE": "webhook",
    }
    made = settings_module.load(environ=environ)
    monkeypatch.setattr(settings_module, "current", lambda: made)
    return made


@pytest.fixture
async def rig(channel_settings: Settings, stand_in: StandIn, database: str) -> AsyncIterator[Rig]:
    echo = Echo()
    service = assemble(channel_settings, echo)
    app = web.Application()
    app.router.add_routes(routes(channel_settings, service.channels, service.receiver))
    client = TestClient(TestServer(app))
    await client.start_server()
    yield Rig(stand_in, service, echo, client)
    await service.close()
    await client.close()


Step = Callable[[], Awaitable[None]]
