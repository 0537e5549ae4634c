"""Wires the web process: database, Redis, the chat service, then every page's routes."""

from collections.abc import AsyncIterator
from functools import partial

from aiohttp import web
from redis.asyncio import BlockingConnectionPool, Redis

from bots import conversation, district_facts, webhooks
from bots.service import Service, assemble
from bots.storage import open_storage
from bots.webchat import NAME as WEBCHAT
from bots.webchat import WebChat, wake
from models import database
from portal.chat.handlers import add_chat
from portal.health import add_health
from portal.keys import REDIS, SERVICE, SETTINGS, STORAGE
from portal.routes import add_portal
from settings import Settings

REDIS_CONNECTIONS = 40


def redis_of(settings: Settings) -> Redis:
    """A client whose pool waits instead of refusing under a burst."""
    pool = BlockingConnectionPool.from_url(
        settings.redis.client_url,
        max_connections=REDIS_CONNECTIONS,
        timeout=2,
        socket_timeout=5,
        socket_connect_timeout=2,
    )
    return Redis(connection_pool=pool)


async def build_app(settings: Settings) -> web.Application:
    """The whole web application; call it on the event loop that will run it."""
    district_facts.forget()
    app = web.Application()
    redis, storage = redis_of(settings), open_storage(settings)
    webchat = WebChat(storage.get, partial(wake, redis))
    service = assemble(settings, conversation.handle, more={WEBCHAT: webchat})
    app[SETTINGS], app[REDIS], app[STORAGE], app[SERVICE] = settings, redis, storage, service
    app.cleanup_ctx.append(_database)
    app.cleanup_ctx.append(_messages)
    app.router.add_routes(webhooks.routes(settings, service.channels, service.receiver))
    add_chat(app)
    add_health(app)
    add_portal(app, settings)
    return app


async def _database(app: web.Application) -> AsyncIterator[None]:
    chosen = app[SETTINGS].database
    await database.connect(
        chosen.url, pool_min=chosen.pool_min, pool_max=chosen.pool_max, synchronous=chosen.synchronous
    )
    yield
    await database.close()


async def _messages(app: web.Application) -> AsyncIterator[None]:
    """Picks up what an earlier process left behind, and finishes what is in hand at the end."""
    service: Service = app[SERVICE]
    service.start()
    yield
    await service.close()
    await app[REDIS].aclose()
