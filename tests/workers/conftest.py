"""Fixtures of the worker tests: the same small district, with routing from the bundled model."""

from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest

import settings
from bots import district_facts
from tests.receiver import Receiver, receiver
from tests.tickets.world import World, build
from workers.hooks import posting, writing


@pytest.fixture(autouse=True)
def _fresh_district() -> Iterator[None]:
    """What the process holds of the district belongs to one database."""
    district_facts.forget()
    writing.forget()
    yield
    district_facts.forget()
    writing.forget()


@pytest.fixture
async def world(database: str) -> World:
    """A small district on each database in turn."""
    return await build()


@pytest.fixture
async def dashboard(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    """Another system on this machine, which outgoing webhooks may reach and wait half a second for."""
    monkeypatch.setenv("SAMVAD__HOOKS__PRIVATE_HOSTS", "127.0.0.1")
    monkeypatch.setattr(posting, "TIMEOUT", aiohttp.ClientTimeout(total=0.5))
    settings.current.cache_clear()
    async with receiver() as found:
        yield found
