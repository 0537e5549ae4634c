"""/healthz (alive), /readyz (can take messages), /metrics (Prometheus, for this machine alone)."""

from ipaddress import ip_address

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from portal import vitals
from portal.keys import REDIS, SETTINGS


def add_health(app: web.Application) -> None:
    """Add the three addresses."""
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)


async def alive(request: web.Request) -> web.Response:
    """The process answers."""
    return web.Response(text="ok")


async def ready(request: web.Request) -> web.Response:
    """200 while a citizen's message can be taken; says which part is unwell either way."""
    found = await vitals.look(request.app[REDIS], request.app[SETTINGS])
    return web.json_response(found.as_json(), status=200 if found.ready else 503)


def _is_local(request: web.Request) -> bool:
    """A proxy adds X-Forwarded-For: what it passes on comes from outside."""
    if request.remote is None or "X-Forwarded-For" in request.headers:
        return False
    return ip_address(request.remote).is_loopback


async def metrics(request: web.Request) -> web.Response:
    """What waits and since when; strangers see no such page."""
    if not _is_local(request):
        raise web.HTTPNotFound
    registry = CollectorRegistry()
    well = Gauge("samvad_part_well", "1 while a part works", ["part"], registry=registry)
    found = await vitals.look(request.app[REDIS], request.app[SETTINGS])
    for part in found.parts:
        well.labels(part.name).set(part.well)
        for name, value in part.numbers.items():
            words = f"{part.name}: {name.replace('_', ' ')}"
            Gauge(f"samvad_{part.name}_{name}", words, registry=registry).set(value)
    if found.ready:
        await _from_rows(registry)
    return web.Response(body=generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _from_rows(registry: CollectorRegistry) -> None:
    heard = Gauge(
        "samvad_last_inbound_seconds", "Seconds since the last message", ["channel"], registry=registry
    )
    today = Gauge("samvad_today", "Times since midnight UTC", ["what"], registry=registry)
    for channel, seconds in (await vitals.last_heard()).items():
        heard.labels(channel).set(seconds)
    for what, times in (await vitals.told_today()).items():
        today.labels(what).set(times)
