"""Examines an installation and says in plain words what is missing or wrong, worst first."""

import shutil
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import aiohttp
from redis.asyncio import Redis
from redis.exceptions import RedisError
from tortoise.exceptions import BaseORMException

import clock
from bots.speech import Speech, SpeechFailed
from models import database
from models.messages import Template
from models.migrate import MigrationError, missing
from portal import vitals
from settings import Settings

ASK = aiohttp.ClientTimeout(total=8)
CLOCK_OFF_S = 5


class Grade(StrEnum):
    """How bad it is: broken keeps a citizen's message from getting through."""

    BROKEN = "broken"
    WARNING = "warning"
    OFF = "off"
    OK = "ok"


ORDER = list(Grade)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    what: str
    words: str

    @property
    def blocks(self) -> bool:
        """Whether a citizen's message would not get through."""
        return self.grade is Grade.BROKEN

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything, also when one thing is broken."""
    found = [_disk(settings), await _redis(settings), *await _database(settings)]
    async with aiohttp.ClientSession(timeout=ASK) as http:
        found += [*await _telegram(settings, http), *await _whatsapp(settings, http)]
        found.append(await _speech(settings, http))
    if settings.clock.shift_s:
        found.append(Finding(Grade.WARNING, "clock", f"runs {settings.clock.shift_s} s ahead (demo only)"))
    return sorted(found, key=lambda finding: ORDER.index(finding.grade))


def _disk(settings: Settings) -> Finding:
    folder = settings.data.dir
    if not folder.is_dir():
        return Finding(Grade.BROKEN, "data folder", f"{folder} does not exist; see SAMVAD__DATA__DIR")
    free = shutil.disk_usage(folder).free
    grade = Grade.OK if free > vitals.DISK_LOW else Grade.WARNING
    return Finding(grade, "disk", f"{free // 1_000_000} MB free in the data folder")


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
        left = await missing(url)
    except (OSError, MigrationError, BaseORMException) as error:
        return [Finding(Grade.BROKEN, "database", f"cannot be used: {error}; see SAMVAD__DATABASE__URL")]
    if left:
        return [
            Finding(Grade.BROKEN, "database", f"is not up to date: run `samvad migrate` ({', '.join(left)})")
        ]
    await database.connect(url, synchronous=settings.database.synchronous)
    client = Redis.from_url(settings.redis.client_url, socket_timeout=3, socket_connect_timeout=3)
    try:
        state = await vitals.look(client, settings.data.dir)
        found = [
            Finding(Grade.OK if part.well else Grade.WARNING, part.name, part.detail or "well")
            for part in state.parts
            if part.name not in ("redis", "disk")
        ]
        if settings.whatsapp.on:
            found.append(await _templates())
        return found
    finally:
        await client.aclose()
        await database.close()


async def _templates() -> Finding:
    waiting = await Template.filter(spare=False).exclude(state="APPROVED").count()
    if not await Template.all().count():
        return Finding(Grade.WARNING, "templates", "none registered: run `samvad templates push`")
    if waiting:
        return Finding(
            Grade.WARNING, "templates", f"{waiting} not approved: outside 24 h those messages cannot go"
        )
    return Finding(Grade.OK, "templates", "all approved")


async def _telegram(settings: Settings, http: aiohttp.ClientSession) -> list[Finding]:
    chosen = settings.telegram
    if chosen.token is None:
        return [Finding(Grade.OFF, "telegram", "off; set SAMVAD__TELEGRAM__TOKEN to join it")]
    base = f"{chosen.api_base}/bot{chosen.token.get_secret_value()}"
    status, body = await _ask(http, f"{base}/getMe", {})
    if status in (401, 404):
        return [Finding(Grade.BROKEN, "telegram", "the token is refused; get a new one from BotFather")]
    if status != 200:
        return [
            Finding(Grade.BROKEN, "telegram", f"the Bot API does not answer ({status or 'no connection'})")
        ]
    name = body.get("result", {}).get("username", "?")
    found = [Finding(Grade.OK, "telegram", f"the token is @{name}'s")]
    _, body = await _ask(http, f"{base}/getWebhookInfo", {})
    registered = body.get("result", {}).get("url", "")
    if chosen.mode == "webhook" and not registered.endswith("/webhooks/telegram"):
        found.append(Finding(Grade.BROKEN, "telegram webhook", "is not registered at this address"))
    if chosen.mode == "polling" and registered:
        found.append(Finding(Grade.BROKEN, "telegram webhook", "is registered, so polling gets nothing"))
    return found


async def _whatsapp(settings: Settings, http: aiohttp.ClientSession) -> list[Finding]:
    chosen = settings.whatsapp
    if chosen.token is None:
        return [
            Finding(Grade.OFF, "whatsapp", "off; set SAMVAD__WHATSAPP__TOKEN and its companions to join it")
        ]
    head = {"Authorization": f"Bearer {chosen.token.get_secret_value()}"}
    fields = "display_phone_number,quality_rating"
    url = f"{chosen.api_base}/v{chosen.api_version}/{chosen.phone_id}?fields={fields}"
    status, body = await _ask(http, url, head)
    if status == 401 or body.get("error", {}).get("code") == 190:
        return [Finding(Grade.BROKEN, "whatsapp", "the token is refused or has expired")]
    if status != 200:
        code = body.get("error", {}).get("code", status or "no connection")
        return [Finding(Grade.BROKEN, "whatsapp", f"the Graph API refuses the number ({code})")]
    quality = body.get("quality_rating", "unknown")
    grade = Grade.WARNING if quality in ("YELLOW", "RED") else Grade.OK
    return [Finding(grade, "whatsapp", f"number answers, quality {quality}")]


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


async def _ask(http: aiohttp.ClientSession, url: str, headers: dict[str, str]) -> tuple[int, dict[str, Any]]:
    """Status and JSON body; 0 when nobody answers. The address holds the token, so it is never printed."""
    try:
        async with http.get(url, headers=headers) as answer:
            body = await answer.json(content_type=None)
            return answer.status, body if isinstance(body, dict) else {}
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return 0, {}
