"""Opening and closing the database of this process."""

import asyncio
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

import asyncpg
from tortoise import Tortoise
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.backends.base.executor import EXECUTOR_CACHE

MODULES = (
    "models.api_keys",
    "models.areas",
    "models.broadcasts",
    "models.departments",
    "models.holidays",
    "models.hooks",
    "models.lexicon",
    "models.meetings",
    "models.messages",
    "models.officers",
    "models.people",
    "models.saved",
    "models.supervision",
    "models.tickets",
    "models.wordings",
)

# The kernel's own patience is a quarter of an hour.
GIVES_UP = (
    (socket.IPPROTO_TCP, "TCP_USER_TIMEOUT", 20_000),
    (socket.SOL_SOCKET, "SO_KEEPALIVE", 1),
    (socket.IPPROTO_TCP, "TCP_KEEPIDLE", 10),
    (socket.IPPROTO_TCP, "TCP_KEEPINTVL", 5),
    (socket.IPPROTO_TCP, "TCP_KEEPCNT", 2),
)


def is_sqlite(url: str) -> bool:
    """Whether the URL names an SQLite file."""
    return url.startswith("sqlite:")


def sqlite_path(url: str) -> Path:
    """The file of a `sqlite://…` URL: two slashes and a relative path, or three and an absolute one."""
    return Path(url.removeprefix("sqlite://").split("?")[0])


def connection_config(
    url: str, *, pool_min: int = 1, pool_max: int = 10, synchronous: str = "NORMAL"
) -> dict[str, Any]:
    """Tortoise's description of the connection."""
    if is_sqlite(url):
        credentials = {
            "file_path": str(sqlite_path(url)),
            "journal_mode": "WAL",
            "foreign_keys": "ON",
            "busy_timeout": 30_000,
            "synchronous": synchronous,
        }
        return {"engine": "models.sqlite", "credentials": credentials}
    parts = urlsplit(url)
    # Tortoise reads ?ssl=disable as true; asyncpg understands libpq's words.
    wanted = parse_qs(parts.query)
    config = expand_db_url(urlunsplit(parts._replace(query="")))
    config["credentials"].update(minsize=pool_min, maxsize=pool_max, connection_class=Unreset)
    if mode := (wanted.get("sslmode") or wanted.get("ssl")):
        config["credentials"]["ssl"] = mode[0]
    return dict(config)


class Unreset(asyncpg.Connection):
    """A connection that is not reset each time it goes back to the pool.

    A reset costs a round trip a statement; we set nothing that a transaction does not take back. A server
    whose machine is gone says nothing: the kernel gives up on it, and the pool connects to its successor.
    """

    def __init__(self, protocol: Any, transport: asyncio.Transport, *more: Any) -> None:
        super().__init__(protocol, transport, *more)
        line = transport.get_extra_info("socket")
        if line is not None and line.family != socket.AF_UNIX:
            for level, name, value in GIVES_UP:
                if hasattr(socket, name):
                    line.setsockopt(level, getattr(socket, name), value)

    def get_reset_query(self) -> str:
        """Nothing to reset."""
        return ""


async def connect(url: str, *, pool_min: int = 1, pool_max: int = 10, synchronous: str = "NORMAL") -> None:
    """Open the database for all tasks of this process's one event loop."""
    # Tortoise keeps prepared statements by connection name: those of another database's dialect must go.
    EXECUTOR_CACHE.clear()
    connection = connection_config(url, pool_min=pool_min, pool_max=pool_max, synchronous=synchronous)
    await Tortoise.init(
        config={
            "connections": {"default": connection},
            "apps": {"models": {"models": list(MODULES), "default_connection": "default"}},
        },
        use_tz=True,
        timezone="UTC",
        _enable_global_fallback=True,
    )


async def close() -> None:
    """Close every connection; safe when none was opened."""
    if Tortoise._inited:  # noqa: SLF001 (the public way raises)
        await Tortoise.close_connections()
