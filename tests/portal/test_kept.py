"""Figures kept for many watchers: one computes, all get it, and whoever changes something sees it at once."""

import asyncio

import pytest

from models.states import Status
from models.tickets import Ticket
from portal import kept
from tests.portal.conftest import Site, page, post
from tickets.actor import SYSTEM, Actor, ActorKind


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept.forget()


async def test_many_at_once_wait_for_one_computation() -> None:
    computed = 0

    async def compute() -> int:
        nonlocal computed
        computed += 1
        await asyncio.sleep(0)
        return computed

    found = await asyncio.gather(*(kept.kept(("x", SYSTEM), 60, compute) for _ in range(8)))
    assert (found, computed) == ([1] * 8, 1)


async def test_an_old_value_is_computed_anew() -> None:
    values = iter([1, 2])

    async def compute() -> int:
        return next(values)

    assert [await kept.kept("x", 0, compute) for _ in range(2)] == [1, 2]


async def test_a_failure_is_not_kept() -> None:
    async def fail() -> int:
        raise LookupError

    async def compute() -> int:
        return 7

    with pytest.raises(LookupError):
        await kept.kept("x", 60, fail)
    assert await kept.kept("x", 60, compute) == 7


async def test_only_what_one_officer_sees_is_forgotten_with_them() -> None:
    one, two = (Actor(ActorKind.OFFICER, key) for key in (1, 2))

    async def old() -> str:
        return "old"

    async def new() -> str:
        return "new"

    for actor in (one, two):
        await kept.kept(("tabs", actor), 60, old)
    kept.forget(1)
    assert [await kept.kept(("tabs", actor), 60, new) for actor in (one, two)] == ["new", "old"]


async def test_there_is_an_end_to_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)

    async def compute() -> int:
        return 1

    for key in range(9):
        await kept.kept(key, 60, compute)
    assert len(kept._entries) == 3


async def test_an_officer_sees_their_own_deed_in_the_counts_at_once(site: Site) -> None:
    client = await site.as_("desk1")
    ticket = await Ticket.filter(status=Status.SCREENING).first()
    assert ticket
    before = await page(client, "/portal/screening")
    await post(client, f"/portal/screening/{ticket.id}/send", department="phe", reason="पानी का काम है")
    assert await page(client, "/portal/screening") != before
    assert await Ticket.filter(status=Status.SCREENING, id=ticket.id).count() == 0
