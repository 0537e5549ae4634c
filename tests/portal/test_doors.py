"""Every door of the portal, for every role, in front of one's own and of foreign tickets."""

import re

import pytest

from models.officers import Officer, Role
from models.tickets import Attachment, Ticket
from portal.gate import Door
from portal.routes import DOORS
from tests.portal.conftest import Client, Site, page, token
from tickets.access import actor_for, visible

PEOPLE = {
    Role.OFFICER: "phe.chhura",
    Role.DEPARTMENT_HEAD: "phe.head",
    Role.OPERATOR: "desk1",
    Role.SUPERVISOR: "collector",
    Role.ADMINISTRATOR: "admin",
}
TICKET_DOORS = [door for door in DOORS if re.search(r"/(tickets|media|screening|intake)/\{id", door.path)]
EXAMPLES = {
    "ledger": "officers",
    "ending": "csv",
    "verb": "note",
    "what": "code",
    "token": "none",
    "week": "2026-W30",
    "position": "1",
}


def address(door: Door, key: int | str = 999_999_999) -> str:
    """The door's path with its parts filled in."""
    parts = re.compile(r"\{(\w+)(?::(?:[^{}]|\{[^{}]*\})*)?\}")
    return parts.sub(
        lambda found: str(key) if found[1] == "id" else EXAMPLES.get(found[1], str(key)), door.path
    )


def is_stream(door: Door) -> bool:
    """Whether its answer goes on and on."""
    return door.path.endswith("/live")


def name(door: Door) -> str:
    return f"{door.method} {door.path}"


def test_each_door_is_there_once() -> None:
    names = [name(door) for door in DOORS]
    assert sorted(names) == sorted(set(names))


async def test_a_stranger_gets_no_further_than_the_sign_in_page(site: Site) -> None:
    client = await site.stranger()
    secret = await token(client, "/portal/sign-in")
    for door in DOORS:
        if door.roles is None:
            continue
        data = {"csrf": secret} if door.method == "POST" else None
        answer = await client.request(door.method, address(door), data=data, allow_redirects=False)
        assert (answer.status, answer.headers["Location"].split("?")[0]) == (303, "/portal/sign-in"), name(
            door
        )


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_passes_its_own_doors_and_no_other(site: Site, role: Role) -> None:
    client = await site.as_(PEOPLE[role])
    secret = await token(client)
    for door in DOORS:
        if door.roles is None or "sign-out" in door.path or "everywhere" in door.path or is_stream(door):
            continue
        data = {"csrf": secret} if door.method == "POST" else None
        answer = await client.request(door.method, address(door), data=data, allow_redirects=False)
        assert (answer.status == 403) == (role not in door.roles), f"{name(door)} for {role}: {answer.status}"
        assert answer.status < 500, name(door)


async def _foreign(role: Role) -> int:
    actor = await actor_for(await Officer.get(username=PEOPLE[role]))
    seen = set(await Ticket.filter(visible(actor)).values_list("id", flat=True))
    everything = await Ticket.all().values_list("id", flat=True)
    hidden = [key for key in everything if key not in seen]
    assert hidden or role in (Role.SUPERVISOR, Role.OPERATOR)
    return int(str(hidden[0])) if hidden else 999_999_999


async def _answer(client: Client, door: Door, key: int, secret: str) -> tuple[int, str]:
    data = {"csrf": secret, "text": "मेरा नहीं", "version": "0"} if door.method == "POST" else None
    answer = await client.request(door.method, address(door, key), data=data, allow_redirects=False)
    text = re.sub(r'value="[^"]+"|next=[^"]+|\d{9}|/\d+', "", await answer.text())
    return answer.status, text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPARTMENT_HEAD, Role.OPERATOR, Role.SUPERVISOR])
async def test_foreign_and_absent_tickets_look_alike(site: Site, role: Role) -> None:
    """Fault 56."""
    if role is Role.OPERATOR:
        await Ticket.filter(id=1).update(confidential=True)
    client = await site.as_(PEOPLE[role])
    secret, foreign = await token(client), await _foreign(role)
    theirs = await Attachment.create(
        ticket_id=foreign if await Ticket.exists(id=foreign) else None,
        channel="webchat",
        kind="photo",
        mime="image/png",
        storage_key="demo/proof.png",
        state="stored",
        created_at="2026-11-01T00:00:00+00:00",
    )
    for door in TICKET_DOORS:
        if role not in (door.roles or ()):
            continue
        key = theirs.id if "media" in door.path else foreign
        found = await _answer(client, door, key, secret)
        absent = await _answer(client, door, 999_999_999, secret)
        assert found == absent, name(door)
        assert found[0] == 404, name(door)


async def test_an_administrator_sees_no_ticket(site: Site) -> None:
    client = await site.as_("admin")
    assert "GBD-26-" not in await page(client, "/portal/admin")
    await page(client, "/portal/tickets", 403)
    await page(client, "/portal/tickets/1", 403)


async def test_pages_say_what_browsers_may_do_with_them(site: Site) -> None:
    """Fault 60."""
    client = await site.as_("collector")
    answer = await client.get("/portal/tickets")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/portal/nothing", "/portal/tickets/0x1", "/portal/tickets/1/nothing"])
async def test_an_unknown_address_is_a_page_that_says_so(site: Site, path: str) -> None:
    client = await site.as_("collector")
    assert "<h1>यह नहीं मिला</h1>" in await page(client, path, 404)
