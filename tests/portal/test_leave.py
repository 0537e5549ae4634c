"""In the portal, whoever stands in for somebody may take their place, and only for as long as the leave."""

from datetime import timedelta

import clock
from models.officers import AccessLog, Leave, Officer
from models.states import Status
from models.tickets import Event, Ticket
from tests.portal.conftest import Client, Site, counted, page, post
from tickets import leave, verbs
from tickets.access import actor_for, visible
from tickets.lifecycle import OPEN


async def away(username: str, substitute: str) -> Officer:
    absent, today = await Officer.get(username=username), clock.today_local()
    await Leave.create(
        officer=absent, substitute=await Officer.get(username=substitute), starts=today, ends=today
    )
    return absent


async def take(client: Client, officer: Officer | None) -> None:
    answer = await post(client, "/portal/account/place", officer=str(officer.id) if officer else "")
    assert (answer.status, answer.headers["Location"]) == (303, "/portal")


async def test_the_place_of_a_head_is_taken_and_left_again(any_site: Site) -> None:
    head = await away("phe.head", "phe.chhura")
    client = await any_site.as_("phe.chhura")
    own = await page(client, "/portal/tickets")
    assert head.name_hi in own
    assert "/portal/board" not in own
    await page(client, "/portal/board", 403)
    await take(client, head)
    assert head.name_hi in await page(client, "/portal/board")
    shown = await page(client, "/portal/tickets?box=all&sort=new")
    theirs = await Ticket.filter(visible(await actor_for(head))).order_by("-id").limit(5)
    assert theirs
    assert all(ticket.number in shown for ticket in theirs)
    assert await AccessLog.filter(action="place-taken", subject="phe.head").exists()
    await take(client, None)
    await page(client, "/portal/board", 403)


async def test_the_place_is_lost_with_the_leave(site: Site) -> None:
    head = await away("phe.head", "phe.chhura")
    client = await site.as_("phe.chhura")
    await take(client, head)
    await page(client, "/portal/board")
    await Leave.all().update(ends=clock.today_local() - timedelta(days=1))
    await page(client, "/portal/board", 403)
    assert head.name_hi not in await page(client, "/portal/account")


async def test_no_other_place_can_be_taken(site: Site) -> None:
    await away("phe.head", "phe.chhura")
    client = await site.as_("phe.chhura")
    await take(client, await Officer.get(username="collector"))
    await page(client, "/portal/board", 403)


async def test_what_is_confidential_stays_hidden_in_a_supervisors_place(site: Site) -> None:
    collector = await Officer.get(username="collector")
    open_, hidden = await Ticket.filter(status=Status.ASSIGNED).order_by("id").limit(2)
    await verbs.perform("mark_confidential", hidden.id, await actor_for(collector), {})
    client = await site.as_("phe.chhura")
    await take(client, await away("collector", "phe.chhura"))
    await page(client, f"/portal/tickets/{open_.id}")
    await page(client, f"/portal/tickets/{hidden.id}", 404)
    assert hidden.number not in await page(client, "/portal/tickets?box=all&sort=new")


async def test_a_verb_without_taking_the_place_names_whom_it_is_for(site: Site) -> None:
    head = await away("phe.head", "pwd.chhura")
    officer = await Officer.get(username="phe.chhura")
    ticket = await Ticket.filter(status__in=OPEN, officer_id=officer.id).order_by("id").first()
    assert ticket is not None
    client = await site.as_("pwd.chhura")
    form = f"/portal/tickets/{ticket.id}"
    answer = await post(client, f"{form}/do/escalate", form=form, reason="ऊपर देखें")
    assert answer.status == 303
    event = await Event.filter(ticket_id=ticket.id).order_by("-seq").first()
    assert event is not None and event.data["for"] == head.id
    stand_in = await Officer.get(username="pwd.chhura")
    assert f"{stand_in.name_hi} ({head.name_hi} की जगह)" in await page(client, form)


async def test_who_stands_in_searches_in_both_jurisdictions(any_site: Site) -> None:
    head = await away("phe.head", "pwd.chhura")
    by = await leave.on_duty(await Officer.get(username="pwd.chhura"))
    client = await any_site.as_("pwd.chhura")
    foreign = await Ticket.filter(visible(await actor_for(head))).order_by("-id").first()
    assert foreign is not None and foreign.officer_id != by.id
    word = max(foreign.search_text.split(), key=len)
    assert foreign.number in await page(client, f"/portal/tickets?box=all&sort=new&q={word}")


async def test_standing_in_costs_a_page_three_statements_more(site: Site) -> None:
    client = await site.as_("phe.chhura")
    await page(client, "/portal/tickets")
    with counted() as before:
        await page(client, "/portal/account")
    await away("phe.head", "phe.chhura")
    with counted() as after:
        await page(client, "/portal/account")
    assert len(after) <= len(before) + 3, after
