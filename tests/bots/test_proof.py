"""Another citizen's ticket shows its state to whoever proves number and phone, and nothing more."""

import pytest

import clock
from bots import views
from bots.dialog.facts import PersonFacts
from bots.standing import Standing
from models.areas import Area, AreaKind
from models.people import Identity, Person
from models.tickets import Kind, Ticket
from tickets import filing, numbers
from tickets.actor import Actor, ActorKind
from tickets.errors import NotFound, NotPossible


@pytest.fixture
async def ticket(database: str) -> Ticket:
    await Area.create(code="dd", kind=AreaKind.DISTRICT, name_hi="जिला", name_en="District", path="1.")
    owner = await Person.create(name="उदाहरण बाई", phone="+910000004321", created_at=clock.now())
    wish = filing.Filing(key="k", citizen_id=owner.id, kind=Kind.PROBLEM, description="हैंडपंप बिगड़ा है")
    return await filing.file(wish, Actor(ActorKind.CITIZEN, owner.id))


async def _stranger() -> tuple[Identity, Standing]:
    person = await Person.create(created_at=clock.now())
    identity = await Identity.create(
        person=person, channel="webchat", external_id="v", created_at=clock.now()
    )
    return identity, Standing("", PersonFacts(), Actor(ActorKind.CITIZEN, person.id), None)


async def test_a_strangers_number_asks_for_the_proof_whether_it_exists_or_not(ticket: Ticket) -> None:
    """Fault 64."""
    identity, who = await _stranger()
    for number in (ticket.number, numbers.make("GBD", 2026, 999999)):
        with pytest.raises(NotPossible, match="prove-phone"):
            await views.look("ticket", {"number": number}, identity, who)


async def test_number_and_phone_show_the_state_but_not_the_words(ticket: Ticket) -> None:
    identity, who = await _stranger()
    found = await views.look("ticket", {"number": ticket.number, "phone_tail": "४३२१"}, identity, who)
    assert [(view.number, view.status, view.mine) for view in found.tickets] == [
        (ticket.number, "submitted", False)
    ]
    assert "हैंडपंप" not in repr(found.tickets)
    assert "उदाहरण" not in repr(found.tickets)


async def test_guessing_ends_after_five_tries_a_day(ticket: Ticket) -> None:
    identity, who = await _stranger()
    for tail in ("0000", "1111", "2222", "21", "3333"):
        with pytest.raises(NotFound):
            await views.look("ticket", {"number": ticket.number, "phone_tail": tail}, identity, who)
    with pytest.raises(NotFound):
        await views.look("ticket", {"number": ticket.number, "phone_tail": "4321"}, identity, who)
