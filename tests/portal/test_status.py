"""The code on an acknowledgement: state by number and telephone digits, and nothing personal."""

import pytest

from models.people import Person
from models.states import Status
from models.tickets import Ticket
from portal.open import status as doors
from tests.portal.conftest import Site, page

PHONE = "+919000004321"


@pytest.fixture
async def known(any_site: Site) -> Ticket:
    ticket = await Ticket.get(id=1).select_related("department", "citizen")
    await Person.filter(id=ticket.citizen_id).update(phone=PHONE, name="अनोखी बाई")
    return ticket


async def prove(site: Site, number: str, phone: str) -> tuple[int, str]:
    client = await site.stranger()
    answer = await client.post("/public/status", data={"number": number, "phone": phone})
    assert answer.headers["Cache-Control"] == "no-store"
    assert not client.session.cookie_jar.filter_cookies(client.make_url("/"))
    return answer.status, await answer.text()


async def test_the_code_asks_for_proof_and_tells_nothing(any_site: Site, known: Ticket) -> None:
    text = await page(await any_site.stranger(), f"/public?number={known.number}")
    absent = await page(await any_site.stranger(), "/public?number=GBD-26-999999-4")
    assert f'value="{known.number}"' in text and 'action="/public/status"' in text
    assert "state-" not in text.split("<main")[1] and text.replace(known.number, "") == absent.replace(
        "GBD-26-999999-4", ""
    )


async def test_number_and_digits_show_the_state_and_nothing_personal(any_site: Site, known: Ticket) -> None:
    found, text = await prove(any_site, known.number.replace("-", " "), "४३२१")
    assert found == 200 and f"state-{known.status.value}" in text
    for secret in ("अनोखी", PHONE, "4321", known.description[:20], known.address or "—none—"):
        assert secret not in text


async def test_wrong_digits_and_an_absent_ticket_look_alike(any_site: Site, known: Ticket) -> None:
    """Fault 64."""
    absent = "GBD-26-999999-4"
    wrong = await prove(any_site, known.number, "1111")
    nothing = await prove(any_site, absent, "1111")
    assert wrong[0] == nothing[0] == 404
    assert wrong[1].replace(known.number, "") == nothing[1].replace(absent, "")


async def test_nobody_without_a_telephone_can_be_guessed(any_site: Site, known: Ticket) -> None:
    await Person.filter(id=known.citizen_id).update(phone=None)
    for digits in ("0000", "", "12", "abcd"):
        assert (await prove(any_site, known.number, digits))[0] in (400, 404)


async def test_confidential_tickets_are_not_there(any_site: Site, known: Ticket) -> None:
    await Ticket.filter(id=known.id).update(confidential=True)
    assert (await prove(any_site, known.number, "4321"))[0] == 404


async def test_a_merged_ticket_tells_how_it_stands_with_the_other(any_site: Site, known: Ticket) -> None:
    await Ticket.filter(id=2).update(status=Status.RESOLVED)
    await Ticket.filter(id=known.id).update(status=Status.MERGED, parent_id=2)
    assert "state-resolved" in (await prove(any_site, known.number, "4321"))[1]


async def test_guessing_ends_for_today(any_site: Site, known: Ticket) -> None:
    found = [(await prove(any_site, known.number, f"{n:04d}"))[0] for n in range(doors.PER_NUMBER_HERE + 1)]
    assert found == [404] * doors.PER_NUMBER_HERE + [429]
    assert (await prove(any_site, known.number, "4321"))[0] == 429


@pytest.mark.parametrize(
    "number", ["", "x", "GBD-26-000001-0", "1234", "<script>alert(1)</script>", "क" * 100]
)
async def test_odd_numbers_are_a_page(any_site: Site, number: str) -> None:
    found, text = await prove(any_site, number, "4321")
    assert found == 400 and "<script>alert" not in text
