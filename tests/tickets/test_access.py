"""Who sees which ticket: the jurisdiction matrix, and that half-made actors see nothing."""

from dataclasses import replace
from datetime import timedelta

import clock
from models.officers import Leave, Officer
from models.tickets import Attachment, Event, Ticket
from tests.tickets.world import World, actor, assigned, filed
from tickets import access, dossier, files, queries, verbs
from tickets.actor import Actor, ActorKind

FAIR = {"officer", "head", "operator", "adm", "collector"}
EVERYONE = ("officer", "colleague", "head", "pwd_officer", "operator", "adm", "collector")


async def _who_sees(world: World, ticket: Ticket) -> set[str]:
    seen = set()
    for name in EVERYONE:
        by = await actor(getattr(world, name))
        one = await access.may_see(by, ticket)
        assert one == await Ticket.filter(access.visible(by), id=ticket.id).exists(), name
        seen |= {name} if one else set()
    return seen


async def test_department_and_area_decide(world: World) -> None:
    assert await _who_sees(world, await filed(world)) == FAIR
    elsewhere = await filed(world, area_id=world.other_village.id)
    assert await _who_sees(world, elsewhere) == {"colleague", "head", "operator", "adm", "collector"}
    no_place = await filed(world, area_id=None, address="नदी के पास")
    assert await _who_sees(world, no_place) == {"head", "operator", "adm", "collector"}
    no_department = await filed(world, department=None, category=None)
    assert await _who_sees(world, no_department) == {"operator", "adm", "collector"}


async def test_what_is_assigned_to_somebody_is_theirs_to_see(world: World) -> None:
    ticket = await assigned(world, world.colleague)
    assert "colleague" in await _who_sees(world, ticket)


async def test_confidential_tickets_are_hidden_from_the_chain(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("mark_confidential", ticket.id, await actor(world.operator), {"reason": "रिश्वत"})
    ticket = await Ticket.get(id=ticket.id)
    assert await _who_sees(world, ticket) == {"adm", "collector"}
    assert await access.may_see(world.sita, ticket)


async def test_a_citizen_sees_their_own_and_what_they_joined(world: World) -> None:
    """Fault 64."""
    ticket = await filed(world)
    assert await access.may_see(world.sita, ticket)
    assert not await access.may_see(world.gita, ticket)
    await verbs.perform("join", ticket.id, world.gita, {})
    await verbs.perform("join", ticket.id, world.gita, {})
    assert await access.may_see(world.gita, ticket)
    assert (await Ticket.get(id=ticket.id)).joined_count == 1


async def test_what_a_neighbour_told_when_joining_is_the_offices_alone(world: World) -> None:
    ticket = await assigned(world)
    photo = await Attachment.create(
        person=world.neighbour, channel="telegram", kind="photo", state="stored", created_at=clock.now()
    )
    words = "हमारा नल भी बंद है"
    told = {"text": words, "attachments": [photo.id]}
    await verbs.perform("join", ticket.id, world.gita, told)

    event = await Event.get(ticket_id=ticket.id, verb="join")
    assert {key: event.data[key] for key in told} == told
    await verbs.perform("join", ticket.id, world.gita, {"text": "पाइप भी टूटा है"})
    more = await Event.filter(ticket_id=ticket.id).order_by("-seq").first()
    assert more is not None
    assert (more.verb, more.data["text"]) == ("add", "पाइप भी टूटा है"), "who follows already just adds"
    assert (await Ticket.get(id=ticket.id)).joined_count == 1
    assert photo.id in await files.shown_to(await actor(world.officer), ticket)
    assert await files.shown_to(world.sita, ticket) == ()
    assert words not in str(await dossier.of(world.citizen.id))


async def test_half_made_actors_see_nothing(world: World) -> None:
    ticket = await filed(world)
    officer = await actor(world.officer)
    for broken in (
        replace(officer, area_path=""),
        replace(officer, department_id=None),
        replace(officer, id=None),
        Actor(ActorKind.CITIZEN),
        Actor(ActorKind.ADMINISTRATOR, world.officer.id, None, world.district.path),
        Actor(ActorKind.SUPERVISOR, 999),
    ):
        assert not await access.may_see(broken, ticket), broken
        assert not await Ticket.filter(access.visible(broken)).exists(), broken
    await Officer.filter(id=world.officer.id).update(active=False)
    gone = await actor(await Officer.get(id=world.officer.id))
    assert not await Ticket.filter(access.visible(gone)).exists()


async def test_a_substitute_sees_and_queues_during_leave_only(world: World) -> None:
    ticket = await assigned(world)
    today = clock.today_local()
    await Leave.create(officer=world.officer, substitute=world.colleague, starts=today, ends=today)
    by = await actor(world.colleague)
    assert [one.id for one in await queries.queue(by)] == [ticket.id]
    await Leave.all().update(starts=today - timedelta(days=2), ends=today - timedelta(days=1))
    assert await queries.queue(await actor(world.colleague)) == []


async def test_the_queue_is_oldest_due_first_and_counts_agree(world: World) -> None:
    later = await assigned(world, category="phe.pipeline")
    sooner = await assigned(world, category="phe.pipeline", urgent=True)
    by = await actor(world.officer)
    assert [one.id for one in await queries.queue(by)] == [sooner.id, later.id]
    counts = await queries.counts(by)
    assert (counts["open"], counts["mine"], counts["assigned"], counts["overdue"]) == (2, 2, 2, 0)


async def test_search_finds_numbers_tails_and_words(world: World) -> None:
    ticket = await filed(world)
    by = await actor(world.operator)
    for text in (ticket.number, ticket.number.replace("-", " "), ticket.tail, "हैंडपंप"):
        assert [one.id for one in await queries.search(by, text)] == [ticket.id], text
    assert await queries.search(await actor(world.pwd_officer), ticket.number) == []
    assert await queries.search(by, "ट्रांसफॉर्मर") == []


async def test_what_a_new_ticket_may_repeat_is_a_week_old_at_most(world: World) -> None:
    ticket = await filed(world)
    place = {"area_id": world.village.id, "category": "phe.pipeline"}
    mine = await queries.around(citizen_id=world.citizen.id, **place)
    assert ([one.id for one in mine.mine], mine.others) == ([ticket.id], ())
    theirs = await queries.around(citizen_id=world.neighbour.id, **place)
    assert (theirs.mine, [one.id for one in theirs.others]) == ((), [ticket.id])
    clock.configure(8 * 24 * 3600)
    assert await queries.around(citizen_id=world.citizen.id, **place) == queries.Around((), ())


async def test_the_timeline_hides_the_offices_inner_steps(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("note", ticket.id, await actor(world.officer), {"text": "फोन नहीं उठाया"})
    ticket = await Ticket.get(id=ticket.id)
    assert [event.verb for event in await queries.timeline(ticket, world.sita)] == ["file", "assign"]
    assert len(await queries.timeline(ticket, await actor(world.officer))) == 3
    assert await queries.timeline(ticket, world.gita) == []
