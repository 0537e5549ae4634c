"""The web chat's addresses: the page, what was said, what the visitor sends."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path

import jinja2
from aiohttp import web
from aiohttp_sse import sse_response
from itsdangerous import BadSignature, URLSafeSerializer

import clock
import texts
from bots.outbound import Say
from bots.storage import Storage
from bots.webchat import NAME
from models.messages import Outbound
from models.people import Identity
from portal.chat import history, personas
from portal.chat.uploads import Refused, read_upload
from portal.chat.waking import Waker
from portal.keys import REDIS, SERVICE, SETTINGS, STORAGE

HERE = Path(__file__).parent
COOKIE = "samvad_chat"
YEAR_S = 365 * 86_400
LOOK_EVERY_S = 2.0
WAKER = web.AppKey("chat_waker", Waker)
POLICY = (
    "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "frame-ancestors 'none'; form-action 'self'"
)
pages = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True)


def add_chat(app: web.Application) -> None:
    """Add the chat's routes and its subscription to news from other processes."""
    app[WAKER] = Waker()
    app.cleanup_ctx.append(_listening)
    app.router.add_get("/chat", page)
    app.router.add_get("/chat/personas", who)
    app.router.add_get("/chat/history", said)
    app.router.add_get("/chat/events", stream)
    app.router.add_get("/chat/file/{row:\\d+}/{position:\\d+}", file)
    app.router.add_post("/chat/messages", receive)
    app.router.add_post("/chat/media", upload)
    app.router.add_static("/chat/static", HERE / "static")


async def _listening(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(app[WAKER].listen(app[REDIS]))
    yield
    # While it (re)connects, the Redis client may swallow a cancellation: ask until it is heard.
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=0.2)


def _signer(request: web.Request) -> URLSafeSerializer:
    return URLSafeSerializer(request.app[SETTINGS].signing_key(), salt="chat-visitor")


def _visitor(request: web.Request) -> str:
    """The visitor named by the signed cookie; raises 403 without one."""
    try:
        visitor: str = _signer(request).loads(request.cookies.get(COOKIE, ""))
    except BadSignature as error:
        raise web.HTTPForbidden(text="open /chat first") from error
    return visitor


def _demo(request: web.Request) -> bool:
    return request.app[SETTINGS].environment == "development"


async def _address(request: web.Request) -> str:
    try:
        return await personas.address(_visitor(request), request.query.get("as", "1"), demo=_demo(request))
    except personas.UnknownPersona as error:
        raise web.HTTPNotFound from error


async def page(request: web.Request) -> web.Response:
    """The phone on the screen; gives a newcomer their signed visitor cookie."""
    language = texts.known(request.query.get("lang", "hi"))
    html = pages.get_template("page.html").render(
        t=lambda text_id: texts.say(language, text_id),
        lang=language,
        other="hi" if language == "en" else "en",
        demo=_demo(request),
    )
    response = web.Response(text=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
    try:
        _visitor(request)
    except web.HTTPForbidden:
        value = _signer(request).dumps(f"v{secrets.token_hex(12)}")
        secure = request.app[SETTINGS].environment == "production"
        response.set_cookie(COOKIE, value, max_age=YEAR_S, httponly=True, samesite="Strict", secure=secure)
    return response


async def who(request: web.Request) -> web.Response:
    """Whom the visitor may be."""
    _visitor(request)
    found = await personas.available(
        demo=_demo(request), language=texts.known(request.query.get("lang", "hi"))
    )
    return web.json_response([asdict(persona) for persona in found])


def _after(request: web.Request) -> int:
    after = request.query.get("after", "0")
    return int(after) if after.isdecimal() else 0


async def said(request: web.Request) -> web.Response:
    """Both sides for a page that opens, or only our words after a row (0 for one that has none yet)."""
    address = await _address(request)
    opened = "after" not in request.query
    bubbles = await (history.recent(address) if opened else history.since(address, _after(request)))
    return web.json_response(bubbles, dumps=lambda value: json.dumps(value, ensure_ascii=False))


async def stream(request: web.Request) -> web.StreamResponse:
    """Our words as they come."""
    address, after = await _address(request), _after(request)
    async with sse_response(request) as response:
        while response.is_connected():
            bubbles = await history.since(address, after)
            if bubbles:
                after = max(bubble["id"] for bubble in bubbles)
                await response.send(json.dumps(bubbles, ensure_ascii=False))
            await request.app[WAKER].wait(address, LOOK_EVERY_S)
    return response


def _from_page(request: web.Request) -> None:
    """A header that other sites cannot send, besides the SameSite cookie."""
    if request.headers.get("X-Samvad-Chat") != "1":
        raise web.HTTPForbidden(text="not from the chat page")


async def receive(request: web.Request) -> web.Response:
    """Take one message: stored before it is answered, like every webhook."""
    _from_page(request)
    address = await _address(request)
    try:
        event = json.loads(await request.read())
        event = {**event, "visitor": address, "at": clock.now().timestamp(), "id": str(event["id"])[:64]}
    except (ValueError, KeyError, TypeError) as error:
        raise web.HTTPBadRequest(text="not a chat message") from error
    service = request.app[SERVICE]
    return await service.receiver.take(service.channels[NAME], json.dumps(event).encode())


async def upload(request: web.Request) -> web.Response:
    """Keep a file for the message that will name it."""
    _from_page(request)
    await _address(request)
    try:
        kept = await read_upload(request, request.app[STORAGE], request.app[SETTINGS].storage.max_mb)
    except Refused as refused:
        raise web.HTTPRequestEntityTooLarge(0, 0, text=str(refused)) from refused
    return web.json_response(asdict(kept))


async def file(request: web.Request) -> web.Response:
    """A file we sent to this visitor."""
    visitor = _visitor(request)
    row = await Outbound.get_or_none(id=int(request.match_info["row"]))
    identity = await Identity.get_or_none(id=row.identity_id) if row else None
    if row is None or identity is None or not _may_read(identity, visitor, demo=_demo(request)):
        raise web.HTTPNotFound
    files = Say.from_json(row.body).files
    position = int(request.match_info["position"])
    if position >= len(files):
        raise web.HTTPNotFound
    storage: Storage = request.app[STORAGE]
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    body = await storage.get(files[position].storage_key)
    return web.Response(
        body=body, content_type=files[position].mime or "application/octet-stream", headers=headers
    )


def _may_read(identity: Identity, visitor: str, *, demo: bool) -> bool:
    own = identity.external_id in (visitor, f"{visitor}.2")
    return identity.channel == NAME and (
        own or (demo and (identity.external_id or "").startswith(personas.OFFICER))
    )
