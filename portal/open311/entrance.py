"""Who asks through Open311: the key, and how often; a stranger counts by their address."""

import math
import time

import structlog
from aiohttp import web
from redis.exceptions import RedisError

from bots.limits import SCRIPT, Bucket, Local
from models.api_keys import ApiKey
from portal.address import client_address
from portal.keys import REDIS
from portal.open311.answers import Refused
from tickets import api_keys

log = structlog.get_logger(__name__)
HEADER = "X-Api-Key"
ASKED_EVERY_MS, ASKED_BURST = 500, 120
FILED_EVERY_MS, FILED_BURST = 1_000, 60
"""A key or an address may ask twice a second and file once, after bursts of so many."""
_here = Local()


async def stranger(request: web.Request) -> None:
    """Nobody needs to be known here; raises Refused(429) when this address asks too often."""
    await _charge(request, Bucket(f"open311:from:{client_address(request)}", ASKED_EVERY_MS, ASKED_BURST))


async def key_of(request: web.Request, given: str = "", *, files: bool = False) -> ApiKey:
    """The key of this request; raises Refused(403) without a valid one and Refused(429) when it is hasty.

    `given` is the form's field. A header is better than the address, which proxies write into their logs.
    """
    secret = given or request.headers.get(HEADER, "") or request.query.get("api_key", "")
    key = await api_keys.known(secret)
    if key is None:
        await stranger(request)
        raise Refused(403, "api_key: " + ("is not valid" if secret else "is missing"))
    buckets = [Bucket(f"open311:key:{key.id}", ASKED_EVERY_MS, ASKED_BURST)]
    if files:
        buckets.append(Bucket(f"open311:files:{key.id}", FILED_EVERY_MS, FILED_BURST))
    await _charge(request, *buckets)
    await api_keys.used(key)
    return key


async def _charge(request: web.Request, *buckets: Bucket) -> None:
    """Count it for all processes; each reckons for itself while Redis is away."""
    arguments = [value for bucket in buckets for value in (bucket.every_ms, bucket.burst)]
    keys = [f"samvad:{bucket.key}" for bucket in buckets]
    try:
        redis = request.config_dict[REDIS]
        wait_ms = float(await redis.eval(SCRIPT, len(keys), *keys, *arguments))
    except (RedisError, OSError) as error:
        log.warning("open311 counts in this process alone", error=type(error).__name__)
        wait_ms = _here.take(list(buckets), time.monotonic() * 1000)
    if wait_ms > 0:
        raise Refused(429, "too many requests, please slow down", wait_s=math.ceil(wait_ms / 1000))
