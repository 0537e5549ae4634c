"""What pages cost: statements that do not grow with rows, bytes that fit a slow telephone."""

import gzip
import re

import pytest

import clock
from models.messages import Inbound, InboundState
from models.officers import AccessLog, Officer, Role
from models.supervision import CallListEntry
from models.tickets import Attachment, Event, Ticket
from portal import assets
from portal.routes import DOORS
from tests.portal.conftest import Client, Site, counted, page
from tests.portal.test_doors import PEOPLE, address, is_stream
from tickets.access import actor_for, visible

pytestmark = pytest.mark.slow

MOST_STATEMENTS = 12
MOST_BYTES = 60 * 1024


def pages(role: Role) -> list[str]:
    """Every page of a role, with a ticket it may see."""
    doors = [door for door in DOORS if door.method == "GET" and role in (door.roles or ())]
    return [address(door, "KEY") for door in doors if not is_stream(door) and "media" not in door.path]


async def cost(client: Client, path: str) -> tuple[int, int, int]:
    """Status, statements and bytes over the line."""
    with counted() as statements:
        answer = await client.get(path, allow_redirects=False)
        body = await answer.read()
    return answer.status, len(statements), len(gzip.compress(body))


COPIED = (
    "tail citizen_id source kind description search_text department_id category_id area_id"
    " area_path status officer_id submitted_at assigned_at due_at updated_at"
)


async def _grow() -> None:
    """Three times as many tickets, and more rows of everything else that pages list."""
    for ticket in await Ticket.all():
        for copy in (1, 2):
            await Ticket.create(
                **{name: getattr(ticket, name) for name in COPIED.split(" ")},
                number=f"X{copy}-{ticket.number}",
                filing_key=f"{ticket.filing_key}:{copy}",
                first_viewed_at=clock.now(),
            )
    for number in range(30):
        await _more_of_the_rest(number)


async def _more_of_the_rest(number: int) -> None:
    now = clock.now()
    await CallListEntry.create(key=f"k{number}", person_id=1, reason="unreachable", created_at=now)
    await Inbound.create(
        channel="webchat",
        vendor_key=f"p{number}",
        lane="message",
        body="{}",
        received_at=now,
        state=InboundState.PARKED,
    )
    await Attachment.create(
        ticket_id=1, channel="webchat", kind="photo", mime="image/jpeg", storage_key="x", created_at=now
    )
    await AccessLog.create(action="x", officer_id=1, at=now)
    await Event.create(
        ticket_id=1,
        seq=100 + number,
        verb="note",
        actor_kind="officer",
        actor_id=number % 9 + 1,
        after="assigned",
        data={"text": "x"},
        at=now,
        hash="0" * 64,
    )


@pytest.mark.parametrize("role", list(Role))
async def test_pages_take_few_statements_and_no_more_for_more_rows(site: Site, role: Role) -> None:
    client = await site.as_(PEOPLE[role])
    key = 20
    if role is not Role.ADMINISTRATOR:
        officer = await Officer.get(username=PEOPLE[role])
        ticket = await Ticket.filter(visible(await actor_for(officer))).first()
        assert ticket
        await Ticket.filter(id=ticket.id).update(first_viewed_at=clock.now())
        key = ticket.id
    paths = [path.replace("KEY", str(key)) for path in pages(role)]
    assert paths
    for path in paths:
        await client.get(path, allow_redirects=False)
    before = {path: await cost(client, path) for path in paths}
    await _grow()
    after = {path: await cost(client, path) for path in paths}
    for path, (status, statements, _) in before.items():
        assert status in (200, 303, 404), path
        assert statements <= MOST_STATEMENTS, f"{path}: {statements}"
        assert after[path][1] <= statements + (1 if "export" not in path else 2), (
            f"{path}: {after[path][1]} of {statements}"
        )


async def test_a_first_visit_fits_a_slow_line(site: Site) -> None:
    shared = sum(len(one.packed or one.body) for one in assets.every().values())
    assert len(assets.every()["portal.css"].body) <= 25 * 1024
    for role, path in (
        (Role.SUPERVISOR, "/portal/board"),
        (Role.SUPERVISOR, "/portal/tickets"),
        (Role.OFFICER, "/portal/tickets"),
        (Role.OPERATOR, "/portal/screening"),
        (Role.OPERATOR, "/portal/intake"),
        (Role.ADMINISTRATOR, "/portal/admin/officers"),
    ):
        _, _, size = await cost(await site.as_(PEOPLE[role]), path)
        assert shared + size <= MOST_BYTES, f"{path}: {shared + size}"


async def test_styles_and_scripts_are_kept_for_a_year_under_their_hash(site: Site) -> None:
    client = await site.stranger()
    text = await page(client, "/portal/sign-in")
    for href in re.findall(r'(?:href|src)="(/assets/[^"]+)"', text):
        assert re.search(r"\.[0-9a-f]{10}\.", href)
        answer = await client.get(href)
        assert (answer.status, answer.headers["Cache-Control"]) == (200, assets.FOREVER)
    assert (await client.get("/assets/portal.css")).status == 404
    assert (await client.get("/assets/..%2fpages.py")).status == 404


async def test_nothing_on_a_page_needs_inline_code(site: Site) -> None:
    """Fault 52."""
    client = await site.as_("collector")
    for path in ("/portal/board", "/portal/tickets", "/portal/tickets/1"):
        text = await page(client, path)
        assert " style=" not in text and "<style" not in text and not re.search(r" on\w+=", text)
        assert not re.search(r"<script(?![^>]*src=)", text)
