"""When the database is away: verified webhook bodies on disk, whole or not at all, stored once it is back."""

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import clock
from bots import hot

log = logging.getLogger(__name__)
MAX_FILES = 200_000
Put = Callable[[str, bytes, datetime], Awaitable[None]]


class Spool:
    """A folder of bodies, named so that they sort in the order they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    async def put(self, channel: str, body: bytes) -> None:
        """Keep one body; raises OSError when the disk takes no more, and then nothing is half-written."""
        await asyncio.to_thread(self._write, channel, body, clock.now())

    def _write(self, channel: str, body: bytes, now: datetime) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._count += 1
        name = f"{now:%Y%m%dT%H%M%S.%f}-{self._count % 1_000_000:06d}-{secrets.token_hex(4)}.{channel}"
        draft = self._folder / f".{name}"
        try:
            with draft.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._folder / name)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def waiting(self) -> list[Path]:
        """The bodies not stored yet, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if not path.name.startswith("."))[:MAX_FILES]

    async def flush(self, put: Put) -> int:
        """Store what is waiting; stops at the first sign that the database is still away.

        Repeats are harmless.
        """
        done = 0
        for path in await asyncio.to_thread(self.waiting):
            try:
                body = await asyncio.to_thread(path.read_bytes)
                await put(path.suffix[1:], body, _came_at(path))
            except FileNotFoundError:
                continue
            except Exception as error:
                if not hot.is_outage(error):
                    raise
                log.warning("spool waits for the database")
                return done
            path.unlink(missing_ok=True)
            done += 1
        return done


def _came_at(path: Path) -> datetime:
    return datetime.strptime(path.name.partition("-")[0], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
