"""When the database is away: verified webhook bodies on disk, whole or not at all, stored once it is back."""

import asyncio
import logging
import os
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import clock
from bots import hot
from bots.together import MOST

log = logging.getLogger(__name__)
MAX_FILES = 200_000
Put = Callable[[str, bytes, datetime], Awaitable[None]]


class Spool:
    """A folder of bodies, named so that they sort in the order they came."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        # What this process put here and nobody has stored yet: whatever comes meanwhile goes behind it.
        self._mine: set[str] = set()
        self._passed: set[str] = set()
        self._told = False

    @property
    def holds(self) -> bool:
        """Whether a body of this process waits that can be stored."""
        return bool(self._mine - self._passed)

    async def put(self, channel: str, body: bytes) -> None:
        """Keep one body; raises OSError when the disk takes no more, and then nothing is half-written."""
        self._mine.add(await asyncio.to_thread(self._write, channel, body, clock.now()))

    def _write(self, channel: str, body: bytes, now: datetime) -> str:
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
        return name

    def waiting(self) -> list[Path]:
        """The bodies not stored yet, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if not path.name.startswith("."))[:MAX_FILES]

    async def flush(self, put: Put) -> int:
        """Store what is waiting; stops at the first sign that the database is still away.

        Repeats are harmless. A body that cannot be stored though the database is there is passed over and
        stays for the next time: no other waits for it.
        """
        done, before = 0, set(self._mine)
        paths = await asyncio.to_thread(self.waiting)
        self._mine -= before - {path.name for path in paths}
        for start in range(0, len(paths), MOST):
            some = await asyncio.to_thread(_read, paths[start : start + MOST])
            found = await asyncio.gather(
                *(put(path.suffix[1:], body, _came_at(path)) for path, body in some), return_exceptions=True
            )
            for (path, _), error in zip(some, found, strict=True):
                if error is None:
                    path.unlink(missing_ok=True)
                    self._mine.discard(path.name)
                    done += 1
                elif not hot.is_outage(error):
                    self._pass_over(path, error)
            if any(hot.is_outage(error) for error in found):
                self._wait()
                return done
        self._told = False
        return done

    def _pass_over(self, path: Path, error: BaseException) -> None:
        if path.name not in self._passed:
            log.error("a spooled body cannot be stored", exc_info=error, extra={"file": path.name})
            self._passed.add(path.name)

    def _wait(self) -> None:
        if not self._told:
            log.warning("spool waits for the database")
            self._told = True


def _read(paths: Sequence[Path]) -> list[tuple[Path, bytes]]:
    """The bodies that no other process has stored meanwhile."""
    found = []
    for path in paths:
        with suppress(FileNotFoundError):
            found.append((path, path.read_bytes()))
    return found


def _came_at(path: Path) -> datetime:
    return datetime.strptime(path.name.partition("-")[0], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
