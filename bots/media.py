"""Fetching what people sent.

After the message is stored, by workers, with the vendor's retries and our limits.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import clock
from bots import hot, pictures
from bots.channel import Channels, Fetched, MediaFailed
from bots.inbound import MediaKind
from bots.sniff import is_of_kind, sniff
from bots.storage import Storage, StorageAway, new_key
from models.tickets import Attachment

log = logging.getLogger(__name__)
WAITS = (5, 30, 120, 600, 3600)
MAX_TRIES = len(WAITS) + 1
LEASE = timedelta(minutes=5)
DAILY_FILES = 200
AT_ONCE = 8

_CLAIM = """
UPDATE attachment SET next_attempt_at = $2, attempts = attempts + 1 WHERE state = 'waiting' AND id IN (
  SELECT id FROM attachment WHERE state = 'waiting' AND next_attempt_at <= $1 {more}
  ORDER BY next_attempt_at LIMIT {limit} FOR UPDATE SKIP LOCKED)
RETURNING id
"""
Told = Callable[[Attachment], Awaitable[None]]


class Gallery:
    """Fetches attachments into the storage. `on_failed` tells the person that a file must be sent again."""

    def __init__(
        self, channels: Channels, storage: Storage, max_mb: int, on_failed: Told | None = None
    ) -> None:
        self._channels = channels
        self._storage = storage
        self._limit = max_mb * 1024 * 1024
        self._on_failed = on_failed

    async def fetch(self, attachment_id: int) -> bool:
        """Fetch one attachment if it waits; True when it is stored."""
        return bool(await self._run(f"AND id = {int(attachment_id)}", 1))

    async def sweep(self, limit: int = 40) -> int:
        """Fetch what is due; returns how many were tried."""
        return len(await self._run("", limit))

    async def _run(self, more: str, limit: int) -> list[bool]:
        now = clock.now()
        rows = await hot.rows(_CLAIM.format(more=more, limit=int(limit)), now, now + LEASE)
        room = asyncio.Semaphore(AT_ONCE)

        async def one(attachment_id: int) -> bool:
            async with room:
                return await self._one(await Attachment.get(id=attachment_id))

        done = await asyncio.gather(*(one(int(row["id"])) for row in rows))
        return [found for found in done if found] if more else list(done)

    async def _one(self, attachment: Attachment) -> bool:
        channel = self._channels.get(attachment.channel)
        try:
            if channel is None:
                raise MediaFailed("channel is off", retry=True)
            if await _over_quota(attachment):
                raise MediaFailed("quota", retry=False)
            if (attachment.size or 0) > self._limit:
                raise MediaFailed("too big", retry=False)
            fetched = await channel.fetch_media(attachment.vendor_ref, self._limit)
            await self._keep(attachment, fetched)
        except MediaFailed as failed:
            await self._failed(attachment, failed)
            return False
        return True

    async def _keep(self, attachment: Attachment, fetched: Fetched) -> None:
        found = sniff(fetched.data)
        if found is None:
            raise MediaFailed("type not allowed", retry=False)
        data, (mime, ending) = fetched.data, found
        sha256 = hashlib.sha256(data).hexdigest()
        if mime.startswith("image/"):
            try:
                data, mime, ending = await asyncio.to_thread(pictures.cleaned, data)
            except pictures.BadPicture as error:
                raise MediaFailed(f"picture: {error}", retry=False) from error
        kind = MediaKind(attachment.kind)
        key = new_key(clock.now(), ending)
        try:
            await self._storage.put(key, data)
        except StorageAway as error:
            raise MediaFailed(str(error), retry=True) from error
        attachment.kind = kind.value if is_of_kind(mime, kind) else MediaKind.DOCUMENT.value
        attachment.storage_key, attachment.mime, attachment.size, attachment.sha256 = (
            key,
            mime,
            len(data),
            sha256,
        )
        attachment.state, attachment.error, attachment.next_attempt_at = "stored", "", None
        names = ["kind", "storage_key", "mime", "size", "sha256", "state", "error", "next_attempt_at"]
        await attachment.save(update_fields=names)

    async def _failed(self, attachment: Attachment, failed: MediaFailed) -> None:
        """Later again, or for good.

        Then the officer sees a placeholder and the person is asked to send it again.
        """
        attachment.error = failed.why[:200]
        if failed.retry and attachment.attempts < MAX_TRIES:
            attachment.next_attempt_at = clock.now() + timedelta(seconds=WAITS[attachment.attempts - 1])
            await attachment.save(update_fields=["error", "next_attempt_at"])
            return
        attachment.state, attachment.next_attempt_at = "failed", None
        await attachment.save(update_fields=["error", "state", "next_attempt_at"])
        log.warning("media given up", extra={"attachment": attachment.id, "why": failed.why})
        if self._on_failed is not None:
            await self._on_failed(attachment)


async def _over_quota(attachment: Attachment) -> bool:
    """Whether this person sent more files in a day than anybody has reason to."""
    if attachment.person_id is None:
        return False
    since = attachment.created_at - timedelta(days=1)
    earlier = Attachment.filter(person_id=attachment.person_id, created_at__gte=since, id__lt=attachment.id)
    return await earlier.count() >= DAILY_FILES
