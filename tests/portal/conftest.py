"""A portal on the demo district: a database copied from a filled one, a real Redis, signed-in clients."""

import logging
import re
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from redis.asyncio import Redis

from bots import district_facts, wordings
from bots.storage import open_storage
from district.commands import DEMO, DEMO_FILES
from district.demo import file_samples
from district.files import read
from district.loading import load
from models import database as rows
from models.officers import Officer
from portal import kept
from portal.desk import choices
from portal.keys import REDIS, SETTINGS, STORAGE
from portal.open import figures
from portal.routes import add_portal
from settings import Settings
from settings import load as load_settings
from tests.conftest import _execute, _named, run
from tickets import signin as links

Client = TestClient[web.Request, web.Application]
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


async def _fill(url: str, media: Path) -> None:
    await rows.connect(url)
    try:
        await load(read([DEMO / name for name in DEMO_FILES]))
        await file_samples(DEMO / "tickets.toml", media)
    finally:
        await rows.close()


@pytest.fixture(scope="session")
def _filled_media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="session")
def _filled_sqlite(
    _sqlite_template: Path, _filled_media: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = shutil.copy(_sqlite_template, tmp_path_factory.mktemp("filled") / "samvad.sqlite3")
    run(_fill(f"sqlite://{path}", _filled_media))
    return Path(path)


@pytest.fixture(scope="session")
def _filled_postgres(postgres_url: str, _postgres_template: str, _filled_media: Path) -> Iterator[str]:
    name = f"samvad_filled_{uuid4().hex[:8]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}"))
    run(_fill(_named(postgres_url, name), _filled_media))
    yield name
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_site_url(_filled_sqlite: Path, tmp_path: Path) -> str:
    """The demo district on SQLite."""
    return f"sqlite://{shutil.copy(_filled_sqlite, tmp_path / 'site.sqlite3')}"


@pytest.fixture
def postgres_site_url(postgres_url: str, _filled_postgres: str) -> Iterator[str]:
    """The demo district on PostgreSQL."""
    name = f"samvad_site_{uuid4().hex[:12]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_filled_postgres}"))
    yield _named(postgres_url, name)
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@dataclass
class Site:
    """The running portal and its clients."""

    server: TestServer
    redis: Redis
    clients: list[Client] = field(default_factory=list)

    async def stranger(self) -> Client:
        """A browser that nobody has signed in with; it follows no redirect by itself."""
        client: Client = TestClient(self.server)
        self.clients.append(client)
        return client

    async def as_(self, username: str) -> Client:
        """A browser of this officer, signed in by a one-time link."""
        client = await self.stranger()
        officer = await Officer.get(username=username)
        answer = await client.get(
            f"/portal/sign-in/link/{await links.make(officer.id)}", allow_redirects=False
        )
        assert answer.status == 303
        return client

    async def close(self) -> None:
        for client in self.clients:
            await client.session.close()


async def page(client: Client, path: str, status: int = 200) -> str:
    """The page's text; its status must be the expected one."""
    answer = await client.get(path, allow_redirects=False)
    text = await answer.text()
    assert answer.status == status, f"{path}: {answer.status}\n{text[:1500]}"
    return text


async def token(client: Client, path: str = "/portal/account") -> str:
    """The secret of a form on a page."""
    found = CSRF.search(await page(client, path))
    assert found
    return found[1]


async def post(client: Client, path: str, *, form: str = "/portal/account", **values: Any) -> ClientResponse:
    """Send a form as the browser would, with the secret of a page."""
    data = {"csrf": await token(client, form), **values}
    return await client.post(path, data=data, allow_redirects=False)


async def _site(url: str, redis_url: str, media: Path, folder: Path) -> AsyncIterator[Site]:
    await rows.connect(url)
    settings: Settings = load_settings(environ={"SAMVAD__DATA__DIR": str(folder)})
    shutil.copytree(media, folder / "media", dirs_exist_ok=True)
    for forget in (choices.forget, figures.forget, kept.forget, district_facts.forget, wordings.forget):
        forget()
    redis = Redis.from_url(redis_url.replace("redis+socket://", "unix://"))
    app = web.Application()
    app[SETTINGS], app[REDIS], app[STORAGE] = settings, redis, open_storage(settings)
    add_portal(app, settings)
    server: TestServer = TestServer(app)
    await server.start_server()
    site = Site(server, redis)
    yield site
    await site.close()
    await server.close()
    await redis.aclose()
    await rows.close()


@pytest.fixture
async def site(
    sqlite_site_url: str, redis_url: str, _filled_media: Path, tmp_path: Path
) -> AsyncIterator[Site]:
    """The portal on SQLite."""
    async for found in _site(sqlite_site_url, redis_url, _filled_media, tmp_path / "var"):
        yield found


@pytest.fixture(params=["sqlite", "postgres"])
async def any_site(
    request: pytest.FixtureRequest, redis_url: str, _filled_media: Path, tmp_path: Path
) -> AsyncIterator[Site]:
    """The portal on each database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_site_url")
    async for found in _site(url, redis_url, _filled_media, tmp_path / "var"):
        yield found


class _Counter(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", text):
            self.statements.append(text)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL statements that run meanwhile."""
    logger, counter = logging.getLogger("tortoise.db_client"), _Counter()
    level = logger.level
    logger.addHandler(counter)
    logger.setLevel(logging.DEBUG)
    try:
        yield counter.statements
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
