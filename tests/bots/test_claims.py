"""A process that dies frees what it had in hand within seconds; what the vendor took is not sent again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

import clock
from bots import jobs
from bots.channel import Address
from bots.holding import Holding
from bots.journal import Journal
from bots.outbound import Say
from bots.queue import LEASE, Fresh
from models.messages import Outbound, OutboundState
from models.people import Identity
from tests.bots.conftest import Rig
from tests.bots.outbox_steps import NOON, citizen_of, notice, state
from tests.vendors.citizens import TelegramCitizen

RECOVERY = timedelta(seconds=15)


@pytest.fixture(autouse=True)
def at() -> Any:
    """Half past twelve in the office; time moves when the test says so."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture
async def claimed(rig: Rig) -> tuple[Identity, int]:
    """Somebody, and a message to them that a process has just claimed."""
    identity = await citizen_of(rig, TelegramCitizen())
    row = await notice(identity.person_id)
    assert [job.id for job in await jobs.claim_due(5)] == [row]
    return identity, row


async def test_a_dead_process_holds_a_message_up_for_fifteen_seconds(
    rig: Rig, claimed: tuple[Identity, int], at: Any
) -> None:
    """Fault 7: its claim is not renewed any more, and whoever sweeps sends it."""
    assert RECOVERY == LEASE
    at.shift(RECOVERY - timedelta(seconds=1))
    assert await jobs.release_expired() == 0
    at.shift(timedelta(seconds=2))
    assert await jobs.release_expired() == 1
    await rig.service.outbox.sweep()
    assert (await state(claimed[1]))[0] is OutboundState.SENT


async def test_a_vendor_that_takes_a_minute_does_not_double_the_message(
    rig: Rig, claimed: tuple[Identity, int], at: Any
) -> None:
    holding = Holding()
    holding.take(claimed[1])
    for _ in range(6):
        at.shift(timedelta(seconds=10))
        await holding.renew()
        assert await jobs.release_expired() == 0
    holding.close()
    assert (await state(claimed[1]))[0] is OutboundState.SENDING


async def test_a_claim_that_ran_out_is_not_renewed(rig: Rig, claimed: tuple[Identity, int], at: Any) -> None:
    holding = Holding()
    holding.take(claimed[1], since=clock.now() - LEASE)
    at.shift(LEASE + timedelta(seconds=1))
    await holding.renew()
    holding.close()
    assert not holding.is_ours(claimed[1])
    assert await jobs.release_expired() == 1


async def test_a_process_that_stood_still_keeps_its_hands_off(
    rig: Rig, claimed: tuple[Identity, int]
) -> None:
    """Another may be sending it already: what this one believes to hold it has not."""
    identity, row = claimed
    before = len(rig.stand_in.sent())
    long_ago = clock.now() - LEASE - timedelta(seconds=1)
    stale = Fresh(row, identity.id, identity.person_id, "n1", Say("news"), "sending", "started", long_ago)
    rig.service.outbox.post(identity, [stale])
    await rig.idle()
    assert (len(rig.stand_in.sent()), (await state(row))[0]) == (before, OutboundState.SENDING)


def address(identity: Identity) -> Address:
    return Address(identity.id, identity.channel, identity.external_id)


async def test_what_the_vendor_took_before_the_kill_is_not_sent_again(
    rig: Rig, claimed: tuple[Identity, int], folder: Path, at: Any
) -> None:
    """Fault 8."""
    identity, row = claimed
    dead = Journal(folder)
    dead.taken(row, address(identity), "7:99", 1, whole=True)
    assert await Journal(folder).recover() == 0, "a living process records for itself"
    dead.close()
    assert await Journal(folder).recover() == 1
    at.shift(timedelta(minutes=1))
    assert await jobs.release_expired() == 0
    found = await Outbound.get(id=row)
    assert (found.state, found.vendor_id, found.channel) == (OutboundState.SENT, "7:99", "telegram")
    assert files(folder) == []


async def test_after_half_of_a_message_only_the_rest_is_sent(
    rig: Rig, claimed: tuple[Identity, int], folder: Path, at: Any
) -> None:
    identity, row = claimed
    await Outbound.filter(id=row).update(body=Say("क " * 3000).to_json())
    dead = Journal(folder)
    dead.taken(row, address(identity), "7:98", 1, whole=False)
    dead.close()
    await Journal(folder).recover()
    at.shift(timedelta(minutes=1))
    await jobs.release_expired()
    before = len(rig.stand_in.sent())
    await rig.service.outbox.sweep()
    assert (len(rig.stand_in.sent()) - before, (await state(row))[0]) == (1, OutboundState.SENT)


async def test_the_journal_says_nothing_about_what_was_recorded(
    claimed: tuple[Identity, int], folder: Path
) -> None:
    """Such a row may be on its way again for another reason: told as failed, and now as a template."""
    identity, row = claimed
    dead = Journal(folder)
    dead.taken(row, address(identity), "7:99", 1, whole=True)
    dead.recorded(row)
    dead.taken(row + 1, address(identity), "7:100", 1, whole=True)
    dead.close()
    (path,) = files(folder)
    path.write_bytes(path.read_bytes() + b'{"id": 7, "whole": tr')
    assert await Journal(folder).recover() == 0
    assert (await state(row))[0] is OutboundState.SENDING


def test_a_journal_does_not_grow_for_ever(folder: Path) -> None:
    journal = Journal(folder)
    for row in range(2000):
        journal.taken(row, Address(1, "telegram", "1"), f"1:{row}", 1, whole=True)
        journal.recorded(row)
    (path,) = files(folder)
    assert path.stat().st_size < 100_000
    journal.close()
    assert files(folder) == []


def test_a_disk_that_takes_no_more_costs_no_message(tmp_path: Path) -> None:
    """Fault 44."""
    (tmp_path / "file").write_text("in the way")
    journal = Journal(tmp_path / "file")
    journal.taken(1, Address(1, "telegram", "1"), "1:1", 1, whole=True)
    journal.recorded(1)
    journal.close()
    assert files(tmp_path) == [tmp_path / "file"]
