"""The seals of the event log: set once a day, broken where a chain was rewritten, known from paper."""

import asyncio
from datetime import timedelta

import clock
from models.supervision import Seal
from models.tickets import Event, Ticket, TicketNumber, Timer
from tests.tickets.world import World, assigned
from tickets import audit, history, seals


async def _faults() -> list[tuple[str, str]]:
    return [(fault.number, fault.what) async for fault in audit.verify_all()]


async def _rewrite(ticket: Ticket) -> None:
    """As somebody would who may write everything and knows how the chain is made."""
    head = ""
    for event in await Event.filter(ticket_id=ticket.id).order_by("seq"):
        if event.seq == 1:
            event.data = {**event.data, "urgent": True}
        event.previous = head
        event.hash = head = history.hash_of(event)
        await event.save(update_fields=["data", "previous", "hash"])
    await Ticket.filter(id=ticket.id).update(event_head=head)


async def test_a_day_is_sealed_once_and_only_what_is_settled(world: World) -> None:
    await assigned(world)
    now = clock.now()
    assert await seals.seal_day(now) is None, "the last hour may still be on its way into the database"
    first = await seals.seal_day(now + timedelta(days=1))
    assert first is not None
    assert (first.events, first.previous) == (await Event.all().count(), "")
    assert await seals.seal_day(now + timedelta(days=1)) is None
    assert await seals.seal_day(now + timedelta(days=2)) is None, "nothing happened since"
    await assigned(world)
    second = await seals.seal_day(now + timedelta(days=3))
    assert second is not None
    assert (second.events, second.previous) == (2, first.hash)
    assert await _faults() == []


async def test_two_workers_set_one_seal(world: World) -> None:
    await assigned(world)
    later = clock.now() + timedelta(days=1)
    made = await asyncio.gather(*(seals.seal_day(later) for _ in range(4)))
    assert len([seal for seal in made if seal]) == await Seal.all().count() == 1


async def test_a_chain_rewritten_whole_breaks_its_seal_and_no_other(world: World) -> None:
    old = await assigned(world)
    now = clock.now()
    sealed = await seals.seal_day(now + timedelta(days=1))
    await assigned(world)
    await seals.seal_day(now + timedelta(days=2))
    assert sealed is not None
    await _rewrite(old)
    day = sealed.at.astimezone(clock.INDIA).date()
    assert await _faults() == [(f"seal of {day}", "the events under it are not what they were")]


async def test_a_ticket_removed_with_its_number_is_missed(world: World) -> None:
    ticket = await assigned(world)
    await assigned(world)
    await seals.seal_day(clock.now() + timedelta(days=1))
    await Event.filter(ticket_id=ticket.id).delete()
    await Timer.filter(ticket_id=ticket.id).delete()
    await Ticket.filter(id=ticket.id).delete()
    await TicketNumber.filter(number=ticket.number).delete()
    ((_, what),) = await _faults()
    assert what == "the events under it are not what they were, 2 are missing"


async def test_seals_rewritten_too_are_not_those_on_paper(world: World) -> None:
    ticket = await assigned(world)
    later = clock.now() + timedelta(days=1)
    seal = await seals.seal_day(later)
    assert seal is not None
    paper = seals.words(seal)
    assert (await seals.printed(paper.upper().replace("-", " "))) == seal
    await _rewrite(ticket)
    await Seal.all().delete()
    await seals.seal_day(later)
    assert await _faults() == [], "everything fits together again"
    assert await seals.printed(paper) is None
    assert await seals.printed("") is None
    assert await seals.printed("%%%%%%%%%") is None
