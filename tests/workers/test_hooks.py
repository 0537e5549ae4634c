"""Other systems are told of events: signed, once, in codes, and nothing that is not theirs."""

import pytest

from models.hooks import HookCall
from models.tickets import Event
from tests.portal.conftest import counted
from tests.receiver import Receiver
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tests.workers.hook_steps import hook_to, send, states
from tests.workers.test_reactions import settle
from tickets import verbs
from workers.hooks import writing


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


async def test_an_event_costs_no_statement_where_no_system_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FRESH_S", 3600)
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
