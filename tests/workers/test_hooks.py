"""Other systems are told of events: signed, once, again after failures, and nothing that is not theirs."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest

import clock
import settings
from bots import hooks
from models.departments import Department
from models.hooks import CallState, Hook, HookCall
from models.messages import Outbound
from models.officers import AccessLog
from models.tickets import Event
from settings import ROOT
from tests.portal.conftest import counted
from tests.receiver import HANG, Receiver, receiver
from tests.tickets.world import NOTE, World, actor, assigned, filed, set_clock
from tests.workers.test_reactions import settle
from tickets import verbs
from workers import retention
from workers.hooks import posting, sending, writing

HERE = "127.0.0.1"


@pytest.fixture(autouse=True)
def _may_reach_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMVAD__HOOKS__PRIVATE_HOSTS", HERE)
    monkeypatch.setattr(posting, "TIMEOUT", aiohttp.ClientTimeout(total=0.5))
    settings.current.cache_clear()


@pytest.fixture
async def dashboard() -> AsyncIterator[Receiver]:
    async with receiver() as found:
        yield found


async def hook_to(place: Receiver | str, *events: str, department: Department | None = None) -> Hook:
    writing.forget()
    return await Hook.create(
        name=f"hook {await Hook.all().count()}",
        url=place if isinstance(place, str) else place.url,
        secret="s" * 64,
        events=list(events),
        department=department,
        created_at=clock.now(),
    )


async def send() -> None:
    """One look of the beat, to its end."""
    await sending.send_due()
    await sending.idle()


async def later(**more: float) -> None:
    set_clock(clock.now() + timedelta(**more))
    await send()


async def states() -> list[str]:
    return [call.state.value for call in await HookCall.all().order_by("id")]


async def test_a_system_is_told_in_codes_and_can_prove_that_it_was_us(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard)
    ticket = await filed(world)
    await settle()
    await send()
    assert (dashboard.told, dashboard.forged) == (["file", "assign"], 0)
    body, headers = dashboard.bodies[1], dashboard.headers[1]
    event = await Event.get(ticket_id=ticket.id, verb="assign")
    due = body["ticket"].pop("due_at")
    assert due.startswith("20") and due.endswith("+00:00")
    assert body == {
        "id": headers["X-Samvad-Delivery"],
        "at": event.at.isoformat(),
        "event": "assign",
        "ticket": {
            "number": ticket.number,
            "kind": "problem",
            "status_before": "submitted",
            "status": "assigned",
            "department": "phe",
            "category": "phe.pipeline",
            "area": "chhura",
            "urgent": False,
            "step": 2,
        },
    }
    assert len({header["X-Samvad-Delivery"] for header in dashboard.headers}) == 2
    assert headers["Content-Type"] == "application/json"
    assert await states() == ["done", "done"]


async def test_nobodys_words_names_numbers_or_village_leave(world: World, dashboard: Receiver) -> None:
    await hook_to(dashboard)
    ticket = await assigned(world, address="इमली के पेड़ के पास, 9876543210")
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await verbs.perform("dispute", ticket.id, world.sita, {"reason": "अब भी खराब है"})
    await settle()
    await send()
    assert "dispute" in dashboard.told
    everything = str(dashboard.bodies)
    for word in (ticket.description, NOTE, "खराब", "इमली", "9876543210", "सीता", "0000000001", "pipariya"):
        assert word not in everything, word


async def test_each_event_is_told_once_however_often_its_reaction_runs(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard)
    await filed(world)
    for _ in range(3):
        await Event.all().update(reacted_at=None, react_after=None)
        await settle()
        await send()
    assert dashboard.told == ["file", "assign"]


async def test_an_event_costs_no_statement_where_no_system_is_told(world: World) -> None:
    await filed(world)
    await settle()
    await filed(world)
    with counted() as statements:
        await settle()
    assert statements
    assert [text for text in statements if "hook" in text] == []


async def test_only_what_was_asked_for_is_told_and_no_talk_of_the_house(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard, "resolve", "note")
    ticket = await assigned(world)
    officer = await actor(world.officer)
    await verbs.perform("note", ticket.id, officer, {"text": "पुर्ज़ा मँगाया है"})
    await verbs.perform("resolve", ticket.id, officer, {"note": NOTE})
    await settle()
    await send()
    assert dashboard.told == ["resolve"]


async def test_a_departments_system_hears_of_its_own_tickets_and_when_one_leaves(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard, "file", "transfer", "resolve", department=world.phe)
    await filed(world, department="pwd", category="pwd.road", citizen_id=world.neighbour.id)
    ticket = await assigned(world)
    await settle()
    moved = {"department": "pwd", "reason": "यह सड़क का काम है"}
    await verbs.perform("transfer", ticket.id, await actor(world.officer), moved)
    await settle()
    await verbs.perform("resolve", ticket.id, await actor(world.pwd_officer), {"note": NOTE})
    await settle()
    await send()
    assert [(body["event"], body["ticket"]["number"]) for body in dashboard.bodies] == [
        ("file", ticket.number),
        ("transfer", ticket.number),
    ]


async def test_nothing_of_a_confidential_ticket_is_told_not_even_what_waited(
    world: World, dashboard: Receiver
) -> None:
    await hook_to(dashboard)
    await filed(world, confidential=True)
    await settle()
    assert await HookCall.all().count() == 0
    ticket = await assigned(world)
    await settle()
    assert await states() == ["queued", "queued"]
    await verbs.perform("mark_confidential", ticket.id, await actor(world.collector), {"reason": "घूस की बात"})
    await settle()
    await send()
    assert (dashboard.bodies, await HookCall.all().count()) == ([], 0)


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


async def test_a_redirect_is_not_followed(world: World, dashboard: Receiver) -> None:
    await hook_to(dashboard, "file")
    dashboard.answers = [302]
    await filed(world)
    await settle()
    await send()
    assert len(dashboard.bodies) == 1
    assert (await HookCall.get()).error == "redirect"


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://{here}/hook", "private"),
        ("http://localhost:{port}/hook", "private"),
        ("https://2130706433:{port}/hook", "address"),
        ("https://[::ffff:127.0.0.1]:{port}/hook", "private"),
        ("https://169.254.169.254/latest", "private"),
        ("http://{here}/hook#part", "address"),
    ],
)
async def test_inside_addresses_are_refused_where_the_connection_is_made(
    world: World, dashboard: Receiver, monkeypatch: pytest.MonkeyPatch, url: str, error: str
) -> None:
    monkeypatch.setenv("SAMVAD__HOOKS__PRIVATE_HOSTS", "other.local")
    settings.current.cache_clear()
    where = dashboard.server.make_url("/")
    await hook_to(url.format(here=f"{where.host}:{where.port}", port=where.port), "file")
    await filed(world)
    await settle()
    await send()
    assert ((await HookCall.get()).error, dashboard.bodies) == (error, [])


@pytest.mark.parametrize(
    ("url", "plain", "fault"),
    [
        ("https://dashboard.example.in/hooks?key=1", False, ""),
        ("https://dashboard.example.in:8443/hooks", False, ""),
        ("http://dashboard.example.in/hooks", False, "https"),
        ("http://dashboard.example.in/hooks", True, ""),
        ("file:///etc/passwd", True, "address"),
        ("ftp://dashboard.example.in", True, "https"),
        ("https://10.0.0.7/hooks", False, "private"),
        ("https://10.1.2.3/hooks", False, ""),
        ("https://[fd00::1]/hooks", False, "private"),
        ("https://name:word@dashboard.example.in", False, "address"),
        ("https://dashboard.example.in:99999/", False, "address"),
        ("https:///hooks", False, "address"),
        ("dashboard.example.in", False, "address"),
    ],
)
def test_which_addresses_may_be_told(url: str, plain: bool, fault: str) -> None:
    assert hooks.address_fault(url, plain=plain, private_hosts=("10.1.2.3",)) == fault


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
