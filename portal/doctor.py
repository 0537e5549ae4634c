"""Examines an installation and says in plain words what is missing or wrong, worst first."""

import sqlite3

import aiohttp
import asyncpg
from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.exceptions import BaseORMException

import clock
from bots import watch
from bots.patience import within
from bots.speech import Speech, SpeechFailed
from models import database
from models.migrate import MigrationError, missing
from portal import doctor_channels as channels
from portal import vitals
from portal.findings import Finding, Grade
from sections import near
from settings import Settings

ASK = aiohttp.ClientTimeout(total=8)
ASK_S = 8.0
CLOCK_OFF_S = 5
ORDER = list(Grade)


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything, also when one thing is broken."""
    found = [_disk(settings), await _redis(settings), *await _database(settings)]
    async with aiohttp.ClientSession(timeout=ASK) as http:
        vendors = channels.Vendors(http, settings.clock.shift_s)
        found.append(await _web(settings, http))
        found += await channels.telegram(settings.telegram, settings.web.public_url, vendors)
        found += await channels.whatsapp(settings.whatsapp, vendors)
        found += channels.clocks(vendors, CLOCK_OFF_S)
        found.append(await _speech(settings, http))
    if settings.clock.shift_s:
        found.append(Finding(Grade.WARNING, "clock", f"runs {settings.clock.shift_s} s ahead (demo only)"))
    return sorted(found, key=lambda finding: ORDER.index(finding.grade))


def _disk(settings: Settings) -> Finding:
    folder = settings.data.dir
    if not folder.is_dir():
        return Finding(Grade.BROKEN, "data folder", f"{folder} does not exist; see SAMVAD__DATA__DIR")
    free = watch.free_bytes(folder)
    words = f"{free // 1_000_000} MB free in the data folder"
    if free < watch.DISK_FULL:
        return Finding(Grade.BROKEN, "disk", f"full: {words}; make room at once")
    if free < watch.DISK_LOW:
        return Finding(Grade.WARNING, "disk", f"low: {words}; make room")
    return Finding(Grade.OK, "disk", words)


async def _web(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    """Here, or wherever the public address leads: somewhere a web process must answer."""
    web = settings.web
    host = near(web.host)
    here = f"http://{f'[{host}]' if ':' in host else host}:{web.port}"
    for base in dict.fromkeys((here, web.public_url)):
        try:
            async with http.get(f"{base}/healthz") as answer:
                if answer.status == 200:
                    return Finding(Grade.OK, "web", f"answers at {base}")
        except (aiohttp.ClientError, TimeoutError, ValueError):
            continue
    return Finding(Grade.BROKEN, "web", f"nothing answers at {here}: start `samvad serve` (or `make run`)")


async def _redis(settings: Settings) -> Finding:
    client = Redis.from_url(settings.redis.client_url, socket_timeout=3, socket_connect_timeout=3)
    try:
        seconds, _ = await client.time()
    except (RedisError, OSError) as error:
        return Finding(
            Grade.WARNING, "redis", f"does not answer ({type(error).__name__}): alerts and reminders wait"
        )
    finally:
        await client.aclose()
    off = abs(int(clock.now().timestamp()) - settings.clock.shift_s - seconds)
    if off > CLOCK_OFF_S:
        return Finding(
            Grade.WARNING, "clock", f"this machine and Redis differ by {off} s: check time synchronisation"
        )
    return Finding(Grade.OK, "redis", "answers")


async def _database(settings: Settings) -> list[Finding]:
    url = settings.database.url
    try:
        left = await within(ASK_S, missing(url))
    except (OSError, MigrationError, BaseORMException, asyncpg.PostgresError, sqlite3.Error) as error:
        return [Finding(Grade.BROKEN, "database", f"{_why(error)}; see SAMVAD__DATABASE__URL")]
    if left:
        words = f"is not up to date: run `samvad migrate` ({len(left)} steps, from {left[0]})"
        return [Finding(Grade.BROKEN, "database", words)]
    await database.connect(url, synchronous=settings.database.synchronous)
    client = Redis.from_url(settings.redis.client_url, socket_timeout=3, socket_connect_timeout=3)
    try:
        state = await vitals.look(client, settings)
        found = [_part(part) for part in state.parts if part.name not in ("redis", "disk")]
        if settings.whatsapp.on:
            found.append(await channels.templates())
        return found
    finally:
        await client.aclose()
        await database.close()


def _part(part: vitals.Part) -> Finding:
    bad = Grade.BROKEN if part.needed else Grade.WARNING
    return Finding(Grade.OK if part.well else bad, part.name, part.detail or "well")


def _why(error: Exception) -> str:
    """The driver's error in an operator's words."""
    match error:
        case MigrationError():
            return str(error)
        case TimeoutError():
            return f"does not answer within {ASK_S:.0f} s"
        case OSError():
            return f"nobody answers there ({error.strerror or type(error).__name__})"
        case asyncpg.InvalidAuthorizationSpecificationError():
            return "refuses the user or the password"
        case asyncpg.InvalidCatalogNameError():
            return "there is no database of that name"
        case asyncpg.CannotConnectNowError():
            return "is starting or stopping; ask again in a moment"
    return f"cannot be used: {error}"


async def _speech(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    """Nobody's message waits for it: recordings go through as they are, only without their words."""
    if not settings.speech.on:
        return Finding(
            Grade.OFF, "speech", "off; voice notes are kept without words, see SAMVAD__SPEECH__BASE"
        )
    service = Speech(settings.speech, http)
    try:
        for task in ("asr", "tts"):
            await service.offers(task, "hi")
    except SpeechFailed as failed:
        refused = failed.why in ("status 401", "status 403")
        why = "refuses the user id or key" if refused else f"cannot be used ({failed.why})"
        return Finding(Grade.WARNING, "speech", f"{why}: voice notes stay without words until it works")
    return Finding(Grade.OK, "speech", "the service hears and speaks Hindi")
