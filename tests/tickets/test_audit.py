"""The hash chain: an altered, removed or added row is found, and where."""

import tracemalloc

import pytest

from models.tickets import Event, Ticket
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tickets import audit, history, verbs


async def _lived(world: World) -> Ticket:
    ticket = await assigned(world)
    await verbs.perform("start", ticket.id, await actor(world.officer), {})
    await verbs.perform("note", ticket.id, await actor(world.officer), {"text": "सामान मँगाया"})
    return await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})


async def _faults() -> list[tuple[int, str]]:
    return [(fault.seq, fault.what) async for fault in audit.verify_all()]


async def test_an_untouched_trail_has_no_fault(world: World) -> None:
    await _lived(world)
    assert await _faults() == []


async def test_an_altered_row_is_found(world: World) -> None:
    ticket = await _lived(world)
    await Event.filter(ticket_id=ticket.id, seq=3).update(actor_id=999)
    assert await _faults() == [(3, "it was altered")]


async def test_altered_words_are_found(world: World) -> None:
    ticket = await _lived(world)
    event = await Event.get(ticket_id=ticket.id, seq=4)
    event.data = {**event.data, "text": "कुछ और"}
    await event.save(update_fields=["data"])
    assert await _faults() == [(4, "its words were altered (text)")]


async def test_a_row_rewritten_with_its_hash_is_found(world: World) -> None:
    ticket = await _lived(world)
    event = await Event.get(ticket_id=ticket.id, seq=3)
    event.actor_id = 999
    event.hash = history.hash_of(event)
    await event.save(update_fields=["actor_id", "hash"])
    assert await _faults() == [(4, "it does not follow the event before it")]


async def test_a_removed_row_is_found(world: World) -> None:
    ticket = await _lived(world)
    await Event.filter(ticket_id=ticket.id, seq=3).delete()
    assert (4, "event 3 is missing") in await _faults()


async def test_a_removed_last_row_and_a_changed_ticket_are_found(world: World) -> None:
    ticket = await _lived(world)
    await Event.filter(ticket_id=ticket.id, seq=5).delete()
    assert any("last event should be 5" in what for _, what in await _faults())
    other = await _lived(world)
    await Ticket.filter(id=other.id).update(status="confirmed")
    assert any("the ticket is confirmed, its events end in resolved" in what for _, what in await _faults())


async def test_a_ticket_removed_whole_is_missed(world: World) -> None:
    ticket = await _lived(world)
    await Event.filter(ticket_id=ticket.id).delete()
    await Ticket.filter(id=ticket.id).delete()
    kept = await assigned(world)
    missing = [fault async for fault in audit.verify_all()]
    assert [(fault.number, fault.what) for fault in missing] == [(ticket.number, "the ticket is missing")]
    assert kept.number != ticket.number


async def test_erased_words_leave_the_chain_whole(world: World) -> None:
    ticket = await _lived(world)
    for event in await Event.filter(ticket_id=ticket.id):
        event.data = history.without_words(event.data)
        await event.save(update_fields=["data"])
    assert await _faults() == []


async def test_the_proof_needs_no_more_memory_for_more_tickets(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "BATCH", 10)
    for _ in range(20):
        await filed(world)
    assert await _faults() == []
    few = await _peak()
    for _ in range(100):
        await filed(world)
    assert await _peak() < few * 1.3


async def _peak() -> int:
    tracemalloc.start()
    try:
        assert await _faults() == []
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_two_rows_that_changed_places_are_found(world: World) -> None:
    ticket = await _lived(world)
    for seq, there in ((3, 99), (4, 3), (99, 4)):
        await Event.filter(ticket_id=ticket.id, seq=seq).update(seq=there)
    assert [seq for seq, _ in await _faults()][:2] == [3, 3]
    assert {what for _, what in await _faults()} == {
        "it was altered",
        "it does not follow the event before it",
    }
