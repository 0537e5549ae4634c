"""What Open311 does not tell: other keys' requests, names and numbers, whose office a secret is about."""

import json

import pytest

import clock
from models.api_keys import ApiFiler, ApiKey
from models.officers import AccessLog
from models.people import Identity, Person
from models.states import Status
from models.tickets import Ticket
from tests.portal.conftest import Site
from tests.portal.open311 import ask, key, plain, send
from tickets import api_keys, erasure

ENDINGS = ["json", "xml"]
HIDDEN = ("description", "agency_responsible", "address", "address_id", "lat", "long")


@pytest.mark.parametrize("ending", ENDINGS)
async def test_another_keys_request_and_none_at_all_look_alike(any_site: Site, ending: str) -> None:
    """Faults 56 and 64."""
    client, (_, mine), (_, theirs) = await any_site.stranger(), await key(), await key()
    number = (await send(client, mine, retry="mine"))[0]["service_request_id"]
    from_chat = (await Ticket.get(id=1)).number
    for wanted in (number, from_chat, "GBD-26-999999-4", "nonsense"):
        errors = await ask(client, f"requests/{wanted}.{ending}", theirs, status=404)
        assert errors[0]["description"] == "service_request_id: was not found"
        assert not await ask(client, f"requests.{ending}?service_request_id={wanted}", theirs)
    assert not await ask(client, f"requests.{ending}", theirs)
    for token in ("mine", number):
        await ask(client, f"tokens/{token}.{ending}", theirs, status=404)
    assert await ask(client, f"tokens/mine.{ending}", mine)


@pytest.mark.parametrize("ending", ENDINGS)
async def test_without_a_key_nothing_is_filed_and_no_request_is_seen(site: Site, ending: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    number = (await send(client, secret))[0]["service_request_id"]
    for path in (f"requests.{ending}", f"requests/{number}.{ending}", f"tokens/{number}.{ending}"):
        errors = await ask(client, path, status=403)
        assert errors == [{"code": errors[0]["code"], "description": "api_key: is missing"}]
    before = await Ticket.all().count()
    for wrong in ("", "x", f"{secret}x", secret[:-1] + ("a" if secret[-1] != "a" else "b"), "क" * 52):
        errors = await send(client, wrong, ending, status=403)
        assert errors[0]["description"] == f"api_key: {'is not valid' if wrong else 'is missing'}"
    assert await Ticket.all().count() == before


async def test_a_revoked_key_opens_nothing_from_that_moment(any_site: Site) -> None:
    client, (program, secret) = await any_site.stranger(), await key()
    number = (await send(client, secret))[0]["service_request_id"]
    assert await api_keys.revoke(program) is True
    assert await api_keys.revoke(program) is False
    await ask(client, f"requests/{number}.json", secret, status=403)
    await send(client, secret, status=403)
    assert await AccessLog.filter(action="api-key-revoked", subject=program.prefix).count() == 1


@pytest.mark.parametrize("ending", ENDINGS)
async def test_nobodys_name_or_number_comes_back(site: Site, ending: str) -> None:
    client, (_, secret) = await site.stranger(), await key()
    known = await Person.create(name="गोपनीय देवी", phone="+919000000002", created_at=clock.now())
    words = "पानी नहीं है, फ़ोन कीजिए 98765-43210 या ९८७६५ ४३२११"
    number = (await send(client, secret, description=words))[0]["service_request_id"]
    await Ticket.filter(number=number).update(
        status=Status.RESOLVED, resolution="9876543212 पर बात हुई", officer_id=1
    )
    told = json.dumps(await ask(client, f"requests/{number}.{ending}", secret), ensure_ascii=False)
    for private in (known.name, "9000000002", "43210", "४३२११", "9876543212", "उदाहरण"):
        assert private not in told
    assert "XXXXX-XXXXX" in told


@pytest.mark.parametrize("ending", ENDINGS)
async def test_of_a_confidential_request_only_its_state_is_told(any_site: Site, ending: str) -> None:
    client, (_, secret) = await any_site.stranger(), await key()
    bribe = "पटवारी साहब नक़ल देने के लिए दो हज़ार रुपये रिश्वत मांग रहे हैं"
    posted = await send(
        client, secret, ending, service_code="phe.other", description=bribe, lat="20.18", long="82.2"
    )
    number = posted[0]["service_request_id"]
    ticket = await Ticket.get(number=number)
    assert ticket.confidential
    await Ticket.filter(id=ticket.id).update(status=Status.RESOLVED, resolution="जाँच पूरी हुई")
    (seen,) = await ask(client, f"requests/{number}.{ending}?locale=en", secret)
    assert {name: seen[name] for name in HIDDEN} == dict.fromkeys(HIDDEN)
    assert (seen["status"], seen["status_notes"]) == ("open", "Department: done")
    # What was asked for stays what was asked for, wherever the office has put it.
    await Ticket.filter(id=ticket.id).update(category_id=1, department_id=2)
    assert (await ask(client, f"requests/{number}.{ending}", secret))[0]["service_code"] == "phe.other"
    await Ticket.filter(id=ticket.id).update(status=Status.MERGED, parent_id=1, confidential=False)
    await Ticket.filter(id=1).update(confidential=True)
    (seen,) = await ask(client, f"requests/{number}.{ending}", secret)
    assert {name: seen[name] for name in HIDDEN} == dict.fromkeys(HIDDEN)


async def test_only_the_hash_of_a_key_is_kept(any_site: Site) -> None:
    """Fault 66."""
    client, (program, secret) = await any_site.stranger(), await key()
    assert secret.startswith(f"{program.prefix}.")
    assert secret.partition(".")[2] not in f"{program.hash}{program.prefix}"
    used = [program.last_used_at]
    for _ in range(2):
        await ask(client, "requests.json", secret)
        used.append((await ApiKey.get(id=program.id)).last_used_at)
    assert used[0] is None and used[1] is not None and used[2] == used[1]


async def test_erasing_a_person_leaves_no_trace_of_them_with_the_key(any_site: Site) -> None:
    """Fault 65."""
    client, (program, secret) = await any_site.stranger(), await key()
    number = (await send(client, secret, retry="r"))[0]["service_request_id"]
    ticket = await Ticket.get(number=number)
    await erasure.erase(ticket.citizen_id)
    (seen,) = await ask(client, f"requests/{number}.json", secret)
    assert (seen["address"], seen["lat"]) == (None, None) and "हैंडपंप" not in str(seen["description"])
    for retry in ("", "r"):
        again = (await send(client, secret, retry=retry))[0]["service_request_id"]
        assert again != number
        assert (await Ticket.get(number=again)).citizen_id != ticket.citizen_id
    assert await ApiFiler.filter(key_id=program.id).count() == 1
    assert not await Identity.filter(person_id=ticket.citizen_id).exists()


def test_an_answer_in_xml_is_read_as_it_was_made() -> None:
    """The tests' own reading of XML, which the others lean on."""
    from xml.etree import ElementTree as ET

    from portal.open311.answers import as_xml

    made = {"service_code": "a", "attributes": [{"code": None, "required": False, "order": 1}]}
    read = {"service_code": "a", "attributes": [{"code": None, "required": "false", "order": "1"}]}
    assert plain(ET.fromstring(as_xml("service_definition", made))) == read
    assert as_xml("services", []) == b"<?xml version='1.0' encoding='utf-8'?>\n<services />"
