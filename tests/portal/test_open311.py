"""Open311: a program finds the services, files once for a person, and follows what it filed."""

import asyncio
from datetime import timedelta

import pytest

import clock
from models.api_keys import ApiRequest
from models.departments import Category, Department
from models.people import Person
from models.states import Status
from models.tickets import Event, Ticket
from portal.desk import choices
from portal.open311 import entrance
from tests.portal.conftest import Site, counted
from tests.portal.open311 import FIELDS, HERE, MATTER, ask, key, send

ENDINGS = ["json", "xml"]


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_program_finds_its_way_without_a_key(site: Site, ending: str) -> None:
    client = await site.stranger()
    found = await ask(client, f"discovery.{ending}")
    assert [one["url"] for one in found["endpoints"]] == ["http://127.0.0.1:8080/open311/v2"]
    assert found["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    services = {one["service_code"]: one for one in await ask(client, f"services.{ending}?locale=en")}
    assert len(services) == await Category.filter(active=True, department__active=True).count()
    pump = services["phe.handpump"]
    assert (pump["group"], str(pump["metadata"]).lower()) == ("Public Health Engineering (drinking water)", "true")
    assert "working days" in pump["description"] and pump["type"] == "realtime"
    named = {one["service_code"]: one["service_name"] for one in await ask(client, f"services.{ending}")}
    assert named["phe.handpump"] == (await Category.get(code="phe.handpump")).name_hi
    definition = await ask(client, f"services/phe.handpump.{ending}?locale=en")
    kind = definition["attributes"][0]
    assert (definition["service_code"], kind["code"], kind["datatype"]) == (
        "phe.handpump",
        "kind",
        "singlevaluelist",
    )
    assert [one["key"] for one in kind["values"]] == ["problem", "demand", "suggestion"]


async def test_services_that_are_closed_are_not_offered_and_take_nothing(site: Site) -> None:
    await Category.filter(code="phe.handpump").update(active=False)
    await Department.filter(code="energy").update(active=False)
    choices.forget()
    client, (_, secret) = await site.stranger(), await key()
    codes = {one["service_code"] for one in await ask(client, "services.json")}
    assert not [code for code in codes if code == "phe.handpump" or code.startswith("energy.")]
    wrong = await ask(client, "services/energy.outage.xml", status=404)
    assert wrong == [{"code": "404", "description": "service_code: is not one of services"}]
    await send(client, secret, service_code="energy.outage", status=400)
    await ask(client, "services.json?jurisdiction_id=elsewhere.gov", status=404)
    await ask(client, "services.json?jurisdiction_id=cg.gariaband")


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


async def test_the_states_of_a_ticket_are_open_or_closed_and_said_in_words(site: Site) -> None:
    client, (_, secret) = await site.stranger(), await key()
    number = (await send(client, secret))[0]["service_request_id"]
    mine, path = Ticket.filter(number=number), f"requests/{number}.json?locale=en"
    await mine.update(status=Status.WAITING_CITIZEN, pending={"question": "किस गली में? 98765 43210"})
    (seen,) = await ask(client, path, secret)
    assert (seen["status"], seen["status_notes"]) == (
        "open",
        "Waiting for citizen: किस गली में? XXXXX XXXXX",
    )
    await mine.update(status=Status.RESOLVED, resolution="पंप सुधार दिया है।")
    (seen,) = await ask(client, path, secret)
    assert (seen["status"], seen["status_notes"]) == ("open", "Department: done: पंप सुधार दिया है।")
    await mine.update(status=Status.CONFIRMED)
    assert (await ask(client, path, secret))[0]["status"] == "closed"
    await mine.update(status=Status.MERGED, parent_id=1)
    await Ticket.filter(id=1).update(status=Status.IN_PROGRESS, resolution="किसी और की बात")
    (seen,) = await ask(client, path, secret)
    assert (seen["status"], seen["status_notes"]) == ("open", "In progress")
    for status, count in (("open", 1), ("closed", 0), ("open,closed", 1)):
        assert len(await ask(client, f"requests.json?status={status}", secret)) == count


async def test_a_list_is_narrowed_paged_and_newest_first(any_site: Site) -> None:
    client, (_, secret) = await any_site.stranger(), await key()
    words = ["एक", "दो", "तीन"]
    numbers = [
        (await send(client, secret, description=f"हैंडपंप {one}"))[0]["service_request_id"] for one in words
    ]
    other = await send(client, secret, service_code="energy.outage", description="बिजली नहीं है")
    newest_first = [other[0]["service_request_id"], *reversed(numbers)]

    async def listed(query: str) -> list[str]:
        return [one["service_request_id"] for one in await ask(client, f"requests.json?{query}", secret)]

    assert await listed("") == newest_first
    assert await listed("service_code=energy.outage") == newest_first[:1]
    named = f"{numbers[0]},{numbers[2]},GBD-26-999999-4,nonsense"
    assert await listed(f"service_request_id={named}&status=closed") == [numbers[2], numbers[0]]
    assert await listed("page_size=3&page=2") == newest_first[3:]
    answer = await client.get(f"{HERE}/requests.json?page_size=3&api_key={secret}&locale=en")
    assert answer.headers["Link"] == f'<{HERE}/requests.json?page_size=3&locale=en&page=2>; rel="next"'
    await ApiRequest.filter(ticket__number=numbers[0]).update(at=clock.now() - timedelta(days=91))
    assert await listed("") == newest_first[:3]
    before = (clock.now() - timedelta(days=95)).isoformat(timespec="seconds")
    until = (clock.now() - timedelta(days=20)).isoformat(timespec="seconds")
    assert await listed(f"start_date={before}&end_date={until}") == [numbers[0]]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("start_date=yesterday", ["start_date"]),
        ("start_date=2026-11-01", ["start_date"]),
        ("start_date=2026-01-01T00:00:00Z&end_date=2026-11-01T00:00:00Z", ["end_date"]),
        ("start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z", ["end_date"]),
        ("end_date=0001-01-01T00:00:00Z", ["start_date"]),
        ("status=stolen&page=0&page_size=101", ["page", "page_size", "status"]),
        (f"service_request_id={','.join('x' * 51)}", ["service_request_id"]),
    ],
)
async def test_a_list_that_cannot_be_given_says_why(site: Site, query: str, wrong: list[str]) -> None:
    client, (_, secret) = await site.stranger(), await key()
    errors = await ask(client, f"requests.json?{query}", secret, status=400)
    assert [one["description"].partition(":")[0] for one in errors] == wrong


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
    answers = await asyncio.gather(*(send(client, secret) for _ in range(4)))
    assert len({one[0]["service_request_id"] for one in answers}) == 1
    named = await asyncio.gather(
        *(send(client, secret, retry="a-1", description="नल टूटा है") for _ in range(4))
    )
    assert len({one[0]["service_request_id"] for one in named}) == 1
    assert await Ticket.filter(source="open311").count() == 2 == await ApiRequest.all().count()
    assert await Person.filter(phone="+919000000002").count() == 1


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


@pytest.mark.parametrize("ending", ENDINGS)
async def test_whoever_missed_the_answer_finds_the_number_by_its_token(site: Site, ending: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    number = (await send(client, secret, retry="lost:1"))[0]["service_request_id"]
    assert await ask(client, f"tokens/lost:1.{ending}", secret) == [
        {"service_request_id": number, "token": "lost:1"}
    ]
    assert (await ask(client, f"tokens/{number}.{ending}", secret))[0]["service_request_id"] == number
    await ask(client, f"tokens/lost:2.{ending}", secret, status=404)


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


async def test_markup_and_unwritable_signs_stay_words_in_xml(site: Site) -> None:
    """Fault 52."""
    client, (_, secret) = await site.stranger(), await key()
    words = "<script>alert(1)</script> & ]]> \x07 {{7*7}} &lt;"
    posted = await send(client, secret, "xml", description=words)
    (seen,) = await ask(client, f"requests/{posted[0]['service_request_id']}.xml", secret)
    assert seen["description"] == words.replace("\x07", "")
    errors = await ask(client, "services/%3Cb%3E&.xml", status=404)
    assert errors[0]["code"] == "404"


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


async def test_who_asks_too_often_is_told_when_to_come_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault 51."""
    monkeypatch.setattr(entrance, "ASKED_BURST", 3)
    monkeypatch.setattr(entrance, "ASKED_EVERY_MS", 60_000)
    client, (_, mine), (_, other) = await site.stranger(), await key(), await key()
    for _ in range(3):
        await ask(client, "requests.json", mine)
    answer = await client.get(f"{HERE}/requests.json", headers={"X-Api-Key": mine})
    assert answer.status == 429 and 0 < int(answer.headers["Retry-After"]) <= 60
    await ask(client, "requests.json", other)
    for _ in range(3):
        await ask(client, "services.json")
    await ask(client, "services.json", status=429)
    await ask(client, "requests.json", "wrong", status=429)


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


async def test_every_address_takes_a_few_statements_however_many_tickets_there_are(any_site: Site) -> None:
    client, (_, secret) = await any_site.stranger(), await key()
    number = (await send(client, secret))[0]["service_request_id"]
    await ask(client, "services.json")
    most = {
        "discovery.json": 0,
        "services.json": 0,
        "services/phe.handpump.json": 0,
        "openapi.json": 0,
        "requests.json": 3,
        "requests.json?status=open&page_size=2": 3,
        f"requests/{number}.json": 3,
        f"tokens/{number}.json": 2,
    }
    for round_ in range(2):
        for path, statements in most.items():
            with counted() as found:
                await ask(client, path, secret)
            assert len(found) <= statements, (path, found)
        for more in range(5 * (1 - round_)):
            await send(client, secret, description=f"और {more}")
    with counted() as first:
        await send(client, secret, description="गिनती")
    with counted() as again:
        await send(client, secret, description="गिनती")
    assert len(first) <= 24, first
    assert len(again) <= 4, again
