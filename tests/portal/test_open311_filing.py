"""Open311: what a program posts is filed once, for its person, under the rules of every other door."""

import asyncio
from datetime import timedelta

import pytest

import clock
from models.api_keys import ApiRequest
from models.people import Person
from models.tickets import Event, Ticket
from portal.open311 import entrance
from tests.portal.conftest import Site
from tests.portal.open311 import FIELDS, HERE, MATTER, ask, key, send

ENDINGS = ["json", "xml"]


@pytest.mark.parametrize("ending", ENDINGS)
async def test_what_is_posted_is_filed_and_can_be_followed(any_site: Site, ending: str) -> None:
    client, (program, secret) = await any_site.stranger(), await key()
    posted = await send(client, secret, ending, **{"attribute[kind]": "demand"})
    ticket = await Ticket.get(source="open311").select_related("citizen", "department", "category", "area")
    assert posted[0]["service_request_id"] == ticket.number and "तक जवाब आना है" in posted[0]["service_notice"]
    assert (ticket.description, ticket.kind.value, ticket.citizen.phone) == (
        MATTER,
        "demand",
        "+919000000002",
    )
    assert ticket.department and ticket.category and ticket.area
    assert (ticket.department.code, ticket.category.code, ticket.area.code) == (
        "phe",
        "phe.handpump",
        "mainpur.shobha",
    )
    event = await Event.get(ticket_id=ticket.id, verb="file")
    assert (event.actor_kind, event.data["api_key"]) == ("citizen", program.id)
    for path in (f"requests/{ticket.number}.{ending}", f"requests.{ending}"):
        (seen,) = await ask(client, f"{path}?locale=en", secret)
        assert (seen["service_request_id"], seen["status"], seen["status_notes"]) == (
            ticket.number,
            "open",
            "Received",
        )
        assert (seen["service_code"], seen["address_id"]) == ("phe.handpump", "mainpur.shobha")
        assert seen["agency_responsible"] == "Public Health Engineering (drinking water)"
        assert seen["requested_datetime"].endswith("+05:30") and seen["expected_datetime"]
    by_query = await ask(client, f"requests/{ticket.number}.{ending}?api_key={secret}")
    assert by_query[0]["description"] == MATTER


@pytest.mark.parametrize("ending", ENDINGS)
async def test_everything_that_is_wrong_is_named_at_once(site: Site, ending: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    nothing = dict.fromkeys(FIELDS, "")
    errors = await send(client, secret, ending, status=400, **nothing)
    assert [one["description"] for one in errors] == [
        "service_code: is missing",
        "description: is missing",
        "lat and long: are missing, and so are address_string and address_id",
    ]
    odd = {"service_code": "x", "lat": "95", "phone": "12", "email": "x", "media_url": "file:///etc/passwd"}
    odd |= {"attribute[kind]": "gossip", "first_name": "न" * 81, "account_id": "a" * 101, "address_id": "x"}
    errors = await send(client, secret, ending, status=400, retry="two words", **odd)
    assert {one["description"].partition(":")[0] for one in errors} == {*odd, "Idempotency-Key"}
    assert not await Ticket.filter(source="open311").exists()


async def test_places_come_by_code_by_words_or_by_coordinates(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()

    async def area(**fields: str) -> str | None:
        where = {"address_string": "", **fields}
        number = (await send(client, secret, description=f"नल {fields}", **where))[0]["service_request_id"]
        ticket = await Ticket.get(number=number).select_related("area")
        return ticket.area.code if ticket.area else None

    assert await area(address_id="mainpur.shobha", address_string="स्कूल के पास") == "mainpur.shobha"
    assert await area(address_id="3702") == "gariaband"
    assert await area(address_string="कोई अनजान टोला") is None
    for fields in ({"lat": "28.6", "long": "77.2"}, {"lat": "20.6"}, {"lat": "nan", "long": "82"}):
        await send(client, secret, status=400, **{"address_string": "", **fields})
    number = (await send(client, secret, lat="20.634", long="82.061", address_string=""))[0]
    ticket = await Ticket.get(number=number["service_request_id"])
    assert (ticket.lat, ticket.lon) == (20.634, 82.061)


async def test_a_retry_files_once(any_site: Site) -> None:
    client, (_, secret) = await any_site.stranger(), await key()
    words: tuple[dict[str, str], ...] = (
        {},
        {"description": "नल टूटा है"},
        {"retry": "a-1", "description": "और"},
    )
    for said in words:
        answers = await asyncio.gather(*(send(client, secret, **said) for _ in range(5)))
        assert len({one[0]["service_request_id"] for one in answers}) == 1, said
    assert await Ticket.filter(source="open311").count() == 3 == await ApiRequest.all().count()
    assert await Person.filter(phone="+919000000002").count() == 1


async def test_one_name_for_two_peoples_requests_at_once_serves_the_first(any_site: Site) -> None:
    client, (_, secret) = await any_site.stranger(), await key()

    async def status(phone: str) -> int:
        form = {**FIELDS, "phone": phone, "api_key": secret}
        answer = await client.post(f"{HERE}/requests.json", data=form, headers={"Idempotency-Key": "one"})
        return answer.status

    found = await asyncio.gather(*(status(f"900000001{number}") for number in range(4)))
    assert sorted(found) == [201, 409, 409, 409]
    assert await Ticket.filter(source="open311").count() == 1


async def test_the_same_words_are_a_new_matter_later_and_a_name_is_for_good(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()
    first = await send(client, secret)
    await ApiRequest.all().update(at=clock.now() - timedelta(minutes=11))
    assert (await send(client, secret)) != first
    named = await send(client, secret, retry="b", description="दूसरी बात")
    await ApiRequest.all().update(at=clock.now() - timedelta(days=3))
    assert await send(client, secret, retry="b", description="दूसरी बात") == named
    errors = await send(client, secret, retry="b", description="तीसरी बात", status=409)
    assert errors[0]["description"].startswith("Idempotency-Key")


async def test_people_are_told_apart_by_phone_account_and_device(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()
    there = await Person.create(name="नमूना राम", phone="+919000000002", created_at=clock.now())
    who = {"phone": ""}
    await send(client, secret, description="एक")
    await send(client, secret, description="दो", **who, account_id="a1")
    await send(client, secret, description="तीन", **who, account_id="a1", device_id="d1")
    await send(client, secret, description="चार", **who, device_id="d1")
    await send(client, secret, description="पाँच", **who)
    await send(client, secret, description="छह", **who, first_name="और", last_name="कोई")
    tickets = await Ticket.filter(source="open311").order_by("id").select_related("citizen")
    people = [ticket.citizen_id for ticket in tickets]
    assert people[0] == there.id and tickets[0].on_behalf_of == "उदाहरण बाई"
    assert people[1] == people[2] and people[4] == people[5]
    assert len(set(people)) == 4
    assert [tickets[number].citizen.name for number in (1, 4)] == ["उदाहरण बाई", ""]
    assert [tickets[number].on_behalf_of for number in (1, 4, 5)] == ["", "उदाहरण बाई", "और कोई"]


async def test_fair_use_holds_here_too(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()
    for number in range(11):
        await send(client, secret, description=f"बात {number}")
    tickets = await Ticket.filter(source="open311").order_by("id")
    assert [ticket.frequent for ticket in tickets] == [False] * 10 + [True]


async def test_words_are_masked_danger_is_heard_and_a_picture_is_never_fetched(site: Site) -> None:
    """Fault 48."""
    client, (_, secret) = await site.stranger(), await key()
    link = "http://169.254.169.254/latest/meta-data"
    await send(client, secret, description="आधार 2345 6789 0124, तार गिरा है, करंट आ रहा है", media_url=link)
    ticket = await Ticket.get(source="open311")
    assert "2345" not in ticket.description and link in ticket.description
    assert ticket.urgent
    (seen,) = await ask(client, f"requests/{ticket.number}.json", secret)
    assert seen["media_url"] is None


async def test_bodies_are_small_forms(site: Site) -> None:
    """Fault 18."""
    client, (_, secret) = await site.stranger(), await key()
    large = await client.post(f"{HERE}/requests.json", data={**FIELDS, "description": "x" * 300_000})
    assert (large.status, (await large.json())[0]["code"]) == (413, 413)
    form = "application/x-www-form-urlencoded"
    for mime, body, status in (
        ("application/json", b"{}", 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        (f"{form}; charset=utf-16", b"a=b", 415),
        (form, b"description=\xff\xfe", 400),
    ):
        headers = {"Content-Type": mime, "X-Api-Key": secret}
        answer = await client.post(f"{HERE}/requests.json", data=body, headers=headers)
        assert answer.status == status, mime
    assert (await client.delete(f"{HERE}/requests.xml")).status == 405
    nothing = await client.get(f"{HERE}/nothing.xml")
    assert (nothing.status, nothing.content_type) == (404, "text/xml")
    assert nothing.headers["X-Content-Type-Options"] == "nosniff"


async def test_filing_has_a_pace_of_its_own_and_holds_without_redis(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 3."""
    monkeypatch.setattr(entrance, "FILED_BURST", 1)
    monkeypatch.setattr(entrance, "FILED_EVERY_MS", 60_000)
    client, (_, secret) = await site.stranger(), await key()
    await send(client, secret)
    await send(client, secret, description="और", status=429)
    await ask(client, "requests.json", secret)

    async def away(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(site.redis, "eval", away)
    await send(client, secret, description="और")
    await send(client, secret, description="और भी", status=429)
