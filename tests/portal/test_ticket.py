"""The page of a ticket: verbs, refusals, lost updates, files, and words that stay words."""

import re

import pytest

import clock
from models.areas import Area
from models.messages import Lane, Outbound, OutboundState
from models.officers import AccessLog, Officer, Role
from models.people import Person
from models.states import Status
from models.tickets import Attachment, Event, Ticket
from portal.desk.verb_forms import FORMS
from tests.portal.conftest import Client, Site, page, post, token
from tests.portal.test_doors import PEOPLE
from tickets import verbs
from tickets.actor import Actor, ActorKind
from tickets.lifecycle import ROLES

WORDS = "हैंडपंप की चेन बदल दी गई, अब पानी आ रहा है।"


async def mine(status: Status = Status.IN_PROGRESS) -> Ticket:
    """A ticket that stands with the officer of the tests."""
    officer = await Officer.get(username="phe.chhura")
    ticket = await Ticket.filter(officer_id=officer.id).first()
    if ticket is None:
        ticket = await Ticket.filter(department_id=officer.department_id).first()
    assert ticket
    area = await Area.get(id=officer.area_id)
    await Ticket.filter(id=ticket.id).update(
        officer_id=officer.id,
        department_id=officer.department_id,
        area_id=area.id,
        area_path=area.path,
        status=status,
        category_id=None,
        pending={},
    )
    return await Ticket.get(id=ticket.id)


async def do(client: Client, ticket: Ticket, verb: str, **values: str) -> tuple[int, str]:
    path = f"/portal/tickets/{ticket.id}"
    answer = await post(client, f"{path}/do/{verb}", form=path, **values)
    return answer.status, await answer.text()


def test_every_verb_somebody_may_do_has_a_form() -> None:
    staff = {role.value for role in Role}
    for_people = {verb for verb, kinds in ROLES.items() if staff & {kind.value for kind in kinds}}
    without = {"file", "view", "edit", "join"}
    assert {verb.value for verb in for_people} - {verb.value for verb in FORMS} <= without


async def test_a_department_says_resolved(any_site: Site) -> None:
    ticket, client = await mine(), await any_site.as_("phe.chhura")
    status, _ = await do(client, ticket, "resolve", note=WORDS, version=str(ticket.version))
    assert status == 303
    after = await Ticket.get(id=ticket.id)
    assert (after.status, after.resolution) == (Status.RESOLVED, WORDS)
    text = await page(client, f"/portal/tickets/{ticket.id}")
    assert "लिख लिया कि काम हुआ" in text and WORDS in text


async def test_what_a_neighbour_told_when_joining_stands_in_the_conversation(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    neighbour = await Person.exclude(id=ticket.citizen_id).first()
    assert neighbour
    told = {"text": "<b>हमारे पारा का नल भी</b> बंद है"}
    await verbs.perform("join", ticket.id, Actor(ActorKind.CITIZEN, neighbour.id), told)

    text = await page(client, f"/portal/tickets/{ticket.id}")
    talk = text[text.index('class="talk"') : text.index("</ol>")]
    assert "&lt;b&gt;हमारे पारा का नल भी&lt;/b&gt; बंद है" in talk


async def test_a_refused_reply_keeps_its_words(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    status, text = await do(client, ticket, "resolve", note="यह हमारे विभाग का नहीं है")
    assert status == 400
    assert "यह हमारे विभाग का नहीं है</textarea>" in text
    assert (await Ticket.get(id=ticket.id)).status is Status.IN_PROGRESS


async def test_two_at_once_and_the_second_learns_of_the_first(site: Site) -> None:
    """Fault 61."""
    ticket, client = await mine(), await site.as_("phe.chhura")
    seen = str(ticket.version)
    assert (
        await do(client, ticket, "extend", until="2027-01-15", reason="मशीन रायपुर से आ रही है।", version=seen)
    )[0] == 303
    status, text = await do(client, ticket, "resolve", note=WORDS, version=seen)
    assert status == 409
    assert "किसी और ने" in text and f"{WORDS}</textarea>" in text
    assert (await Ticket.get(id=ticket.id)).status is Status.IN_PROGRESS


async def test_nothing_but_the_forms_fields_gets_through(site: Site) -> None:
    """Fault 61."""
    ticket, client = await mine(), await site.as_("phe.chhura")
    before = (ticket.department_id, ticket.officer_id, ticket.due_at, ticket.confidential)
    status, _ = await do(
        client,
        ticket,
        "note",
        text="जाँच हो रही है",
        status="closed",
        role="supervisor",
        department_id="2",
        officer_id="1",
        due_at="2030-01-01",
        confidential="1",
    )
    after = await Ticket.get(id=ticket.id)
    assert status == 303
    assert (after.department_id, after.officer_id, after.due_at, after.confidential) == before
    assert after.status is Status.IN_PROGRESS


@pytest.mark.parametrize("verb", ["confirm", "approve_rejection", "direct", "reopen", "withdraw"])
async def test_an_officer_cannot_jump_states_or_roles(site: Site, verb: str) -> None:
    """Fault 61."""
    ticket, client = await mine(), await site.as_("phe.chhura")
    status, _ = await do(client, ticket, verb, reason="क्योंकि ऐसा है", text="निर्देश", note=WORDS)
    assert status == 400
    assert (await Ticket.get(id=ticket.id)).status is Status.IN_PROGRESS


async def test_the_page_offers_what_the_table_allows(site: Site) -> None:
    ticket = await mine()
    officer = await page(await site.as_("phe.chhura"), f"/portal/tickets/{ticket.id}")
    supervisor = await page(await site.as_("collector"), f"/portal/tickets/{ticket.id}")
    assert "/do/resolve" in officer and "/do/direct" not in officer and "/do/confirm" not in officer
    assert "/do/direct" in supervisor and "/do/answer" not in supervisor


async def test_the_first_look_of_whoever_has_it_counts_as_seen(site: Site) -> None:
    ticket = await mine(Status.ASSIGNED)
    await Ticket.filter(id=ticket.id).update(first_viewed_at=None)
    await page(await site.as_("collector"), f"/portal/tickets/{ticket.id}")
    assert (await Ticket.get(id=ticket.id)).first_viewed_at is None
    client = await site.as_("phe.chhura")
    await page(client, f"/portal/tickets/{ticket.id}")
    await page(client, f"/portal/tickets/{ticket.id}")
    assert (await Ticket.get(id=ticket.id)).first_viewed_at is not None
    assert await Event.filter(ticket_id=ticket.id, verb="view", actor_kind="officer").count() <= 2
    assert await AccessLog.filter(action="ticket-opened", subject=ticket.number).count() == 3


async def test_a_preview_sends_nothing(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    status, text = await do(client, ticket, "resolve", note=WORDS, preview="1")
    assert status == 200
    assert 'class="bubble"' in text and ticket.number in text and f"{WORDS}</textarea>" in text
    assert (await Ticket.get(id=ticket.id)).status is Status.IN_PROGRESS


async def test_kept_replies_are_offered(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    await post(client, "/portal/saved", kind="reply", name="चेन बदली", body=WORDS)
    assert f'data-words="{WORDS}"' in await page(client, f"/portal/tickets/{ticket.id}")


async def test_many_tickets_at_once_each_with_its_own_result(site: Site) -> None:
    ticket, client = await mine(), await site.as_("phe.chhura")
    foreign = await Ticket.filter(department__code="energy").first()
    assert foreign
    data = [("csrf", await token(client)), ("verb", "note"), ("words", "बैठक में देखा गया"), ("next", "//evil")]
    data += [("ticket", str(ticket.id)), ("ticket", str(foreign.id)), ("ticket", "x")]
    answer = await client.post("/portal/bulk", data=data)
    text = await answer.text()
    assert answer.status == 200
    assert text.count("✓") == 1 and text.count("✗") == 1
    assert foreign.number not in text and "evil" not in text
    assert await Event.filter(ticket_id=ticket.id, verb="note").count() == 1
    assert not await Event.filter(ticket_id=foreign.id, verb="note").exists()


EVIL = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}{% if 1 %}x{% endif %}",
    "javascript:alert(1)",
    "</textarea><svg onload=alert(1)>",
    "%s %(x)s {name} ${7*7}",
)


@pytest.mark.parametrize("evil", EVIL)
async def test_what_people_wrote_stays_text_everywhere(site: Site, evil: str) -> None:
    """Faults 52 and 54."""
    ticket = await mine()
    await Ticket.filter(id=ticket.id).update(
        description=evil, address=evil, on_behalf_of=evil, because=evil[:300]
    )
    await Person.filter(id=ticket.citizen_id).update(name=evil, phone=evil[:20])
    await Attachment.create(
        ticket_id=ticket.id,
        channel="webchat",
        kind="document",
        mime="text/html",
        name=evil,
        caption=evil,
        storage_key="demo/proof.png",
        state="stored",
        created_at=clock.now(),
    )
    client = await site.as_("phe.chhura")
    await do(client, ticket, "note", text=evil)
    path = f"/portal/tickets/{ticket.id}"
    for where in (path, f"{path}/print", "/portal/tickets", f"/portal/tickets?box=all&q={ticket.number}"):
        text = await page(client, where)
        assert "<script>alert" not in text and "onerror=alert(1)>" not in text and "<svg onload" not in text
        assert ">49<" not in text and 'href="javascript:' not in text
    shown = await page(client, path)
    assert (
        str(re.escape(evil)) in shown
        or "&lt;" in shown
        or "javascript:alert" in shown
        or "{{7*7}}" in shown
        or "%s" in shown
    )


async def test_confidential_tickets_stay_above(site: Site) -> None:
    ticket = await mine()
    collector = await Officer.get(username="collector")
    await Ticket.filter(id=ticket.id).update(confidential=True, officer_id=collector.id)
    for username in (PEOPLE[Role.OFFICER], PEOPLE[Role.DEPARTMENT_HEAD], PEOPLE[Role.OPERATOR]):
        await page(await site.as_(username), f"/portal/tickets/{ticket.id}", 404)
    await page(await site.as_("collector"), f"/portal/tickets/{ticket.id}")


async def test_what_its_citizen_was_sent_is_told_apart_from_officers_alerts(site: Site) -> None:
    ticket = await mine(Status.IN_PROGRESS)
    officer = await Officer.get(username="phe.chhura")
    officer.person_id = (await Person.exclude(id=ticket.citizen_id).first()).id  # type: ignore[union-attr]
    await officer.save(update_fields=["person_id"])
    people = {"Outbound to the citizen": ticket.citizen_id, "Outbound to the officer": officer.person_id}
    for error, person_id in people.items():
        await Outbound.create(
            key=error,
            person_id=person_id,
            channel="webchat",
            lane=Lane.NOTICE,
            purpose="resolved",
            ticket_id=ticket.id,
            body="{}",
            state=OutboundState.SENT,
            error=error,
            next_attempt_at=clock.now(),
            created_at=clock.now(),
        )
    text = await page(await site.as_("phe.chhura"), f"/portal/tickets/{ticket.id}")
    assert "Outbound to the citizen" in text and "Outbound to the officer" not in text
