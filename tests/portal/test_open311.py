"""Open311: a program finds the services and follows what it filed, in JSON and XML."""

from datetime import timedelta

import pytest

import clock
from models.api_keys import ApiRequest
from models.departments import Category, Department
from models.states import Status
from models.tickets import Ticket
from portal.desk import choices
from portal.open311 import entrance
from tests.portal.conftest import Site, counted
from tests.portal.open311 import HERE, ask, key, send

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
    assert (pump["group"], str(pump["metadata"]).lower()) == (
        "Public Health Engineering (drinking water)",
        "true",
    )
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
async def test_whoever_missed_the_answer_finds_the_number_by_its_token(site: Site, ending: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    number = (await send(client, secret, retry="lost:1"))[0]["service_request_id"]
    assert await ask(client, f"tokens/lost:1.{ending}", secret) == [
        {"service_request_id": number, "token": "lost:1"}
    ]
    assert (await ask(client, f"tokens/{number}.{ending}", secret))[0]["service_request_id"] == number
    await ask(client, f"tokens/lost:2.{ending}", secret, status=404)


async def test_markup_and_unwritable_signs_stay_words_in_xml(site: Site) -> None:
    """Fault 52."""
    client, (_, secret) = await site.stranger(), await key()
    words = "<script>alert(1)</script> & ]]> \x07 {{7*7}} &lt;"
    posted = await send(client, secret, "xml", description=words)
    (seen,) = await ask(client, f"requests/{posted[0]['service_request_id']}.xml", secret)
    assert seen["description"] == words.replace("\x07", "")
    errors = await ask(client, "services/%3Cb%3E&.xml", status=404)
    assert errors[0]["code"] == "404"


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
            assert len(found) == statements, (path, found)
        for more in range(5 * (1 - round_)):
            await send(client, secret, description=f"और {more}")
    with counted() as first:
        await send(client, secret, description="गिनती")
    with counted() as again:
        await send(client, secret, description="गिनती")
    assert len(first) == 16, first
    assert len(again) == 3, again
