"""Fixtures of the worker tests: the same small district, with routing from the bundled model."""

from collections.abc import Iterator

import pytest

from bots import district_facts
from tests.tickets.world import World, build
from workers.hooks import writing


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
