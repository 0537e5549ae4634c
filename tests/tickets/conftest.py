"""Fixtures of the ticket tests."""

import pytest

from tests.tickets.world import World, build


@pytest.fixture
async def world(database: str) -> World:
    """A small district on each database in turn."""
    return await build()
