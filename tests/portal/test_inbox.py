"""Lists, counts and search: the same tickets behind every number, never one that is not theirs to see."""

import re
from urllib.parse import quote

import pytest

import clock
from models.officers import Officer, Role
from models.people import Person
from models.states import Status
from models.tickets import Ticket
from portal import kept
from portal.board import numbers
from portal.desk import choices, inbox, search
from portal.desk.boxes import TABS, Box
from portal.desk.filters import BadAddress, Filters, Sort, default_sort, read
from routing.folding import fold
from tests.portal.conftest import Site, page, post
from tests.portal.test_doors import PEOPLE
from tickets import verbs
from tickets.access import actor_for
from tickets.actions.deciding import Rejection

ROWS = re.compile(r'class="row-link" href="/portal/tickets/(\d+)"')


async def everything(filters: Filters, username: str) -> list[int]:
    """The ids of a whole list, page after page."""
    actor = await actor_for(await Officer.get(username=username))
    found: list[int] = []
    while True:
        listing = await inbox.listing(filters, actor, phones=True, size=7)
        found += [ticket.id for ticket in listing.tickets]
        if listing.further is None:
            return found
        filters = Filters(filters.box, filters.sort, days=filters.days, after=listing.further)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_each_tab_counts_what_its_list_shows(any_site: Site, role: Role) -> None:
    actor = await actor_for(await Officer.get(username=PEOPLE[role]))
    counted = await inbox.counts(tuple(Box), actor)
    for box in Box:
        listed = await everything(Filters(box, default_sort(box)), PEOPLE[role])
        assert len(listed) == len(set(listed)) == counted[box], box
    assert counted[Box.ALL] > 0
    text = await page(await any_site.as_(PEOPLE[role]), "/portal/tickets")
    assert [int(n) for n in re.findall(r'data-live="\w+">(\d+)<', text)] == [
        counted[box] for box in TABS[role]
    ]


async def test_each_number_of_the_board_counts_what_its_list_shows(any_site: Site) -> None:
    actor = await actor_for(await Officer.get(username="collector"))
    found = await numbers.board(actor, 30, Box.OPEN, await choices.current())
    assert found.total == await numbers.totals(actor, 30)
    for box in numbers.TILES:
        days = 30 if box in numbers.DATED else None
        listed = await everything(Filters(box, default_sort(box), days=days), "collector")
        assert len(listed) == found.total[box], box
        assert sum(line.counts[box] for line in found.lines) == found.total[box]
    text = await page(await any_site.as_("collector"), "/portal/board?heat=open")
    client = await any_site.as_("collector")
    for some in ("area=", "department=none", "week="):
        cells = re.findall(rf'<a href="(/portal/tickets[^"]*{some}[^"]*)">(\d+)</a>', text)
        assert cells, some
        for href, number in cells[:5]:
            assert len(ROWS.findall(await page(client, href.replace("&amp;", "&")))) == int(number), href


async def test_pages_by_key_miss_nothing_while_tickets_come_and_go(site: Site) -> None:
    actor = await actor_for(await Officer.get(username="collector"))
    first = await inbox.listing(Filters(Box.OPEN, Sort.DUE), actor, phones=True, size=5)
    await Ticket.filter(id=first.tickets[0].id).update(status=Status.RESOLVED)
    second = await inbox.listing(Filters(Box.OPEN, Sort.DUE, after=first.further), actor, phones=True, size=5)
    assert not {ticket.id for ticket in first.tickets} & {ticket.id for ticket in second.tickets}
    dates = [ticket.due_at for ticket in (*first.tickets, *second.tickets) if ticket.due_at]
    assert dates == sorted(dates)


@pytest.mark.parametrize(
    "query",
    [
        "sort=password",
        "assigned_to__password__startswith=a",
        "box=everything",
        "week=2026-11-24",
        "week=x",
        "department=1;drop table ticket",
        "department=999999999999999999999999",
        "days=8",
        "after=nonsense",
        "after=2026-01-01_5",
        "kind=x'--",
        "officer__password_hash=1",
        "area=-1",
        "box=frequent",
    ],
)
async def test_an_address_that_is_not_on_the_list_is_refused(site: Site, query: str) -> None:
    """Fault 55."""
    await page(await site.as_("phe.chhura"), f"/portal/tickets?{query}", 400)


def test_reading_an_address_knows_nothing_of_the_database() -> None:
    with pytest.raises(BadAddress):
        read({"officer__name": "x"}, Role.OFFICER)  # type: ignore[arg-type]


def test_only_lists_that_end_are_put_in_the_order_of_their_dates() -> None:
    asked = {"box": "closed", "sort": "due"}
    assert read(asked, Role.OFFICER).sort is Sort.NEW  # type: ignore[arg-type]
    assert read(asked | {"q": "handpump"}, Role.OFFICER).sort is Sort.DUE  # type: ignore[arg-type]
    assert read(asked | {"box": "overdue"}, Role.OFFICER).sort is Sort.DUE  # type: ignore[arg-type]


def test_a_short_word_is_looked_for_as_it_is() -> None:
    """The words that begin with "p" are in every ticket of a million."""
    assert [search.term(word, whole=False) for word in ("p", "pan", "pani")] == ["p", "pan", "pani:*"]
    assert search.term("pani", whole=True) == "pani"


@pytest.mark.parametrize(
    "query", ["%" * 80, "_" * 80, "क" * 800, "' OR 1=1 --", "\\", "zzq\x00zzq", "((((", "*:*"]
)
async def test_odd_searches_find_nothing_and_break_nothing(any_site: Site, query: str) -> None:
    """Faults 55 and 62."""
    client = await any_site.as_("collector")
    text = await page(client, f"/portal/tickets?box=all&q={quote(query)}")
    assert len(ROWS.findall(text)) == 0


@pytest.fixture
async def pump(any_site: Site) -> Ticket:
    """A ticket whose words, name and telephone are known."""
    ticket = await Ticket.get(id=1)
    ticket.description = "स्कूल के पास का हैण्डपंप टूट गया"
    ticket.search_text = fold(f"{ticket.description} अनोखी बाई")
    await ticket.save(update_fields=["description", "search_text"])
    await Person.filter(id=ticket.citizen_id).update(name="अनोखी बाई", phone="+919000000001")
    return ticket


@pytest.mark.parametrize(
    "typed",
    ["हैंडपंप", "हैण्डपंप", "handpump", "hand pump school", "अनोखी", "anokhi", "9000000001", "+91 90000 00001"],
)
async def test_search_finds_it_however_it_is_written(any_site: Site, pump: Ticket, typed: str) -> None:
    text = await page(await any_site.as_("desk1"), f"/portal/tickets?box=all&q={quote(typed)}")
    assert str(pump.id) in ROWS.findall(text)


async def test_search_by_number_and_by_its_end(any_site: Site, pump: Ticket) -> None:
    client = await any_site.as_("desk1")
    digits = "".join(sign for sign in pump.number if sign.isdigit())
    for typed in (pump.number, pump.number.replace("-", " "), digits, digits[-4:], digits[-5:]):
        text = await page(client, f"/portal/tickets?box=all&q={quote(typed)}")
        assert ROWS.findall(text) == [str(pump.id)], typed


async def test_a_wrong_check_digit_says_so(any_site: Site, pump: Ticket) -> None:
    wrong = pump.number[:-1] + str((int(pump.number[-1]) + 1) % 10)
    text = await page(await any_site.as_("desk1"), f"/portal/tickets?box=all&q={wrong}")
    assert 'role="alert"' in text and wrong in text


async def test_telephones_are_neither_shown_nor_searched_for_supervisors(
    any_site: Site, pump: Ticket
) -> None:
    client = await any_site.as_("collector")
    assert ROWS.findall(await page(client, "/portal/tickets?box=all&q=9000000001")) == []
    assert "9000000001" not in await page(client, f"/portal/tickets/{pump.id}")
    assert "9000000001" in await page(await any_site.as_("desk1"), f"/portal/tickets/{pump.id}")


async def test_lists_are_kept_under_a_name_and_belong_to_one_officer(site: Site) -> None:
    mine, other = await site.as_("collector"), await site.as_("adm")
    answer = await post(
        mine,
        "/portal/saved",
        kind="view",
        name="छुरा समय पार",
        body="/portal/tickets?box=overdue",
        next="/portal/tickets",
    )
    assert answer.status == 303
    text = await page(mine, "/portal/tickets")
    assert "छुरा समय पार" in text and "छुरा समय पार" not in await page(other, "/portal/tickets")
    key = re.search(r'action="/portal/saved/drop">.*?name="id" value="(\d+)"', text)
    assert key
    await post(other, "/portal/saved/drop", id=key[1])
    assert "छुरा समय पार" in await page(mine, "/portal/tickets")
    await post(mine, "/portal/saved/drop", id=key[1])
    assert "छुरा समय पार" not in await page(mine, "/portal/tickets")


async def test_a_kept_list_leads_only_to_the_inbox(site: Site) -> None:
    client = await site.as_("collector")
    await post(client, "/portal/saved", kind="view", name="fremd", body="https://evil.example")
    assert "evil.example" not in await page(client, "/portal/tickets")


async def test_the_due_clock_speaks(site: Site) -> None:
    client = await site.as_("collector")
    text = await page(client, "/portal/tickets?box=overdue")
    assert re.search(r"\d+ दिन अधिक", text)
    clock.configure(-40 * 86400)
    assert re.search(r"\d+ दिन बाकी", await page(await site.as_("adm"), "/portal/tickets?box=open"))


async def test_a_rejection_asked_again_after_a_no_waits_again(any_site: Site) -> None:
    ticket = await Ticket.filter(status=Status.IN_PROGRESS, officer_id__not_isnull=True).first()
    assert ticket
    officer = await actor_for(await Officer.get(id=ticket.officer_id))
    above = await actor_for(await Officer.get(username="collector"))

    async def waiting() -> int:
        kept.forget()
        listed = await everything(Filters(Box.REJECTION, default_sort(Box.REJECTION)), "collector")
        assert (await inbox.counts((Box.REJECTION,), above))[Box.REJECTION] == len(listed)
        return listed.count(ticket.id)

    ask = {"reason": next(iter(Rejection)).value, "note": "यहाँ ऐसा कोई काम नहीं है"}
    found = [await waiting()]
    for verb, actor, values in (
        ("reject", officer, ask),
        ("decline_rejection", above, {"note": "फिर से देखिए, काम बाकी है"}),
        ("reject", officer, ask),
    ):
        await verbs.perform(verb, ticket.id, actor, dict(values))
        found.append(await waiting())
    assert found == [0, 1, 0, 1]


async def test_an_order_stands_in_a_box_of_its_own_until_it_is_carried_out(any_site: Site) -> None:
    collector = await actor_for(await Officer.get(username="collector"))
    ticket = await Ticket.filter(status=Status.IN_PROGRESS, officer_id__not_isnull=True).first()
    assert ticket
    await verbs.perform("direct", ticket.id, collector, {"text": "तीन दिन में करवाइए", "days": 3})
    client = await any_site.as_("collector")
    assert ROWS.findall(await page(client, "/portal/tickets?box=ordered")) == [str(ticket.id)]
    await Ticket.filter(id=ticket.id).update(status=Status.RESOLVED)
    assert ROWS.findall(await page(client, "/portal/tickets?box=ordered")) == []
