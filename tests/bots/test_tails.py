"""The last digits of a number, as people quote them: four to seven, and several may end alike."""

import pytest

from bots import views
from bots.dialog.events import TicketView
from bots.dialog.facts import PersonFacts
from bots.standing import Standing
from models.people import Identity
from models.tickets import Ticket
from tests.tickets.world import actor, assigned, build
from tickets.errors import NotFound


@pytest.mark.usefixtures("database")
async def test_all_that_end_so_are_found_and_more_digits_tell_them_apart() -> None:
    world = await build()
    for ticket, number in zip(
        [await assigned(world), await assigned(world)], ("GBD-26-014213-0", "GBD-26-024213-0"), strict=True
    ):
        await Ticket.filter(id=ticket.id).update(number=number, tail="2130")
    identity = await Identity.get(person_id=world.citizen.id)

    async def seek(who: Standing, tail: str) -> list[str]:
        found: tuple[TicketView, ...] = (await views.look("ticket", {"tail": tail}, identity, who)).tickets
        return sorted(view.number for view in found)

    for who in (
        Standing("", PersonFacts(), world.sita, None),
        Standing("officer", PersonFacts(), world.sita, await actor(world.officer)),
    ):
        assert await seek(who, "2130") == ["GBD-26-014213-0", "GBD-26-024213-0"]
        assert await seek(who, "142130") == ["GBD-26-014213-0"]
        with pytest.raises(NotFound):
            await seek(who, "992130")
