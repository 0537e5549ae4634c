"""Calls of outgoing webhooks: tried again, given up, taken over from the dead; nobody waits for them."""

import asyncio
import subprocess
import sys
from datetime import timedelta

import pytest

import clock
from bots import hooks
from models.hooks import CallState, Hook, HookCall
from models.messages import Outbound
from models.officers import AccessLog
from settings import ROOT
from tests.receiver import HANG, Receiver, receiver
from tests.tickets.world import World, filed, set_clock
from tests.workers.hook_steps import hook_to, later, send, states
from tests.workers.test_reactions import settle
from workers import retention
from workers.hooks import sending

pytestmark = pytest.mark.slow


async def test_a_failure_is_tried_again_with_growing_pauses_under_the_same_number(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard, "file")
    dashboard.answers = [500, HANG]
    await filed(world)
    await settle()
    await send()
    call = await HookCall.get()
    assert (call.state, call.status, call.error, call.attempts) == (CallState.FAILED, 500, "http", 1)
    await send()
    assert len(dashboard.bodies) == 1, "the pause is kept"
    await later(seconds=70)
    call = await HookCall.get()
    assert (call.state, call.status, call.error, call.attempts) == (CallState.FAILED, None, "timeout", 2)
    assert call.next_at - clock.now() > timedelta(minutes=3)
    await later(minutes=5)
    assert await states() == ["done"]
    assert (len({header["X-Samvad-Delivery"] for header in dashboard.headers}), dashboard.forged) == (1, 0)
    assert dashboard.bodies[0] == dashboard.bodies[2]
    assert (await Hook.get()).failing_since is None


async def test_after_a_day_it_is_given_up_and_tried_again_by_hand_alone(
    world: World, dashboard: Receiver
) -> None:
    hook = await hook_to(dashboard, "file")
    dashboard.usual = 503
    await filed(world)
    await settle()
    began = clock.now()
    while (call := await HookCall.get()).state is not CallState.GAVE_UP:
        set_clock(call.next_at + timedelta(seconds=1))
        await send()
    assert timedelta(hours=24) <= clock.now() - began < sending.LONGEST
    tries = len(dashboard.bodies)
    assert tries == len(sending.PAUSES) + 1
    await later(hours=7)
    assert len(dashboard.bodies) == tries
    dashboard.usual = 200
    assert await hooks.try_again(hook, (await HookCall.get()).id)
    assert not await hooks.try_again(hook, (await HookCall.get()).id)
    await send()
    assert await states() == ["done"]


async def test_a_process_killed_between_claim_and_send_loses_nothing(
    world: World, dashboard: Receiver, database_url: str
) -> None:
    await hook_to(dashboard, "file")
    await filed(world)
    await settle()
    died = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", DIES, database_url], cwd=ROOT, check=False, timeout=60
    )
    assert died.returncode == 9
    call = await HookCall.get()
    assert (call.state, call.attempts) == (CallState.SENDING, 1)
    await later(seconds=30)
    assert dashboard.bodies == [], "somebody may still have it in hand"
    await later(seconds=120)
    assert (await states(), dashboard.headers[0]["X-Samvad-Delivery"]) == (["done"], call.delivery)


DIES = """
import asyncio, os, sys
from models import database
from workers.hooks import sending

async def die(*_):
    os._exit(9)

async def main():
    await database.connect(sys.argv[1])
    sending.post = die
    await sending.send_due()
    await sending.idle()

asyncio.run(main())
"""


async def test_a_process_that_ends_waits_for_no_hanging_system_and_leaves_its_call_to_the_next(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard, "file")
    dashboard.answers = [HANG]
    await filed(world)
    await settle()
    await sending.send_due()
    await asyncio.wait_for(dashboard.came.wait(), 5)
    await sending.finish(0.01)
    assert (await states(), (await Hook.get()).served_until) == (["sending"], None)
    await later(seconds=61)
    assert await states() == ["done"]
    assert len({header["X-Samvad-Delivery"] for header in dashboard.headers}) == 1


async def test_a_hanging_system_holds_up_no_other_and_is_left_alone_after_three_failures(
    world: World, dashboard: Receiver
) -> None:
    async with receiver(usual=HANG) as dead:
        broken = await hook_to(dead)
        await hook_to(dashboard)
        for _ in range(4):
            await filed(world)
        await settle()
        assert await Outbound.filter(person_id=world.citizen.id).count() == 4
        await sending.send_due()
        await asyncio.wait_for(dead.came.wait(), 5)
        while len(dashboard.bodies) < 8:
            await asyncio.wait_for(dashboard.came.wait(), 5)
            dashboard.came.clear()
        assert len(dead.bodies) == 1, "all of the other's calls went while the first of this one hung"
        await sending.idle()
        assert len(dead.bodies) == sending.PATIENCE
        broken = await Hook.get(id=broken.id)
        assert broken.paused_until and broken.failing_since
        assert broken.paused_until > clock.now()
        await send()
        assert len(dead.bodies) == sending.PATIENCE
        await later(seconds=61)
        assert len(dead.bodies) == sending.PATIENCE + 1, "one call looks whether it is back"


async def test_who_comes_back_gets_what_was_missed_in_its_order(world: World, dashboard: Receiver) -> None:
    await hook_to(dashboard, "file")
    dashboard.usual = 500
    numbers = [(await filed(world)).number for _ in range(5)]
    await settle()
    await send()
    await later(minutes=5)
    await later(minutes=10)
    dashboard.usual, dashboard.bodies[:] = 200, []
    await later(minutes=40)
    assert await states() == ["done"] * 5
    # The one that found the receiver back came first; the others follow as they happened.
    first, *others = [body["ticket"]["number"] for body in dashboard.bodies]
    assert others == [number for number in numbers if number != first]


async def test_what_is_older_than_a_day_is_not_told_to_who_was_silent_for_one(
    world: World, dashboard: Receiver
) -> None:
    hook = await hook_to(dashboard, "file")
    await filed(world)
    await settle()
    then = clock.now() - timedelta(hours=28)
    await HookCall.all().update(created_at=then, next_at=then)
    await Hook.filter(id=hook.id).update(failing_since=then, failures=9)
    await filed(world)
    await settle()
    await send()
    assert await states() == ["gave_up", "done"]


async def test_410_switches_the_hook_off_and_administrators_can_read_so(
    world: World, dashboard: Receiver
) -> None:
    hook = await hook_to(dashboard)
    dashboard.answers = [410]
    await filed(world)
    await settle()
    await send()
    await filed(world)
    await settle()
    await send()
    hook = await Hook.get(id=hook.id)
    assert (hook.active, hook.disabled_reason, len(dashboard.bodies)) == (False, "gone", 1)
    calls = await HookCall.all().order_by("id")
    assert [(call.state, call.error) for call in calls] == [("gave_up", "gone"), ("gave_up", "off")]
    assert [(row.action, row.subject) for row in await AccessLog.all()] == [("hooks-gone", hook.name)]


async def test_old_calls_go_and_those_that_wait_stay(world: World, dashboard: Receiver) -> None:
    await hook_to(dashboard, "file")
    dashboard.answers = [200, 500]
    await filed(world)
    await filed(world)
    await settle()
    await send()
    long_ago = clock.now() - timedelta(days=40)
    await HookCall.all().update(done_at=long_ago)
    assert (await retention.run(delete=False))["hook calls"] == 1
    await retention.run(delete=True)
    assert await states() == ["failed"]
