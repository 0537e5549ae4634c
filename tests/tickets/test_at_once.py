"""Two doors at the same moment: one outcome, never two."""

import asyncio

import pytest

import clock
from models.states import Status
from models.tickets import Event, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import audit, verbs
from tickets.errors import Changed
from workers import timers


async def test_two_confirmations_are_one(world: World) -> None:
    """Fault 38."""
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await asyncio.gather(*(verbs.perform("confirm", ticket.id, world.sita, {}) for _ in range(6)))
    assert await Event.filter(ticket_id=ticket.id, verb="confirm").count() == 1
    assert await audit.verify(ticket.id) == []


async def test_confirm_and_dispute_at_once_end_in_one_lawful_state(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await asyncio.gather(
        verbs.perform("confirm", ticket.id, world.sita, {}),
        verbs.perform("dispute", ticket.id, world.sita, {"reason": "नहीं हुआ है"}),
        return_exceptions=True,
    )
    ticket = await Ticket.get(id=ticket.id)
    assert ticket.status in {Status.CONFIRMED, Status.REOPENED}
    assert await audit.verify(ticket.id) == []


async def test_one_key_filed_at_once_gives_one_ticket(world: World) -> None:
    """Fault 38."""
    found = await asyncio.gather(*(filed(world, key="same") for _ in range(5)))
    assert len({ticket.id for ticket in found}) == 1
    others = await asyncio.gather(*(filed(world) for _ in range(10)))
    assert len({ticket.number for ticket in [found[0], *others]}) == 11


async def test_a_stale_page_is_told(world: World) -> None:
    ticket = await assigned(world)
    officer = await actor(world.officer)
    await verbs.perform("start", ticket.id, officer, {"version": str(ticket.version)})
    with pytest.raises(Changed) as refused:
        await verbs.perform("resolve", ticket.id, officer, {"note": NOTE, "version": ticket.version})
    assert refused.value.values["status"] == "in_progress"


async def test_two_beats_fire_every_timer_once(world: World) -> None:
    """Fault 32."""
    tickets = [await assigned(world) for _ in range(6)]
    clock.configure(60 * 24 * 3600)

    async def beat() -> None:
        while await timers.fire_due(limit=3):
            pass

    await asyncio.gather(beat(), beat())
    for ticket in tickets:
        found = [event.verb for event in await Event.filter(ticket_id=ticket.id).order_by("seq")]
        assert sorted(found) == ["assign", "breach", "escalate", "file"]
        assert (await Ticket.get(id=ticket.id)).escalation_level == 3
