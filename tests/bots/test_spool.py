"""Bodies on disk while the database is away: none before another, none for another's sake."""

from datetime import datetime
from pathlib import Path

import asyncpg
import pytest

from bots import hot
from bots.spool import Spool


class Store:
    """A database that is there or not, and refuses what is poison."""

    def __init__(self) -> None:
        self.here = True
        self.stored: list[bytes] = []

    async def __call__(self, channel: str, body: bytes, came: datetime) -> None:
        if not self.here:
            raise ConnectionRefusedError
        if channel == "off":
            raise LookupError(channel)
        if body == b"poison":
            raise ValueError(body)
        self.stored.append(body)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


async def test_a_body_that_cannot_be_stored_holds_no_other_back_and_stays(spool: Spool) -> None:
    """Faults 17 and 19."""
    store = Store()
    for channel, body in [("a", b"1"), ("a", b"poison"), ("off", b"2"), ("a", b"3")]:
        await spool.put(channel, body)
    assert await spool.flush(store) == 2
    assert store.stored == [b"1", b"3"]
    assert [path.read_bytes() for path in spool.waiting()] == [b"poison", b"2"]
    assert not spool.holds


async def test_what_comes_meanwhile_goes_behind_what_waits(spool: Spool) -> None:
    """Fault 1: in order, also those that come in the moment when the database is back."""
    store = Store()
    numbers = [str(number).encode() for number in range(40)]
    store.here = False
    for body in numbers:
        await spool.put("a", body)
        assert await spool.flush(store) == 0
        assert spool.holds
    store.here = True
    assert await spool.flush(store) == 40
    assert store.stored == numbers
    assert not spool.holds


async def test_what_another_process_stored_holds_nothing_back(spool: Spool, tmp_path: Path) -> None:
    await spool.put("a", b"1")
    store = Store()
    assert await Spool(tmp_path / "spool").flush(store) == 1
    assert await spool.flush(store) == 0
    assert (store.stored, spool.holds) == ([b"1"], False)


OUTAGES = [
    asyncpg.ReadOnlySQLTransactionError(),
    asyncpg.DiskFullError(),
    asyncpg.AdminShutdownError(),
    asyncpg.LockNotAvailableError(),
    TimeoutError(),
]


@pytest.mark.parametrize("error", OUTAGES, ids=lambda error: type(error).__name__)
def test_a_database_that_takes_nothing_is_nobodys_poison(error: Exception) -> None:
    """Faults 44 and 45."""
    assert hot.is_outage(error)
    assert not hot.is_outage(asyncpg.NotNullViolationError())
