"""Through the shell: an officer hands a ticket on to another place; a late answer reaches its ticket."""

from datetime import timedelta
from itertools import count

import pytest

import clock
from bots import conversation, district_facts
from bots.dialog.notice import CONSENT_VERSION
from bots.inbound import Choice, Message, Sender, Text
from bots.outbound import Say
from models.messages import Outbound
from models.people import Identity, Person
from models.tickets import Event, Status, Ticket
from tests.tickets.world import World, actor, assigned, build, set_clock
from tickets import verbs
from tickets.transaction import transaction

_ids = count(1)


@pytest.fixture
async def world(database: str) -> World:
    district_facts.forget()
    made = await build()
    await Person.all().update(consent_version=CONSENT_VERSION, language="hi")
    return made


async def say(person_id: int, content: Text | Choice | str) -> list[Say]:
    """One message of a person, as the inbox would bring it."""
    number = next(_ids)
    async with transaction():
        identity = await Identity.get(person_id=person_id).prefetch_related("person")
        sender = Sender("telegram", identity.external_id)
        said = Text(content) if isinstance(content, str) else content
        message = Message(f"m{number}", sender, clock.now(), said, order=number)
        rows = await conversation.handle(message, identity, inbound_id=number)
    return [Say.from_json(row.body) for row in await Outbound.filter(id__in=rows).order_by("id")]


def option(said: list[Say], word: str) -> Choice:
    found = next(each for each in said[-1].options if word in each.label)
    return Choice(found.id, found.label)


async def test_not_ours_goes_to_another_place_of_the_same_department(world: World) -> None:
    ticket = await assigned(world)
    officer = (await world.officer.person).id
    asked = await say(officer, Choice(f"t:{ticket.id}:transfer"))
    await say(officer, option(asked, "जगह"))
    await say(officer, "kosmi-test")
    await say(officer, "यह पंप मैनपुर के गाँव में लगा है")
    moved = await Ticket.get(id=ticket.id)
    assert (moved.area_id, moved.department_id) == (world.other_village.id, world.phe.id)
    assert (moved.status, moved.hop_count) == (Status.SUBMITTED, 1)


async def test_an_answer_that_comes_after_the_clock_ran_on_is_added(world: World) -> None:
    ticket = await assigned(world)
    await verbs.perform("ask", ticket.id, await actor(world.officer), {"question": "कौन सा पारा?"})
    await conversation.told(world.citizen.id, "answer", ticket.id, ticket.number)
    await verbs.perform("resume", ticket.id, await actor(world.officer), {})
    set_clock(clock.now() + timedelta(days=3))
    await say(world.citizen.id, "पटेल पारा")
    last = await Event.filter(ticket_id=ticket.id).order_by("-id").first()
    assert last is not None
    assert (last.verb, last.data["text"]) == ("add", "पटेल पारा")
