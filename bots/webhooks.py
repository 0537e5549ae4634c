"""The vendors' webhooks: verify on the raw bytes → store → 200; everything else happens afterwards."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from aiohttp import web
from pydantic import SecretStr

import clock
from bots import hot
from bots.channel import Channel, Channels, EventLane
from bots.gaps import Gaps
from bots.inbox import Inbox
from bots.patience import within
from bots.spool import Spool
from bots.store import Body, Stored, store_all
from bots.together import Together
from models import counters
from settings import Settings

log = logging.getLogger(__name__)
MAX_BODY = 3 * 1024 * 1024 + 64 * 1024
BODY_S = 10.0
STORE_S = 1.5
Check = Callable[[web.Request, bytes], bool]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _secret(value: SecretStr | None) -> bytes:
    return value.get_secret_value().encode() if value else b""


def whatsapp_signed(secret: bytes) -> Check:
    """Meta's signature: HMAC-SHA256 of the bytes as they came, with the app secret."""

    def check(request: web.Request, body: bytes) -> bool:
        given = request.headers.get("X-Hub-Signature-256", "").encode("utf-8", "replace")
        expected = b"sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest().encode()
        return bool(secret) and hmac.compare_digest(given, expected)

    return check


def telegram_secret(secret: bytes) -> Check:
    """Telegram sends our own secret back."""

    def check(request: web.Request, body: bytes) -> bool:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "").encode("utf-8", "replace")
        return bool(secret) and hmac.compare_digest(given, secret)

    return check


async def read_body(request: web.Request) -> bytes:
    """The whole body within size and time; 413 and 408 otherwise, with flat memory."""
    if (request.content_length or 0) > MAX_BODY:
        raise web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=request.content_length or 0)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MAX_BODY:
                    raise web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=len(body))
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return bytes(body)


class Receiver:
    """Takes verified bodies: into the database, or on disk while it is away."""

    def __init__(self, channels: Channels, inbox: Inbox, spool: Spool) -> None:
        self._channels = channels
        self._inbox = inbox
        self._spool = spool
        self._gaps = Gaps()
        self._store = Together(self._write, seconds=STORE_S)

    async def take(self, channel: Channel, body: bytes) -> web.Response:
        """Answer for a verified body; 503 only when neither the database nor the disk takes it."""
        if await self.keep(channel.name, body):
            return web.Response(text="ok")
        return web.Response(status=503, headers={"Retry-After": "30"})

    async def keep(self, name: str, body: bytes) -> bool:
        """Store the body's events, or spool the body; False when it is safe nowhere."""
        # Behind what waits already, and not before it: the order is kept when the database comes back.
        return (not self._spool.holds and await self._stored(name, body)) or await self._spooled(name, body)

    async def _stored(self, name: str, body: bytes) -> bool:
        try:
            async with asyncio.timeout(STORE_S):
                await self.put(name, body, clock.now())
        except Exception as error:
            # Edge: whatever hindered storing, the body is kept, and the answer must not be lost with it.
            if not isinstance(error, TimeoutError) and not hot.is_outage(error):
                log.error("webhook body could not be stored", exc_info=error)
            return False
        return True

    async def _spooled(self, name: str, body: bytes) -> bool:
        try:
            await self._spool.put(name, body)
        except OSError as disk:
            log.error("spool refused", exc_info=disk)
            return False
        return True

    async def put(self, name: str, body: bytes, received: datetime) -> None:
        """Split, store, and wake the inbox for what was new."""
        channel = self._channels.get(name)
        if channel is None:
            raise LookupError(f"{name} is off")
        events = channel.split(body)
        stored = await self._store.do(Body(name, events, received))
        wake = partial(self._inbox.wake, name, stored.senders)
        if len(events) == 1 and events[0].order:
            self._gaps.arrived(events[0].order, wake)
        else:
            wake()
        if stored.others:
            self._inbox.wake_statuses()
        if any(event.lane is EventLane.UNREADABLE for event in events):
            await within(STORE_S, counters.add("unreadable", f"{clock.now():%Y-%m-%d}"))

    async def _write(self, bodies: Sequence[Body]) -> Sequence[Stored]:
        return await store_all(bodies)

    async def flush(self) -> int:
        """Store what was spooled."""
        return await self._spool.flush(self.put)


def routes(config: Settings, channels: Channels, receiver: Receiver) -> list[web.RouteDef]:
    """The webhook routes of the channels that are on."""
    made: list[web.RouteDef] = []
    if "telegram" in channels:
        check = telegram_secret(_secret(config.telegram.secret))
        made.append(web.post("/webhooks/telegram", _post(channels["telegram"], check, receiver)))
    if "whatsapp" in channels:
        check = whatsapp_signed(_secret(config.whatsapp.app_secret))
        made.append(web.post("/webhooks/whatsapp", _post(channels["whatsapp"], check, receiver)))
        made.append(web.get("/webhooks/whatsapp", _handshake(_secret(config.whatsapp.verify_token))))
    return made


def _post(channel: Channel, check: Check, receiver: Receiver) -> Answer:
    async def post(request: web.Request) -> web.Response:
        body = await read_body(request)
        if not check(request, body):
            await _count_forged(channel.name)
            return web.Response(status=403, text="forbidden")
        return await receiver.take(channel, body)

    return post


async def _count_forged(name: str) -> None:
    try:
        await within(STORE_S, counters.add(f"forged:{name}", f"{clock.now():%Y-%m-%d}"))
    except Exception as error:
        # Edge: a forged request gets its answer whether or not it can be counted.
        log.warning("forged webhook not counted", exc_info=error)


def _handshake(token: bytes) -> Answer:
    async def handshake(request: web.Request) -> web.Response:
        given = request.query.get("hub.verify_token", "").encode("utf-8", "replace")
        good = (
            bool(token) and hmac.compare_digest(given, token) and request.query.get("hub.mode") == "subscribe"
        )
        if not good:
            return web.Response(status=403, text="forbidden")
        return web.Response(text=request.query.get("hub.challenge", "")[:200], content_type="text/plain")

    return handshake
