"""From the person's own words to their own data, through the dialog and the shell."""

from dataclasses import dataclass, field
from itertools import count

import pytest

import clock
from bots import conversation, district_facts
from bots.inbound import Contact, Message, Sender, Text
from bots.outbound import Say
from models.messages import Outbound
from models.people import Identity, Person, Session
from models.tickets import Ticket, Timer
from tests.tickets.world import World, build, filed, person
from tickets.transaction import transaction

_ids = count(1)


@pytest.fixture
async def world(database: str) -> World:
    district_facts.forget()
    made = await build()
    await Person.all().update(consent_version="2026-1")
    return made


@dataclass
class Chat:
    """One chat: what is said goes through the shell as the inbox would bring it."""

    identity_id: int
    heard: list[str] = field(default_factory=list)

    async def say(self, content: Text | Contact | str) -> str:
        said = Text(content) if isinstance(content, str) else content
        number = next(_ids)
        async with transaction():
            identity = await Identity.get(id=self.identity_id).prefetch_related("person")
            sender = Sender("telegram", identity.external_id)
            message = Message(f"m{number}", sender, clock.now(), said, order=number)
            rows = await conversation.handle(message, identity, inbound_id=number)
        answers = [Say.from_json(row.body).text for row in await Outbound.filter(id__in=rows).order_by("id")]
        self.heard += answers
        return "\n".join(answers)


async def chat_of(owner: Person) -> Chat:
    return Chat((await Identity.get(person_id=owner.id)).id)


async def test_erase_my_data_and_then_begin_as_a_stranger(world: World) -> None:
    ticket = await filed(world)
    chat = await chat_of(world.citizen)
    await chat.say("डेटा मिटाओ")
    assert (await Person.get(id=world.citizen.id)).erased_at is None
    done = await chat.say("हाँ")
    assert "मिटा" in done
    assert (await Person.get(id=world.citizen.id)).erased_at is not None
    assert (await Ticket.get(id=ticket.id)).citizen_id == world.citizen.id
    identity = await Identity.get(id=chat.identity_id)
    assert identity.person_id != world.citizen.id
    session = await Session.get(identity_id=identity.id)
    assert "सीता" not in session.state and ticket.number not in session.state
    answer = await chat.say("स्थिति")
    assert ticket.number not in answer


async def test_no_keeps_everything(world: World) -> None:
    chat = await chat_of(world.citizen)
    await chat.say("डेटा मिटाओ")
    await chat.say("नहीं")
    assert (await Person.get(id=world.citizen.id)).erased_at is None


async def test_my_data_is_planned_for_the_workers(world: World) -> None:
    chat = await chat_of(world.citizen)
    assert await chat.say("मेरा डेटा")
    assert await Timer.filter(kind="errand:export", identity_id=chat.identity_id).count() == 1


async def test_a_code_joins_two_chats_and_their_tickets_show_in_both(world: World) -> None:
    ticket = await filed(world)
    shown = await linked_code(world)
    other = await person("", None, None)
    await Person.filter(id=other.id).update(consent_version="2026-1", name="सीता")
    second = await chat_of(other)
    joined = await second.say(shown)
    assert "जुड़" in joined
    assert (await Identity.get(id=second.identity_id)).person_id == world.citizen.id
    assert ticket.number in await second.say("स्थिति")


async def linked_code(world: World) -> str:
    from tickets import linking

    return await linking.make_channel_code(world.citizen.id)


async def test_a_shared_contact_joins_only_when_the_vendor_proves_it(world: World) -> None:
    await Identity.create(
        person=world.neighbour, channel="whatsapp", phone="+910000000002", created_at=clock.now()
    )
    chat = await chat_of(world.citizen)
    await chat.say(Contact("+910000000002", own=False))
    assert (await Identity.get(id=chat.identity_id)).person_id == world.citizen.id
    await chat.say(Contact("+910000000002", own=True))
    assert (await Identity.get(id=chat.identity_id)).person_id == world.neighbour.id
