"""The screening desk's day: sorting, taking down, calling, and what could not be read."""

import re

import pytest

import clock
import texts
from models.messages import Inbound, InboundState, Lane, Outbound, OutboundState
from models.officers import Officer
from models.people import Person
from models.states import Status
from models.supervision import CallListEntry
from models.tickets import LabelledExample, Ticket
from tests.portal.conftest import Site, page, post, token

MATTER = "हमारे पारा का हैंडपंप दस दिन से बिगड़ा है, पानी के लिए दूर जाना पड़ता है।"


async def test_one_key_sends_the_oldest_to_the_proposed_department(site: Site) -> None:
    ticket = await Ticket.filter(status=Status.SCREENING).order_by("due_at").first()
    assert ticket
    await Ticket.filter(id=ticket.id).update(
        alternatives=[["phe", 0.61], ["panchayat", 0.3], ["nowhere", 0.1]]
    )
    client = await site.as_("desk1")
    text = await page(client, "/portal/screening")
    assert ticket.number in text
    assert re.findall(r'data-key="(\d)"', text) == ["1", "2", "0", "9"] and "61 %" in text
    answer = await post(
        client,
        f"/portal/screening/{ticket.id}/send",
        form="/portal/screening",
        department="phe",
        version=str(ticket.version),
    )
    assert answer.status == 303
    after = await Ticket.get(id=ticket.id).select_related("department")
    assert after.department and (after.department.code, after.status) == ("phe", Status.SUBMITTED)
    assert await LabelledExample.filter(ticket_id=ticket.id, department_code="phe").exists()


async def test_the_router_is_asked_where_no_proposal_was_kept(site: Site) -> None:
    ticket = await Ticket.filter(status=Status.SCREENING).order_by("due_at").first()
    assert ticket
    await Ticket.filter(id=ticket.id).update(alternatives=[], description=MATTER)
    text = await page(await site.as_("desk1"), f"/portal/screening?ticket={ticket.id}")
    assert "पेयजल" in text and 'data-key="1"' in text


async def test_what_is_sent_nowhere_comes_back_with_the_reason(site: Site) -> None:
    ticket = await Ticket.filter(status=Status.SCREENING).first()
    assert ticket
    client = await site.as_("desk1")
    answer = await post(
        client, f"/portal/screening/{ticket.id}/send", form="/portal/screening", department="x"
    )
    assert answer.status == 400 and 'role="alert"' in await answer.text()


INTAKE = {
    "key": "0123456789abcdef",
    "source": "paper",
    "name": "उदाहरण बाई",
    "phone": "90000 00002",
    "language": "hi",
    "kind": "problem",
    "description": MATTER,
    "village": "शोभा",
}


async def test_a_paper_becomes_a_ticket_once_with_a_slip(site: Site) -> None:
    client = await site.as_("desk1")
    block = re.search(r'<option value="(\d+)">मैनपुर</option>', await page(client, "/portal/intake"))
    assert block
    first = await post(client, "/portal/intake", form="/portal/intake", **INTAKE, block=block[1])
    second = await post(client, "/portal/intake", form="/portal/intake", **INTAKE, block=block[1])
    assert first.status == 303
    assert first.headers["Location"] == second.headers["Location"]
    ticket = await Ticket.filter(source="paper").get().select_related("area", "citizen")
    assert ticket.area and ticket.area.code == "mainpur.shobha"
    assert (ticket.citizen.name, ticket.citizen.phone) == ("उदाहरण बाई", "+919000000002")
    slip = await page(client, first.headers["Location"])
    assert ticket.number in slip and "<svg" in slip and "आख़िरी तारीख" in slip


async def test_another_name_on_a_known_telephone_is_kept_beside_it(site: Site) -> None:
    await Person.create(name="नमूना राम", phone="+919000000002", created_at=clock.now())
    client = await site.as_("desk1")
    await post(client, "/portal/intake", form="/portal/intake", **INTAKE)
    ticket = await Ticket.filter(source="paper").get().select_related("citizen")
    assert (ticket.citizen.name, ticket.on_behalf_of) == ("नमूना राम", "उदाहरण बाई")


async def test_identity_numbers_are_masked_before_they_are_stored(site: Site) -> None:
    client = await site.as_("desk1")
    await post(
        client,
        "/portal/intake",
        form="/portal/intake",
        **{**INTAKE, "description": "आधार 2345 6789 0124 राशन नहीं"},
    )
    ticket = await Ticket.filter(source="paper").get()
    assert "2345" not in ticket.description


@pytest.mark.parametrize("missing", [{"description": ""}, {"kind": "gossip"}])
async def test_an_unfinished_form_keeps_what_was_typed(site: Site, missing: dict[str, str]) -> None:
    client = await site.as_("desk1")
    answer = await post(client, "/portal/intake", form="/portal/intake", **{**INTAKE, **missing})
    assert answer.status == 400
    assert 'value="उदाहरण बाई"' in await answer.text()
    assert not await Ticket.filter(source="paper").exists()


async def test_a_call_that_reaches_nobody_stays_on_the_list(site: Site) -> None:
    ticket = await Ticket.get(id=1)
    entry = await CallListEntry.create(
        key="k",
        person_id=ticket.citizen_id,
        ticket_id=ticket.id,
        reason="unreachable",
        created_at=clock.now(),
    )
    client = await site.as_("desk1")
    assert ticket.number in await page(client, "/portal/calls")
    await post(client, f"/portal/calls/{entry.id}", outcome="no-answer")
    assert "no-answer" in await page(client, "/portal/calls")
    await post(client, f"/portal/calls/{entry.id}", outcome="spoke", words="कल फिर देखेंगे")
    assert ticket.number not in await page(client, "/portal/calls")
    done = await CallListEntry.get(id=entry.id)
    assert (done.state, done.outcome) == ("done", "no-answer | spoke: कल फिर देखेंगे")


async def test_an_officer_without_a_chat_is_on_the_list_with_their_number(site: Site) -> None:
    officer = await Officer.all().order_by("id").first()
    assert officer is not None
    await Officer.filter(id=officer.id).update(phone="+910000000077")
    await CallListEntry.create(
        key="k", person_id=0, callee_id=officer.id, reason="officer-without-chat", created_at=clock.now()
    )
    shown = await page(await site.as_("desk1"), "/portal/calls")
    assert officer.name("hi") in shown or officer.name("en") in shown
    assert "tel:+910000000077" in shown


async def test_calls_about_foreign_tickets_are_neither_shown_nor_done(site: Site) -> None:
    await Ticket.filter(id=1).update(confidential=True)
    entry = await CallListEntry.create(key="k", person_id=1, ticket_id=1, reason="x", created_at=clock.now())
    client = await site.as_("desk1")
    assert f"/portal/calls/{entry.id}" not in await page(client, "/portal/calls")
    assert (await post(client, f"/portal/calls/{entry.id}", outcome="spoke")).status == 404


async def parked(lane: str = "message", body: str = '{"text":"<b>hi</b>"}') -> Inbound:
    return await Inbound.create(
        channel="whatsapp",
        vendor_key=f"wamid.{lane}",
        lane=lane,
        sender="x",
        body=body,
        received_at=clock.now(),
        state=InboundState.PARKED,
        error="KeyError: 'text'",
        attempts=5,
    )


async def test_a_parked_message_is_shown_with_its_reason_and_tried_again(site: Site) -> None:
    row, client = await parked(), await site.as_("desk1")
    text = await page(client, "/portal/parked")
    assert "KeyError" in text and "&lt;b&gt;hi&lt;/b&gt;" in text
    await post(client, "/portal/parked", id=str(row.id), what="retry")
    after = await Inbound.get(id=row.id)
    assert (after.state, after.attempts, after.error) == (InboundState.NEW, 0, "")


async def test_a_hopeless_one_can_be_set_aside(site: Site) -> None:
    row, client = await parked("unreadable", "<html>502"), await site.as_("admin")
    await post(client, "/portal/parked", id=str(row.id), what="retry")
    assert (await Inbound.get(id=row.id)).state is InboundState.PARKED
    await post(client, "/portal/parked", id=str(row.id), what="ignore")
    assert (await Inbound.get(id=row.id)).state is InboundState.IGNORED


async def test_the_message_log_says_why_and_shows_nobodys_words(site: Site) -> None:
    ticket = await Ticket.get(id=1)
    await Outbound.create(
        key="m1",
        person_id=ticket.citizen_id,
        channel="whatsapp",
        lane=Lane.NOTICE,
        purpose="resolved",
        ticket_id=1,
        body='{"text":"geheime Worte"}',
        state=OutboundState.FAILED,
        error_code="131047",
        error="window closed",
        next_attempt_at=clock.now(),
        created_at=clock.now(),
    )
    for username, number in (("desk1", ticket.number), ("collector", ticket.number), ("admin", None)):
        text = await page(await site.as_(username), "/portal/messages?state=failures")
        assert "131047" in text and "window closed" in text and "geheime" not in text
        assert (ticket.number in text) == (number is not None)
        language = "en" if username == "admin" else "hi"
        assert all(
            texts.say(language, f"portal-{one}") in text for one in ("why-template", "purpose-resolved")
        )
    await page(await site.as_("desk1"), "/portal/messages?state=nonsense", 400)


async def test_the_message_log_shows_what_was_sent_and_never_arrived(site: Site) -> None:
    ticket = await Ticket.get(id=1)
    row = {
        "person_id": ticket.citizen_id,
        "channel": "whatsapp",
        "lane": Lane.NOTICE,
        "body": "{}",
        "ticket_id": 1,
    }
    row |= {"state": OutboundState.SENT, "next_attempt_at": clock.now(), "created_at": clock.now()}
    await Outbound.create(key="m1", purpose="resolved", flagged_at=clock.now(), **row)
    await Outbound.create(key="m2", purpose="started", **row)
    text = await page(await site.as_("desk1"), "/portal/messages?state=undelivered")
    shown = [texts.say("hi", f"portal-purpose-{purpose}") in text for purpose in ("resolved", "started")]
    assert shown == [True, False]
    assert text.count(texts.say("hi", "portal-messages-undelivered")) == 2


async def test_a_secret_of_a_form_is_there_on_every_page_of_the_desk(site: Site) -> None:
    client = await site.as_("desk1")
    for path in ("/portal/screening", "/portal/intake", "/portal/calls", "/portal/parked"):
        assert await token(client, path)
