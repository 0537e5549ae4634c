"""Another system that takes our webhooks: a real HTTP server that checks signatures as the guide says."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

HANG = 0


def is_signed(secret: str, headers: Any, body: bytes) -> bool:
    """The example of the documentation."""
    signed = headers["X-Samvad-Timestamp"].encode() + b"." + body
    expected = "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, headers["X-Samvad-Signature-256"])


@dataclass
class Receiver:
    """What came, and what is answered: the next of `answers`, else 200; HANG answers nothing."""

    server: TestServer
    secret: str = "s" * 64
    answers: list[int] = field(default_factory=list)
    usual: int = 200
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    forged: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return str(self.server.make_url("/hook"))

    @property
    def told(self) -> list[str]:
        return [body["event"] for body in self.bodies]

    async def take(self, request: web.Request) -> web.Response:
        raw = await request.read()
        self.forged += not is_signed(self.secret, request.headers, raw)
        self.headers.append(dict(request.headers))
        self.bodies.append(json.loads(raw))
        self.came.set()
        status = self.answers.pop(0) if self.answers else self.usual
        if status == HANG:
            await self.let_go.wait()
        headers = {"Location": str(self.server.make_url("/elsewhere"))} if status == 302 else {}
        return web.Response(status=status or 200, text="x" * 100_000, headers=headers)


@asynccontextmanager
async def receiver(**more: Any) -> AsyncIterator[Receiver]:
    app = web.Application()
    server: TestServer = TestServer(app)
    found = Receiver(server, **more)
    app.router.add_post("/hook", found.take)
    app.router.add_post("/elsewhere", found.take)
    await server.start_server()
    try:
        yield found
    finally:
        found.let_go.set()
        await server.close()
