"""Speech for the workers: transcripts beside voice notes, our words as a voice; never in anybody's way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import structlog
from tortoise.expressions import F, Q

import clock
import settings
from bots import audio
from bots.speech import Speech, SpeechFailed
from bots.storage import Storage, open_storage
from models.tickets import Attachment
from routing.folding import fold
from tickets.change import lock
from tickets.masking import mask
from tickets.transaction import transaction
from workers import routing

KINDS = ("voice", "audio")
BATCH = 3
WITHIN = timedelta(days=3)
"""Older recordings are left as they are: a service switched on today does not hear the whole archive."""
LEASE = timedelta(minutes=3)
WAITS = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
LONGEST = 4000

log = structlog.get_logger()


@asynccontextmanager
async def _service() -> AsyncIterator[Speech]:
    async with aiohttp.ClientSession() as session:
        yield Speech(settings.current().speech, session)


async def speak(text: str, language: str) -> bytes:
    """The text as a voice note (OGG/Opus); raises SpeechFailed or Unplayable."""
    async with _service() as service:
        return await asyncio.to_thread(audio.to_opus, await service.speak(text, language))


class _Round:
    """A slow service must not take up every thread of the process: one round at a time."""

    running = False


async def transcribe_due(limit: int = BATCH) -> int:
    """Transcribe stored voice notes that nobody has; returns how many were tried."""
    if _Round.running or not settings.current().speech.on:
        return 0
    _Round.running = True
    try:
        claimed = await _claim(limit)
        if claimed:
            await _transcribe_all(claimed)
        return len(claimed)
    finally:
        _Round.running = False


async def _transcribe_all(claimed: list[Attachment]) -> None:
    storage = open_storage(settings.current())
    async with _service() as service:
        for row in claimed:
            try:
                await _transcribe(row, service, storage)
            except Exception as error:
                # Edge: one recording must not hold up the others; its lease brings it back.
                log.error("voice note failed", attachment_id=row.id, exc_info=error)


async def _claim(limit: int) -> list[Attachment]:
    """Each row goes to one process: the conditional update moves it out of the others' reach."""
    now = clock.now()
    due = Attachment.filter(
        Q(speech_after=None) | Q(speech_after__lte=now),
        kind__in=KINDS,
        speech_state="",
        state="stored",
        created_at__gt=now - WITHIN,
    )
    claimed = []
    for row in await due.order_by("created_at").limit(limit).prefetch_related("person"):
        same = Attachment.filter(id=row.id, speech_state="", speech_attempts=row.speech_attempts)
        if await same.update(speech_attempts=F("speech_attempts") + 1, speech_after=now + LEASE):
            row.speech_attempts += 1
            claimed.append(row)
    return claimed


async def _transcribe(row: Attachment, service: Speech, storage: Storage) -> None:
    language = row.person.language if row.person else ""
    try:
        wav = await asyncio.to_thread(audio.to_wav, await storage.get(row.storage_key))
        words = mask(await service.transcribe(wav, language or "hi"))[:LONGEST]
    except SpeechFailed as failure:
        await _failed(row, failure.why, retry=failure.retry)
    except (audio.Unplayable, FileNotFoundError) as failure:
        await _failed(row, type(failure).__name__, retry=False)
    else:
        await _keep(row, words)


async def _keep(row: Attachment, words: str) -> None:
    """Beside the recording, never over words that are there already; then the ticket is found by them too."""
    async with transaction():
        waiting = Attachment.filter(id=row.id, speech_state="")
        is_new = await waiting.filter(transcript="").update(transcript=words)
        await waiting.update(speech_state="heard" if words else "none", speech_after=None)
        current = await Attachment.get(id=row.id).prefetch_related("ticket")
        if not is_new or not words or current.ticket is None:
            return
        ticket = await lock(current.ticket.id)
        ticket.search_text = f"{ticket.search_text} {fold(words)}".strip()
        await ticket.save(update_fields=["search_text"])
    await routing.heard(ticket.id)


async def _failed(row: Attachment, why: str, *, retry: bool) -> None:
    log.warning("voice note not transcribed", attachment_id=row.id, why=why, attempt=row.speech_attempts)
    waiting = Attachment.filter(id=row.id, speech_state="")
    if retry and row.speech_attempts <= len(WAITS):
        await waiting.update(speech_after=clock.now() + WAITS[row.speech_attempts - 1])
    else:
        await waiting.update(speech_state="failed", speech_after=None)
