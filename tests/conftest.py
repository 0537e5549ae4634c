"""What every test may ask for: real databases, a real Redis, a clock at rest, and no network."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg
import pytest

import clock
import settings as settings_module
from models import database as rows
from models.migrate import migrate
from settings import Settings
from tests import servers

Result = TypeVar("Result")
MINUTES_S = 300
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: no test may leave this machine, whichever library it uses."""
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = str(arguments[1][0])
    elif event == "socket.getaddrinfo":
        host = str(arguments[0] or "localhost")
    else:
        return
    if not host.startswith(LOOPBACK):
        raise ConnectionRefusedError(f"tests stay on this machine, but something wanted {host}")


def _takes_minutes(item: pytest.Item) -> bool:
    limit = item.get_closest_marker("timeout")
    return limit is not None and limit.args[0] > MINUTES_S


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first: at the end everybody else would wait for it."""
    items.sort(key=_takes_minutes, reverse=True)


def pytest_configure(config: pytest.Config) -> None:
    """Close the network before the first import of a test."""
    sys.addaudithook(_refuse_the_world)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run it on a loop of its own, whatever loop the test has."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """Clock and settings are the process's own: each test begins with fresh ones."""
    settings_module.current.cache_clear()
    yield
    clock.configure(0)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: the given one, or one started for this session."""
    if given := os.environ.get("SAMVAD_TEST_DATABASE_URL"):
        yield given
        return
    with servers.postgres() as server:
        yield server.url


@pytest.fixture(scope="session")
def _postgres_template(postgres_url: str) -> Iterator[str]:
    name = f"samvad_template_{uuid4().hex[:8]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name}"))
    run(migrate(_named(postgres_url, name)))
    yield name
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "samvad.sqlite3"
    run(migrate(f"sqlite://{path}"))
    return path


@pytest.fixture
def sqlite_database_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file with the whole schema and no rows."""
    return f"sqlite://{shutil.copy(_sqlite_template, tmp_path / 'samvad.sqlite3')}"


@pytest.fixture
def postgres_database_url(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database with the whole schema and no rows."""
    name = f"samvad_test_{uuid4().hex[:12]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}"))
    yield _named(postgres_url, name)
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_database_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[str]:
    """Tortoise, connected to a fresh database of each kind in turn."""
    await rows.connect(database_url)
    yield database_url
    await rows.close()


@pytest.fixture(scope="session")
def _redis() -> Iterator[servers.Redis]:
    with servers.redis() as server:
        yield server


@pytest.fixture
def redis_url(_redis: servers.Redis) -> str:
    """An empty Redis, as the settings write its address."""
    _redis.flush()
    return _redis.url


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults of config.toml with a data folder of this test's own."""
    return settings_module.load(environ={"SAMVAD__DATA__DIR": str(tmp_path / "var")})
