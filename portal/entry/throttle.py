"""Slows guessing down without locking anybody out: a browser that has signed in before is counted by itself.

One-time links from the bot are never throttled, so an attacked account still has a way in.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from aiohttp import web

from portal.address import client_address
from portal.keys import REDIS, SETTINGS

DEVICE_COOKIE = "samvad_device"
WINDOW_S = 15 * 60
PER_DEVICE, PER_ACCOUNT, PER_ADDRESS = 8, 10, 60


@dataclass(frozen=True, slots=True)
class Attempt:
    """The counters that a sign-in raises until it succeeds, with their limits."""

    counters: tuple[tuple[str, int], ...]


def _signed(request: web.Request, text: str) -> str:
    key = request.config_dict[SETTINGS].signing_key()
    return hmac.new(key, b"device\0" + text.encode(), hashlib.sha256).hexdigest()[:40]


def device_cookie(request: web.Request, username: str) -> str:
    """What a browser keeps after a successful sign-in, to be known next time."""
    nonce = secrets.token_hex(8)
    return f"{nonce}.{_signed(request, f'{username}:{nonce}')}"


def attempt(request: web.Request, username: str) -> Attempt:
    """Which counters this attempt belongs to."""
    nonce, _, signature = request.cookies.get(DEVICE_COOKIE, "").partition(".")
    known = hmac.compare_digest(signature.encode(), _signed(request, f"{username}:{nonce}").encode())
    account = hashlib.sha256(username.encode()).hexdigest()[:24]
    if known:
        return Attempt(((f"portal:tries:device:{nonce}", PER_DEVICE),))
    address = client_address(request) or "nowhere"
    return Attempt(
        ((f"portal:tries:account:{account}", PER_ACCOUNT), (f"portal:tries:address:{address}", PER_ADDRESS))
    )


async def take(request: web.Request, tried: Attempt) -> bool:
    """Count this try before anything is compared, so that many at once are no more than one after another.

    False when one of the counters has reached its limit.
    """
    async with request.config_dict[REDIS].pipeline() as pipe:
        for name, _ in tried.counters:
            pipe.incr(name)
            pipe.expire(name, WINDOW_S, nx=True)
        counts = (await pipe.execute())[::2]
    return all(int(count) <= limit for count, (_, limit) in zip(counts, tried.counters, strict=True))


async def give_back(request: web.Request, tried: Attempt) -> None:
    """It was no failure: a right password may be typed as often as one likes."""
    async with request.config_dict[REDIS].pipeline() as pipe:
        for name, _ in tried.counters:
            pipe.decr(name)
        await pipe.execute()


async def forgive(request: web.Request, tried: Attempt) -> None:
    """Forget the account's own failures after a success; the address keeps those of others."""
    await give_back(request, tried)
    await request.config_dict[REDIS].delete(tried.counters[0][0])
