"""A table that is locked, as by a migration: webhooks are taken meanwhile."""

from datetime import timedelta

import asyncpg
import pytest

from bots import inbox, webhooks
from tests.bots.conftest import Rig
from tests.vendors.citizens import TelegramCitizen


@pytest.fixture
def database_url(postgres_database_url: str) -> str:
    """SQLite has no locks of tables."""
    return postgres_database_url


async def test_a_locked_table_costs_no_message(
    rig: Rig, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 43."""
    monkeypatch.setattr(webhooks, "STORE_S", 0.2)
    monkeypatch.setattr(inbox, "LEFT_BEHIND", timedelta(0))
    citizen = TelegramCitizen()
    locker = await asyncpg.connect(database_url)
    async with locker.transaction():
        await locker.execute("LOCK TABLE inbound IN ACCESS EXCLUSIVE MODE")
        for words in ("one", "two"):
            assert await rig.telegram(citizen.says(words)) == 200
    await locker.close()
    await rig.service.receiver.flush()
    await rig.service.inbox.sweep()
    await rig.idle()
    assert rig.stand_in.texts() == ["echo one", "echo two"]
