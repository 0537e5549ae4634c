"""Officers without a chat: the operator phones, once for a ticket."""

from models.messages import Alert
from models.officers import Officer
from models.supervision import CallListEntry
from tests.tickets.world import NOTE, World, actor, assigned, filed
from tests.workers.test_reactions import settle
from tickets import verbs
from tickets.actions import deciding
from tickets.actor import SYSTEM
from workers import bundles


async def _open() -> list[CallListEntry]:
    return await CallListEntry.filter(state="open").order_by("id")


async def test_an_officer_without_a_chat_is_phoned(world: World) -> None:
    """Fault 37."""
    await Officer.filter(id=world.officer.id).update(person_id=None)
    ticket = await filed(world)
    await settle()
    entries = await _open()
    assert [(one.callee_id, one.ticket_id, one.reason) for one in entries] == [
        (world.officer.id, ticket.id, "officer-without-chat")
    ]
    assert ticket.number in entries[0].text


async def test_newer_news_replaces_what_was_not_told_yet(world: World) -> None:
    await Officer.filter(id=world.officer.id).update(person_id=None)
    ticket = await filed(world)
    await settle()
    first = (await _open())[0].text
    await verbs.perform("nudge", ticket.id, world.sita, {})
    await settle()
    entries = await _open()
    assert len(entries) == 1
    assert entries[0].text != first
    await CallListEntry.all().update(state="done")
    await settle()
    assert await _open() == []


async def test_the_next_level_is_told_as_well(world: World) -> None:
    """The ladder ends in nobody's hand neither: whoever can be reached above hears of it too."""
    await Officer.filter(id=world.head.id).update(person_id=None)
    ticket = await assigned(world)
    await settle()
    await deciding.escalate(ticket.id, SYSTEM, level=1)
    await settle()
    assert [one.callee_id for one in await _open()] == [world.head.id]


async def test_who_has_a_chat_is_not_phoned(world: World) -> None:
    ticket = await assigned(world)
    await settle()
    await verbs.perform("resolve", ticket.id, await actor(world.officer), {"note": NOTE})
    await settle()
    assert await _open() == []


async def test_a_bundle_for_a_chat_that_was_unlinked_is_read_out(world: World) -> None:
    ticket = await filed(world)
    await settle()
    await Officer.filter(id=world.officer.id).update(person_id=None)
    await Alert.all().update(due_at=ticket.submitted_at)
    assert await bundles.send_due() == 0
    entries = await _open()
    assert [(one.callee_id, one.ticket_id) for one in entries] == [(world.officer.id, None)]
    assert ticket.number in entries[0].text
