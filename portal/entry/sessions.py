"""Sessions kept in Redis: the browser holds a random name, we hold its hash; they can be listed and ended."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiohttp_session import AbstractStorage, Session, get_session, new_session
from redis.asyncio import Redis

import clock
from models.officers import Officer
from portal.address import client_address
from portal.keys import REDIS

OFFICER, EPOCH, SIGNED_IN, ADDRESS, AGENT = "officer", "epoch", "signed_in", "address", "agent"
PLACE = "place"
"""Of a substitute's session: the account on leave whose place they have taken."""
IDLE_S = 2 * 3600
ABSOLUTE_S = 12 * 3600
PREFIX = "portal:session:"
# In this order: most call themselves by several of these names.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One of an officer's sessions, as they see it in the list."""

    key: str
    since: datetime
    address: str
    agent: str
    here: bool

    @property
    def device(self) -> str:
        """Browser and system as people call them; what a browser says of itself where it is none we know."""
        known = [
            next((name for mark, name in names if mark in self.agent), "") for names in (BROWSERS, SYSTEMS)
        ]
        return " · ".join(name for name in known if name) or self.agent


def _key(cookie: str) -> str:
    return PREFIX + hashlib.sha256(cookie.encode()).hexdigest()


def _index(officer_id: int) -> str:
    return f"portal:sessions:{officer_id}"


class ServerSessions(AbstractStorage):
    """Loads and saves sessions for aiohttp-session; every read pushes the idle limit out."""

    def __init__(self, *, secure: bool) -> None:
        super().__init__(
            cookie_name="__Host-samvad" if secure else "samvad", secure=secure, httponly=True, samesite="Lax"
        )

    async def load_session(self, request: web.Request) -> Session:
        """The session that the cookie names, or a new and empty one."""
        cookie = self.load_cookie(request)
        if not cookie or len(cookie) > 100:
            return await self.new_session()
        raw = await request.config_dict[REDIS].getex(_key(cookie), ex=IDLE_S)
        data: dict[str, Any] = json.loads(raw) if raw else {}
        begun = data.get("session", {}).get(SIGNED_IN)
        if not data or (begun is not None and clock.now().timestamp() - begun > ABSOLUTE_S):
            return await self.new_session()
        return Session(cookie, data={"created": data["created"], "session": data["session"]}, new=False)

    async def save_session(
        self, request: web.Request, response: web.StreamResponse, session: Session
    ) -> None:
        """Write it under a fresh random name, or remove it when it is empty."""
        redis = request.config_dict[REDIS]
        if session.empty:
            if session.identity:
                await redis.delete(_key(session.identity))
            self.save_cookie(response, "")
            return
        cookie = session.identity or secrets.token_urlsafe(32)
        await redis.set(_key(cookie), json.dumps(self._get_session_data(session)), ex=IDLE_S)
        if session.identity is None:
            self.save_cookie(response, cookie)
            if OFFICER in session:
                await _remember(redis, session[OFFICER], _key(cookie))


async def _remember(redis: Redis, officer_id: int, key: str) -> None:
    await redis.zadd(_index(officer_id), {key: clock.now().timestamp()})
    await redis.expire(_index(officer_id), ABSOLUTE_S)


async def begin(request: web.Request, officer: Officer) -> None:
    """Sign the officer in under a new session name; the one the browser held before is worth nothing."""
    before = await get_session(request)
    if before.identity:
        await request.config_dict[REDIS].delete(_key(before.identity))
    session = await new_session(request)
    session[OFFICER] = officer.id
    session[EPOCH] = officer.session_epoch
    session[SIGNED_IN] = clock.now().timestamp()
    session[ADDRESS] = client_address(request)
    session[AGENT] = request.headers.get("User-Agent", "")[:120]


async def end(request: web.Request) -> None:
    """Sign out: the session is gone here, whatever the browser keeps."""
    session = await get_session(request)
    if session.identity and OFFICER in session:
        await request.config_dict[REDIS].zrem(_index(session[OFFICER]), _key(session.identity))
    session.invalidate()


async def listed(request: web.Request, officer_id: int) -> list[OpenSession]:
    """The officer's open sessions, newest first."""
    redis = request.config_dict[REDIS]
    keys = [_text(key) for key in await redis.zrevrange(_index(officer_id), 0, 49)]
    raws = await redis.mget(keys) if keys else []
    here = (await get_session(request)).identity
    found = []
    for key, raw in zip(keys, raws, strict=True):
        if raw is None:
            await redis.zrem(_index(officer_id), key)
            continue
        data = json.loads(raw)["session"]
        since = datetime.fromtimestamp(data.get(SIGNED_IN, 0), UTC)
        found.append(
            OpenSession(
                key.removeprefix(PREFIX)[:16],
                since,
                data.get(ADDRESS, ""),
                data.get(AGENT, ""),
                _is(here, key),
            )
        )
    return found


async def revoke(request: web.Request, officer_id: int, short: str) -> None:
    """End one of the officer's own sessions."""
    redis = request.config_dict[REDIS]
    for key in [_text(key) for key in await redis.zrange(_index(officer_id), 0, -1)]:
        if secrets.compare_digest(key.removeprefix(PREFIX)[:16], short):
            await redis.delete(key)
            await redis.zrem(_index(officer_id), key)


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _is(cookie: str | None, key: str) -> bool:
    return cookie is not None and _key(cookie) == key
