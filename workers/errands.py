"""Does the errands that chats have planned: exports, papers, voices, erasures; each once, failures again."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from tortoise.connection import get_connection

import clock
import settings
import texts
from bots import made
from bots.errands import Errand
from bots.outbound import File, Say
from bots.queue import queue
from bots.route import LONG_AGO
from bots.storage import Storage, open_storage
from models.dialect import bind, on_postgres
from models.messages import Lane
from models.people import Identity
from models.tickets import Attachment, Ticket, Timer
from reports import issuing
from tickets import dossier, leftovers
from tickets.errors import TicketError
from tickets.transaction import transaction
from workers import documents, erased, voices

BATCH = 3
LEASE = timedelta(seconds=180)
MOST_ATTEMPTS = 5
AGAIN = timedelta(seconds=30)
SWEEP_AGAIN = timedelta(minutes=10)
FETCHED_SOON = timedelta(seconds=10)
FREE_WORDS = timedelta(hours=23)
"""A template about a file would say nothing: the ticket's button brings it once the person writes again."""
_CLAIM = """
UPDATE timer SET claimed_until = {1}, attempts = attempts + 1 WHERE id IN (
  SELECT id FROM timer WHERE state = 'waiting' AND kind LIKE 'errand:%%' AND due_at <= {2}
    AND (claimed_until IS NULL OR claimed_until < {2})
  ORDER BY due_at LIMIT {3} %s)
RETURNING id
"""

log = structlog.get_logger()


class _Round:
    """Slow errands must not take up every thread of the process: one round at a time."""

    running = False


async def do_due(limit: int = BATCH) -> int:
    """Do one batch; returns how many were claimed, so that the caller goes on until it is 0."""
    if _Round.running:
        return 0
    _Round.running = True
    try:
        claimed = await _claim(limit)
        for errand in claimed:
            await _attempt(errand)
        return len(claimed)
    finally:
        _Round.running = False


async def _attempt(errand: Timer) -> None:
    try:
        await WORK[Errand(errand.kind)](errand, open_storage(settings.current()))
    except Exception as error:
        # Edge: one errand that fails must not hold up the others; its row says what went wrong.
        log.error("errand failed", timer_id=errand.id, kind=errand.kind, exc_info=error)
        await _failed(errand, error)


async def _claim(limit: int) -> list[Timer]:
    now = clock.now()
    locking = "FOR UPDATE SKIP LOCKED" if on_postgres() else ""
    query, values = bind(_CLAIM % locking, now + LEASE, now, limit)
    rows = await get_connection("default").execute_query_dict(query, values)
    return await Timer.filter(id__in=[row["id"] for row in rows]).order_by("due_at", "id") if rows else []


async def finish(errand: Timer, state: str = "done") -> bool:
    """End the errand and forget what it was about; False when somebody else has ended it."""
    waiting = Timer.filter(id=errand.id, state="waiting")
    return bool(await waiting.update(state=state, done_at=clock.now(), data={}))


async def _failed(errand: Timer, error: Exception) -> None:
    """Later again; the last failure is told to whoever waits for it."""
    reason = f"{type(error).__name__}"[:200]
    if errand.attempts < MOST_ATTEMPTS and not isinstance(error, TicketError):
        later = clock.now() + AGAIN * 2**errand.attempts
        waiting = Timer.filter(id=errand.id, state="waiting")
        await waiting.update(error=reason, due_at=later, claimed_until=None)
        return
    async with transaction():
        if not await finish(errand, "failed"):
            return
        await Timer.filter(id=errand.id).update(error=reason)
        identity = await _asker(errand)
        if identity is not None:
            sorry = texts.say(identity.person.language or "hi", "personal-failed")
            await made.send(errand, identity, sorry, purpose="reply")


async def _asker(errand: Timer) -> Identity | None:
    """The chat it was planned in, with its person; nobody when that was erased meanwhile."""
    return await Identity.get_or_none(id=errand.identity_id or 0).prefetch_related("person")


async def _export(errand: Timer, storage: Storage) -> None:
    """Everything about the person, as a file in the chat that asked."""
    identity = await _asker(errand)
    if identity is None:
        await finish(errand, "cancelled")
        return
    found = await dossier.of(identity.person_id)
    data = json.dumps(found, ensure_ascii=False, indent=1).encode()
    # WhatsApp takes no JSON; the same text under another name is a document to it.
    name, mime = (
        ("samvad-data.txt", "text/plain")
        if identity.channel == "whatsapp"
        else ("samvad-data.json", "application/json")
    )
    file = await made.store(storage, errand, data, kind="document", name=name, mime=mime)
    text = texts.say(identity.person.language or "hi", "personal-export")
    await _hand_over(errand, identity, text, file, purpose="export")


async def _hand_over(errand: Timer, identity: Identity, text: str, file: File, *, purpose: str) -> None:
    async with transaction():
        if await finish(errand):
            await made.send(errand, identity, text, file, purpose=purpose)


async def _pdf(errand: Timer, storage: Storage) -> None:
    identity = await _asker(errand)
    paper = await documents.acknowledgement(int(str(errand.data["ticket"])), str(errand.data["language"]))
    if identity is None or paper is None:
        await finish(errand, "cancelled")
        return
    name = f"{paper.number}.pdf"
    file = await made.store(storage, errand, paper.pdf, kind="document", name=name, mime="application/pdf")
    text = texts.say(identity.person.language or "hi", "personal-acknowledgement", number=paper.number)
    await _hand_over(errand, identity, text, file, purpose="acknowledgement")


async def _listen(errand: Timer, storage: Storage) -> None:
    identity = await _asker(errand)
    if identity is None:
        await finish(errand, "cancelled")
        return
    language = str(errand.data.get("language", "hi"))
    data = await voices.speak(str(errand.data.get("text", "")), language)
    file = await made.store(storage, errand, data, kind="voice", name="samvad.ogg", mime="audio/ogg")
    await _hand_over(errand, identity, texts.say(language, "personal-listen"), file, purpose="listen")


async def _files(errand: Timer, storage: Storage) -> None:
    """Photos and voices of the other side, as soon as all are fetched; to the chat that asked, or unasked."""
    wanted = errand.data.get("files")
    rows = await Attachment.filter(id__in=wanted if isinstance(wanted, list) else []).order_by("id")
    if any(row.state == "waiting" for row in rows):
        later = clock.now() + FETCHED_SOON
        await Timer.filter(id=errand.id, state="waiting").update(due_at=later, claimed_until=None, attempts=0)
        return
    found = tuple(
        File(row.kind, row.storage_key, name=row.name, mime=row.mime)
        for row in rows
        if row.state == "stored" and row.storage_key
    )
    ticket = await Ticket.get(id=int(str(errand.data["ticket"])))
    chat = await (_asker(errand) if errand.identity_id else _open_chat(int(str(errand.data["person"]))))
    if not found or chat is None:
        await finish(errand, "cancelled")
        return
    text = texts.say(str(errand.data["language"]), "files-here", number=ticket.number)
    async with transaction():
        if await finish(errand):
            await queue(
                Say(text, files=found), person_id=chat.person_id, identity_id=chat.id,
                lane=Lane.REPLY if errand.identity_id else Lane.NOTICE, purpose="files",
                key=f"errand:{errand.id}", ticket_id=ticket.id, urgent=bool(errand.data.get("urgent")),
            )  # fmt: skip


async def _open_chat(person_id: int) -> Identity | None:
    """The chat used last, where it takes files unasked; WhatsApp only while the person's window is open."""
    last = await Identity.filter(person_id=person_id).order_by("-last_inbound_at", "-id").first()
    since = clock.now() - FREE_WORDS
    if last is None or (last.channel == "whatsapp" and (last.last_inbound_at or LONG_AGO) < since):
        return None
    return last


async def _digest(errand: Timer, storage: Storage) -> None:
    """The figures of last week for an officer who asked; queued once however often the errand runs."""
    await issuing.now_for(str(errand.data.get("officer", "")), key=f"digest-asked:{errand.id}")
    await finish(errand)


async def _erase(errand: Timer, storage: Storage) -> None:
    """Files first, then what only a search finds; comes back until the address is gone too."""
    data = errand.data
    identities = data.get("identities")
    person_id, at = int(str(data["person"])), datetime.fromisoformat(str(data["at"]))
    await asyncio.to_thread(erased.remember, person_id, at)
    swept = await leftovers.sweep(
        person_id,
        int(str(data["fresh"])),
        [int(str(key)) for key in identities] if isinstance(identities, list) else [],
        erased_at=at,
        now=clock.now(),
    )
    earlier = data.get("files")
    for key in {*swept.files, *(map(str, earlier) if isinstance(earlier, list) else ())}:
        await storage.delete(key)
    if swept.finished:
        await finish(errand)
        return
    later = clock.now() + SWEEP_AGAIN
    await Timer.filter(id=errand.id, state="waiting").update(due_at=later, claimed_until=None, attempts=0)


Work = Callable[[Timer, Storage], Awaitable[None]]
WORK: Mapping[Errand, Work] = {
    Errand.EXPORT: _export,
    Errand.PDF: _pdf,
    Errand.LISTEN: _listen,
    Errand.ERASE: _erase,
    Errand.DIGEST: _digest,
    Errand.FILES: _files,
}
