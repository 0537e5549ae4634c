"""A person's own data at the desk: found by number, handed over or erased after confirmation, and noted."""

import pytest

from models.officers import AccessLog, Officer
from models.people import Person
from models.tickets import Ticket
from portal.entry import csrf
from tests.portal.conftest import Client, Site, page, token

PHONE = "+919000004321"
REASON = "आवेदिका स्वयं आईं, पावती देखी"


@pytest.fixture
async def citizen(site: Site) -> Person:
    ticket = await Ticket.filter(confidential=False).order_by("id").first()
    assert ticket
    await Person.filter(id=ticket.citizen_id).update(phone=PHONE, name="अनोखी बाई")
    return await Person.get(id=ticket.citizen_id)


async def send(client: Client, what: str, **fields: str) -> tuple[int, str]:
    data = {csrf.FIELD: await token(client, "/portal/person"), **fields}
    answer = await client.post(f"/portal/person{what}", data=data, allow_redirects=False)
    return answer.status, await answer.text()


@pytest.mark.parametrize("who", ["9000004321", "number"])
async def test_the_desk_finds_a_person_by_telephone_or_ticket(site: Site, citizen: Person, who: str) -> None:
    ticket = await Ticket.filter(citizen_id=citizen.id).first()
    assert ticket
    typed = ticket.number if who == "number" else who
    status, text = await send(await site.as_("desk1"), "", who=typed)
    assert status == 200 and "अनोखी बाई" in text and "/portal/person/erase" in text
    status, text = await send(await site.as_("admin"), "", who=typed)
    assert status == 200 and "अनोखी बाई" not in text and "/portal/person/export" not in text
    assert ticket.number not in text.replace(f'value="{typed}"', "")


@pytest.mark.parametrize("missing", ["reason", "sure"])
@pytest.mark.parametrize("what", ["/erase", "/export"])
async def test_nothing_happens_without_reason_and_certainty(
    site: Site, citizen: Person, missing: str, what: str
) -> None:
    fields = {"who": PHONE, "reason": REASON, "sure": "1"} | {missing: ""}
    status, text = await send(await site.as_("desk1"), what, **fields)
    assert status == 400 and 'role="alert"' in text
    assert (await Person.get(id=citizen.id)).erased_at is None
    assert not await AccessLog.filter(action__startswith="person-").exists()


async def test_the_file_holds_what_we_keep_and_is_noted(site: Site, citizen: Person) -> None:
    client = await site.as_("desk1")
    status, text = await send(client, "/export", who=PHONE, reason=f"{REASON} 9999 4105 7058", sure="1")
    assert status == 200 and "अनोखी बाई" in text
    row = await AccessLog.get(action="person-exported")
    officer = await Officer.get(username="desk1")
    assert (row.officer_id, row.subject) == (officer.id, f"person:{citizen.id}")
    assert REASON in row.detail and "7058" in row.detail and "9999 4105" not in row.detail


@pytest.mark.parametrize("username", ["desk1", "admin"])
async def test_erasing_leaves_facts_without_words_and_is_noted(
    site: Site, citizen: Person, username: str
) -> None:
    client = await site.as_(username)
    ticket = await Ticket.filter(citizen_id=citizen.id).first()
    assert ticket
    status, _ = await send(client, "/erase", who=PHONE, reason=REASON, sure="1")
    assert status == 303
    after = await Ticket.get(id=ticket.id)
    gone = await Person.get(id=citizen.id)
    assert (gone.name, gone.phone, after.search_text) == ("", None, "") and gone.erased_at is not None
    assert after.description != ticket.description and after.number == ticket.number
    assert await AccessLog.filter(action="person-erased", subject=f"person:{citizen.id}").count() == 1
    assert "अनोखी" not in await page(client, "/portal/person")
    assert (await send(client, "", who=PHONE))[0] == 400


async def test_whose_ticket_is_hidden_from_the_desk_is_not_found_there(site: Site, citizen: Person) -> None:
    await Ticket.filter(citizen_id=citizen.id).update(confidential=True)
    status, text = await send(await site.as_("desk1"), "", who=PHONE)
    stranger, same = await send(await site.as_("desk1"), "", who="9111111111")
    assert status == stranger == 400
    assert "अनोखी" not in text and ('role="alert"' in text) == ('role="alert"' in same)
    assert (await send(await site.as_("admin"), "", who=PHONE))[0] == 200


async def test_others_have_no_such_page(site: Site) -> None:
    for username in ("phe.chhura", "phe.head", "collector"):
        await page(await site.as_(username), "/portal/person", 403)
    client = await site.as_("admin")
    assert (await send(client, "/export", who=PHONE, reason=REASON, sure="1"))[0] == 403
