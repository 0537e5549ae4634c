"""What a vendor took, noted on disk before the database knows: a kill in between doubles nothing."""

import asyncio
import fcntl
import json
import logging
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import clock
from bots import hot, raw
from bots.channel import Address

log = logging.getLogger(__name__)
FULL = 64 * 1024
_TAKEN = """
UPDATE outbound SET state = CASE WHEN $2 = 1 THEN 'sent' ELSE state END, vendor_id = COALESCE($3, vendor_id),
  sent_parts = $4, identity_id = $5, channel = $6, sent_at = COALESCE(sent_at, $7),
  claimed_until = CASE WHEN $2 = 1 THEN NULL ELSE claimed_until END
WHERE id = $1 AND state = 'sending' RETURNING id
"""


class Journal:
    """One file of this process, under a lock that its death lets go; others then read what it had to say.

    A small write survives the process, so no sync is waited for. The folder is one machine's: another
    machine that is quicker to take a row over sends it again, as it would without a journal.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder
        self._file: int | None = None
        self._open: set[int] = set()

    def taken(self, row_id: int, to: Address, vendor_id: str, parts: int, *, whole: bool) -> None:
        """The vendor has taken so many parts of this row; `whole` when that was the last one."""
        line = {
            "id": row_id, "identity": to.identity_id, "channel": to.channel, "vendor_id": vendor_id,
            "parts": parts, "whole": whole,
        }  # fmt: skip
        self._open.add(row_id)
        self._write(line)

    def recorded(self, row_id: int) -> None:
        """The database knows about this row."""
        if row_id not in self._open:
            return
        self._open.discard(row_id)
        self._write({"id": row_id, "recorded": True})
        if not self._open and self._file is not None and os.fstat(self._file).st_size > FULL:
            os.ftruncate(self._file, 0)

    def _write(self, line: dict[str, object]) -> None:
        try:
            if self._file is None:
                self._file = self._made()
            os.write(self._file, json.dumps(line).encode() + b"\n")
        except OSError as error:
            # A full disk costs the journal, not the message.
            log.warning("outbox journal not written", exc_info=error)

    def _made(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path = self._folder / f"{os.getpid()}-{secrets.token_hex(4)}.log"
        draft = self._path.with_suffix(".new")
        file = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        # Named only once it is locked: an unlocked one would be taken for a dead process's.
        draft.rename(self._path)
        return file

    async def recover(self) -> int:
        """Record what processes that died had not; returns how many rows were saved from being sent again."""
        saved = 0
        for path, lines in await asyncio.to_thread(lambda: list(self._left())):
            for line in lines:
                saved += await _record(line)
            await asyncio.to_thread(path.unlink, missing_ok=True)
        return saved

    def _left(self) -> Iterator[tuple[Path, list[dict[str, object]]]]:
        """The files of the dead, each with what was not recorded."""
        if not self._folder.is_dir():
            return
        for path in sorted(self._folder.glob("*.log")):
            try:
                with path.open("rb") as file:
                    # Whoever lives holds this lock, we ourselves included.
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    yield path, _unrecorded(file.read())
            except OSError:
                continue

    def close(self) -> None:
        """Nothing is in hand any more: the file goes."""
        if self._file is None:
            return
        if not self._open:
            self._path.unlink(missing_ok=True)
        os.close(self._file)
        self._file = None


def _unrecorded(body: bytes) -> list[dict[str, object]]:
    """The last word about each row, but for those that the database knows of."""
    last: dict[int, dict[str, object]] = {}
    for text in body.splitlines():
        try:
            line = raw.obj(raw.read(text))
        except raw.Unreadable:
            continue  # the kill cut this line
        row_id = raw.whole(line.get("id"))
        if row_id is None:
            continue
        if line.get("recorded"):
            last.pop(row_id, None)
        else:
            last[row_id] = line
    return list(last.values())


async def _record(line: dict[str, object]) -> int:
    whole = bool(line.get("whole"))
    vendor_id = raw.text(line.get("vendor_id")) or None
    row_id, parts, identity = (raw.whole(line.get(name)) for name in ("id", "parts", "identity"))
    channel, at = raw.text(line.get("channel")), clock.now() if whole else None
    return len(
        await hot.rows(_TAKEN, row_id, int(whole), vendor_id if whole else None, parts, identity, channel, at)
    )
