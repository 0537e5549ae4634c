"""What the application carries for every page."""

from aiohttp import web
from redis.asyncio import Redis

from bots.service import Service
from bots.storage import Storage
from settings import Settings

SETTINGS: web.AppKey[Settings] = web.AppKey("settings", Settings)
REDIS: web.AppKey[Redis] = web.AppKey("redis", Redis)
STORAGE: web.AppKey[Storage] = web.AppKey("storage", Storage)
SERVICE: web.AppKey[Service] = web.AppKey("service", Service)
