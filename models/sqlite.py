"""SQLite as several processes need it: writers queue up in front of the lock instead of failing on it.

Stock Tortoise opens deferred transactions, which SQLite refuses ("database is locked") as soon as a second
process has written meanwhile. Here every transaction begins IMMEDIATE, behind an exclusive `flock` on a side
file so that waiting is fair.
"""

# ruff: noqa: SLF001, PYI036 (a subclass of Tortoise's client works with its insides and its signatures)
import asyncio
import fcntl
import os
import sqlite3
from typing import Any

from tortoise.backends.base.client import TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import TransactionManagementError


class _Turnstile:
    """An inter-process queue: whoever holds it is the one process inside a write transaction."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._fd: int | None = None

    def _open(self) -> int:
        if self._fd is None:
            self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return self._fd

    async def enter(self) -> None:
        fd = self._open()
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting = asyncio.get_running_loop().run_in_executor(None, fcntl.flock, fd, fcntl.LOCK_EX)
            try:
                await asyncio.shield(waiting)
            except asyncio.CancelledError:
                waiting.add_done_callback(lambda _: self.leave())
                raise

    def leave(self) -> None:
        if self._fd is not None:
            fcntl.flock(self._fd, fcntl.LOCK_UN)

    def close(self) -> None:
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None


class ImmediateContext(SqliteTransactionContext):
    """Takes the process's own lock, the turnstile, SQLite's write lock; gives all back on failure."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection._parent.turnstile.enter()
            try:
                await self.connection.begin()
            except BaseException:
                self.connection._parent.turnstile.leave()
                raise
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        connection: TransactionalDBClient = self.connection
        return connection

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            await super().__aexit__(exc_type, exc_val, exc_tb)
        finally:
            self.connection._parent.turnstile.leave()


class ImmediateTransaction(SqliteTransactionWrapper):
    async def begin(self) -> None:
        """Start with the write lock in hand, so that a later write cannot be refused."""
        try:
            await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise TransactionManagementError(error) from error


class ImmediateClient(SqliteClient):
    def __init__(self, file_path: str, **kwargs: Any) -> None:
        super().__init__(file_path, **kwargs)
        self.turnstile = _Turnstile(f"{file_path}.turn")

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(ImmediateTransaction(self), self._lock)

    async def close(self) -> None:
        await super().close()
        self.turnstile.close()


client_class = ImmediateClient
