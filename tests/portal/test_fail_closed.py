"""No way around the doors: every route is one; lists, files, streams and forms keep to the jurisdiction."""

import csv
import io
import json
import re

import pytest
from aiohttp import web

from models.officers import Officer, Role
from models.supervision import CallListEntry
from models.tickets import Event, Ticket
from portal.gate import Door, guarded
from portal.routes import DOORS, PREFIX, add_portal
from tests.portal.conftest import Client, Site, token
from tests.portal.test_doors import PEOPLE, address, name
from tickets.access import actor_for, visible

OPEN_TO_ALL = {
    "GET /portal/sign-in",
    "POST /portal/sign-in",
    "GET /portal/sign-in/code",
    "POST /portal/sign-in/code",
    "GET /portal/sign-in/link/{token}",
    "POST /portal/sign-in/link/{token}",
}
STAFF = [role for role in Role if role is not Role.ADMINISTRATOR]


def test_only_the_sign_in_pages_are_open() -> None:
    assert {name(door) for door in DOORS if door.roles is None} == OPEN_TO_ALL
    assert all(door.roles for door in DOORS if name(door) not in OPEN_TO_ALL)


async def test_every_route_of_the_portal_is_a_guarded_door(site: Site) -> None:
    """Fault 56."""
    app = site.server.app
    assert app is not None
    served = set()
    for resource in app.router.resources():
        if not resource.canonical.startswith(PREFIX):
            continue
        for route in resource:
            if route.method != "HEAD":
                served.add((route.method, route.resource.canonical if route.resource else ""))
                assert route.handler.__qualname__.startswith(guarded.__name__), route
    doors = {(door.method, web.UrlDispatcher().add_resource(door.path).canonical) for door in DOORS}
    assert served == doors
    assert add_portal.__module__ == "portal.routes"


async def test_a_new_door_without_a_role_lets_nobody_in(site: Site) -> None:
    async def secret(_: web.Request) -> web.StreamResponse:
        return web.Response(text="secret")

    closed = guarded(Door("GET", "/portal/new", secret, frozenset()))
    request = type("Request", (dict,), {"method": "GET", "path": "/portal/new", "path_qs": "/portal/new"})()
    with pytest.raises(web.HTTPSeeOther):
        await closed(request)


async def _seen(role: Role) -> set[str]:
    actor = await actor_for(await Officer.get(username=PEOPLE[role]))
    return {str(number) for number in await Ticket.filter(visible(actor)).values_list("number", flat=True)}


@pytest.mark.parametrize("role", STAFF)
async def test_downloads_hold_the_jurisdiction_and_nothing_else(site: Site, role: Role) -> None:
    """Fault 56."""
    await Ticket.filter(id=1).update(confidential=True)
    client, seen = await site.as_(PEOPLE[role]), await _seen(role)
    answer = await client.get("/portal/export.csv?box=all")
    rows = list(csv.reader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
    assert {row[0] for row in rows[1:]} == seen
    answer = await client.get("/portal/export.json?box=all")
    assert {row["number"] for row in json.loads(await answer.text())} == seen


@pytest.mark.parametrize("role", STAFF)
async def test_pages_with_lists_show_no_foreign_number(site: Site, role: Role) -> None:
    await Ticket.filter(id__lte=5).update(confidential=True)
    client, seen = await site.as_(PEOPLE[role]), await _seen(role)
    lists = [
        address(door)
        for door in DOORS
        if door.method == "GET" and role in (door.roles or ()) and "{" not in door.path
        and not door.path.endswith("/live")
    ]  # fmt: skip
    for path in [*lists, "/portal/tickets?box=all", "/portal/tickets?box=all&sort=old"]:
        answer = await client.get(path)
        shown = set(re.findall(r"GBD-26-\d{6}-\d", await answer.text()))
        assert shown <= seen, path


@pytest.mark.parametrize("path", ["/portal/live", "/portal/board/live"])
@pytest.mark.parametrize("role", STAFF)
async def test_streams_count_the_jurisdiction(site: Site, role: Role, path: str) -> None:
    client = await site.as_(PEOPLE[role])
    door = next(door for door in DOORS if door.path == path)
    async with client.get(path, allow_redirects=False) as answer:
        if role not in (door.roles or ()):
            assert answer.status == 403
            return
        assert answer.content_type == "text/event-stream"
        while not (line := (await answer.content.readline()).decode()).startswith("data:"):
            pass
        numbers = json.loads(line.removeprefix("data:"))
    key = "tile-open" if "board" in path else "open"
    actor = await actor_for(await Officer.get(username=PEOPLE[role]))
    states = ["submitted", "screening", "assigned", "in_progress", "waiting_citizen", "reopened", "appealed"]
    assert numbers[key] == str(await Ticket.filter(visible(actor), status__in=states).count())


async def _foreign(role: Role) -> Ticket:
    if role in (Role.OPERATOR, Role.SUPERVISOR):
        # Their area is the district: only what lies outside it is foreign to them.
        await Ticket.filter(id=3).update(area_path="999.", officer_id=None)
        return await Ticket.get(id=3)
    hidden = {str(number) for number in await Ticket.all().values_list("number", flat=True)} - await _seen(
        role
    )
    return await Ticket.get(number=min(hidden))


@pytest.mark.parametrize("role", STAFF)
async def test_no_form_reaches_a_foreign_ticket(site: Site, role: Role) -> None:
    """Fault 56."""
    ticket = await _foreign(role)
    entry = await CallListEntry.create(
        key="x", person_id=ticket.citizen_id, ticket_id=ticket.id, reason="unreachable",
        created_at=ticket.submitted_at,
    )  # fmt: skip
    before = await _state(ticket.id), await Event.all().count()
    client: Client = await site.as_(PEOPLE[role])
    secret = await token(client)
    fields = {"csrf": secret, "text": "मेरा नहीं है यह", "note": "मेरा नहीं है यह", "words": "मेरा नहीं है यह"}
    fields |= {
        "reason": "मेरा नहीं है यह",
        "department": "phe",
        "outcome": "spoke",
        "version": str(ticket.version),
    }
    verbs = ("start", "resolve", "note", "transfer", "direct", "assign", "confirm", "edit", "merge", "reject")
    for verb in verbs:
        answer = await client.post(
            f"/portal/tickets/{ticket.id}/do/{verb}", data=fields, allow_redirects=False
        )
        assert answer.status == 404, verb
    await client.post("/portal/bulk", data={**fields, "verb": "note", "ticket": str(ticket.id)})
    for door in DOORS:
        if door.method == "POST" and role in (door.roles or ()) and "{id" in door.path:
            key = entry.id if "calls" in door.path else ticket.id
            answer = await client.post(address(door, key), data=fields, allow_redirects=False)
            assert answer.status in (400, 404), name(door)
    assert (await _state(ticket.id), await Event.all().count()) == before
    assert (await CallListEntry.get(id=entry.id)).state == "open"


async def _state(ticket_id: int) -> tuple[object, ...]:
    ticket = await Ticket.get(id=ticket_id)
    return ticket.status, ticket.version, ticket.department_id, ticket.officer_id, ticket.event_seq
