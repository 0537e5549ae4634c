"""What a department is called to a citizen: short, "विभाग" once, and not at all of a confidential matter."""

import pytest

from models.departments import Department
from models.tickets import Ticket
from tests.tickets.world import World, assigned
from tickets import offices


@pytest.mark.parametrize("short", ["बिजली", "बिजली विभाग"])
def test_the_short_name_is_said_with_one_vibhag(short: str) -> None:
    department = Department(code="energy", name_hi="ऊर्जा (सीएसपीडीसीएल)", name_en="Energy", short_hi=short)
    assert offices.called(department, "hi") == "बिजली विभाग"


def test_chhattisgarhi_has_its_own_and_english_the_full_name() -> None:
    department = Department(
        code="forest", name_hi="वन", name_en="Forest", name_hne="जंगल विभाग", short_hi="वन"
    )
    assert [offices.called(department, language) for language in ("hne", "en")] == ["जंगल विभाग", "Forest"]


async def test_of_a_confidential_matter_no_office_is_named(world: World) -> None:
    ticket = await Ticket.get(id=(await assigned(world)).id).select_related("department")
    assert ticket.department is not None
    official, called = ticket.department.name_hi, offices.called(ticket.department, "hi")
    assert [offices.of_ticket(ticket, "hi", official=paper) for paper in (True, False)] == [official, called]

    ticket.confidential = True
    assert not {official, called} & {
        offices.of_ticket(ticket, "hi", official=paper) for paper in (True, False)
    }
