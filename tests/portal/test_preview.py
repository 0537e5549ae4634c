"""What an officer is shown before sending is what the citizen gets: word for word, in their language."""

import html
import re
from dataclasses import replace

import pytest

import clock
from bots.capabilities import TELEGRAM, WHATSAPP
from bots.fit import fit
from models.people import Identity, Person
from models.states import Status
from models.tickets import Ticket
from portal.desk.preview import NOTICES, preview, write
from tests.portal.conftest import Site
from tests.portal.test_ticket import WORDS, do, mine
from tickets.lifecycle import Verb
from workers import letters
from workers.letters import Files
from workers.notices import TABLE, Happening, To
from workers.recipients import Recipient

SENT_BY = {Verb.REJECT: Verb.APPROVE_REJECTION}


def typed(verb: Verb, words: str) -> dict[str, str]:
    return {NOTICES[verb].field: words, "until": "2026-12-15"}


@pytest.mark.parametrize("verb", list(NOTICES))
@pytest.mark.parametrize("language", ["hi", "hne", "en"])
@pytest.mark.parametrize("words", ["काम हो गया, पंप बदल दिया गया है।", "लंबा " * 300])
async def test_the_preview_is_the_notice(site: Site, verb: Verb, language: str, words: str) -> None:
    ticket = await Ticket.filter(department_id__not_isnull=True).select_related("department").first()
    assert ticket
    data = {NOTICES[verb].field: words.strip(), "to": "citizen"}
    event = Happening(SENT_BY.get(verb, verb), "officer", "", "", data)
    notice = next(one for one in TABLE[event.verb] if one.to is To.CITIZEN)
    shown = write(ticket, verb, typed(verb, words), language)
    if verb is Verb.EXTEND:
        ticket.due_at = clock.now().replace(year=2026, month=12, day=15, hour=11)
    sent = letters.write(notice, ticket, event, Recipient(ticket.citizen_id, language), Files())
    assert shown.text == sent.text
    assert [one.label for one in shown.options] == [one.label for one in sent.options]
    for capabilities in (WHATSAPP, TELEGRAM):
        plain = replace(sent, template=None)
        assert [one.text for one in fit(shown, capabilities)] == [
            one.text for one in fit(plain, capabilities)
        ]


async def test_it_is_cut_for_the_channel_used_last(site: Site) -> None:
    ticket = await Ticket.all().select_related("department").first()
    assert ticket
    now = clock.now()
    await Identity.filter(person_id=ticket.citizen_id).update(last_inbound_at=None)
    await Identity.create(
        person_id=ticket.citizen_id,
        channel="whatsapp",
        phone="910000000001",
        last_inbound_at=now,
        created_at=now,
    )
    await Person.filter(id=ticket.citizen_id).update(language="en")
    found = await preview(ticket, Verb.RESOLVE, {"note": WORDS})
    assert (found.channel, found.language) == ("whatsapp", "en")
    assert found.parts == tuple(fit(write(ticket, Verb.RESOLVE, {"note": WORDS}, "en"), WHATSAPP))
    await Identity.filter(person_id=ticket.citizen_id).delete()
    assert (await preview(ticket, Verb.RESOLVE, {"note": WORDS})).channel == ""


async def test_numbers_that_will_be_masked_are_masked_in_the_preview(site: Site) -> None:
    ticket = await Ticket.all().select_related("department").first()
    assert ticket
    assert "999941057058" not in write(ticket, Verb.MESSAGE, {"text": "आधार 9999 4105 7058"}, "hi").text


async def test_the_page_shows_it_with_its_buttons_and_harmless(site: Site) -> None:
    ticket = await mine(Status.IN_PROGRESS)
    await Person.filter(id=ticket.citizen_id).update(language="en")
    client = await site.as_("phe.chhura")
    status, text = await do(client, ticket, "resolve", note=f"<b>{WORDS}</b> *क*", preview="1")
    assert status == 200
    bubble = re.search(r'<p class="bubble" lang="en">(.*?)</p>', text, re.DOTALL)
    assert bubble
    words = write(
        await Ticket.get(id=ticket.id).select_related("department"), Verb.RESOLVE,
        {"note": f"<b>{WORDS}</b> *क*"}, "en",
    ).text  # fmt: skip
    shown = html.unescape(re.sub(r"</?b>", "*", bubble[1]))
    assert shown == words
    assert "<li>✅ Yes, it is done</li>" in text
