"""A loaded district on each database, both vendors' stand-in, and processes that end with their test."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from district.commands import DEMO, DEMO_FILES
from district.files import read
from district.loading import load
from models import database
from tests.conftest import _execute, _named, run
from tests.story.phones import Delivery
from tests.story.screens import Screens, stand_in
from tests.story.system import System
from tests.vendors.stand_in import StandIn


async def fill(url: str) -> None:
    """The demo district without its sample tickets."""
    await database.connect(url)
    try:
        await load(read([DEMO / name for name in DEMO_FILES]))
    finally:
        await database.close()


@pytest.fixture(scope="session")
def _district_sqlite(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = Path(shutil.copy(_sqlite_template, tmp_path_factory.mktemp("district") / "samvad.sqlite3"))
    run(fill(f"sqlite://{path}"))
    return path


@pytest.fixture(scope="session")
def _district_postgres(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    name = f"samvad_district_{uuid4().hex[:8]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}"))
    run(fill(_named(postgres_url, name)))
    yield name
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def sqlite_district_url(_district_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite://{shutil.copy(_district_sqlite, tmp_path / 'samvad.sqlite3')}"


@pytest.fixture
def postgres_district_url(postgres_url: str, _district_postgres: str) -> Iterator[str]:
    name = f"samvad_story_{uuid4().hex[:12]}"
    run(_execute(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_district_postgres}"))
    yield _named(postgres_url, name)
    run(_execute(postgres_url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgres"])
def district_url(request: pytest.FixtureRequest) -> str:
    """The demo district on each kind of database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_district_url")
    return url


@pytest.fixture
def screens() -> Screens:
    return Screens()


@pytest.fixture
async def vendors(screens: Screens) -> AsyncIterator[StandIn]:
    server = stand_in(screens)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def line() -> AsyncIterator[Callable[[System], Delivery]]:
    """The way of webhooks into a system."""
    connector = aiohttp.TCPConnector(limit=200, force_close=False)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=15)) as session:
        yield lambda system: Delivery(system, session)


@pytest.fixture
def new_system(vendors: StandIn, tmp_path: Path) -> Iterator[Callable[..., System]]:
    """Makes systems whose processes end with the test."""
    made: list[System] = []

    def make(database_url: str, redis_url: str, **more: object) -> System:
        made.append(System(tmp_path / f"system{len(made)}", database_url, redis_url, vendors, **more))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for system in made:
        system.kill_all()
