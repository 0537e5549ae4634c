"""Who may write to whom, who approves it, and what may be said: on each database."""

from datetime import UTC, date, datetime, timedelta

import pytest

import clock
import settings
from models.broadcasts import Broadcast, BroadcastState
from models.officers import AccessLog, Leave, Officer, Role
from tests.tickets.world import World, actor, set_clock
from tickets import access, addressing, broadcasts
from tickets.actor import Actor, ActorKind
from tickets.broadcasts import Step, Wanted
from tickets.errors import Changed, Invalid, NotAllowed, NotFound, NotPossible

WORDS = "कल सुबह 10 बजे पानी की टंकी साफ होगी। घर में पानी भर लीजिए।"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _tuesday() -> None:
    set_clock(datetime(2026, 11, 24, 6, 0, tzinfo=UTC))


def wanted(world: World, **more: object) -> Wanted:
    values: dict[str, object] = {"words": {"hi": WORDS}, "area_id": world.block.id} | more
    return Wanted(**values)  # type: ignore[arg-type]


async def waiting(world: World, by: Officer | None = None, **more: object) -> Broadcast:
    """One that its author has sent for approval."""
    author = await actor(by or world.adm)
    row = await broadcasts.write(author, wanted(world, **more))
    return await broadcasts.submit(row.id, author)


async def supervisor(world: World, username: str, **more: object) -> Officer:
    values: dict[str, object] = {"area": world.district, "level": "ceo"} | more
    return await Officer.create(
        username=username, name_hi=username, name_en=username, role=Role.SUPERVISOR, created_at=clock.now(),
        **values,
    )  # fmt: skip


async def test_one_writes_and_another_approves_and_each_step_is_logged(world: World) -> None:
    row = await waiting(world)
    assert (row.state, row.people, row.left_out) == (BroadcastState.WAITING, 2, 0)
    row = await broadcasts.approve(row.id, await actor(world.collector), row.version)
    assert (row.state, row.made_by, row.approved_by) == (
        BroadcastState.SENDING, world.adm.id, world.collector.id,
    )  # fmt: skip
    row = await broadcasts.cancel(row.id, await actor(world.adm))
    assert (row.state, row.ended_by) == (BroadcastState.CANCELLED, world.adm.id)
    log = await AccessLog.filter(subject=f"broadcast:{row.id}").order_by("id")
    assert [(line.action, line.officer_id) for line in log] == [
        ("broadcast-written", world.adm.id),
        ("broadcast-submitted", world.adm.id),
        ("broadcast-approved", world.collector.id),
        ("broadcast-cancelled", world.adm.id),
    ]


async def test_nobody_writes_beyond_their_area_or_department(world: World) -> None:
    of_block = await supervisor(world, "block", area=world.block)
    of_water = await supervisor(world, "water", department=world.phe)
    phe, pwd = world.phe.id, world.pwd.id
    may = {
        (who.username, area.code, department)
        for who in (of_block, of_water, world.head, world.officer, world.operator, world.collector)
        for area in (world.district, world.block, world.other_village)
        for department in (None, phe, pwd)
        if await _writes(world, who, area.id, department)
    }
    everywhere = {
        ("collector", area.code, department)
        for area in (world.district, world.block, world.other_village)
        for department in (None, phe, pwd)
    }
    assert may == everywhere | {
        *{("block", world.block.code, department) for department in (None, phe, pwd)},
        *{
            (who, area.code, phe)
            for who in ("water", "phe-head")
            for area in (world.district, world.block, world.other_village)
        },
    }


async def _writes(world: World, who: Officer, area_id: int, department_id: int | None) -> bool:
    try:
        await broadcasts.write(await actor(who), wanted(world, area_id=area_id, department_id=department_id))
    except Invalid:
        return False
    return True


def test_a_half_made_actor_reaches_nobody() -> None:
    for kind in ActorKind:
        assert not access.reaches(Actor(kind, 1), "1.2.", 5)
        assert not access.reaches(Actor(kind, None, 5, "1."), "1.2.", 5)
    assert not access.reaches(Actor(ActorKind.SUPERVISOR, 1, None, "1.2."), "1.", None)
    assert not access.reaches(Actor(ActorKind.SUPERVISOR, 1, 5, "1."), "1.2.", None)
    assert not access.reaches(Actor(ActorKind.DEPARTMENT_HEAD, 1, None, "1."), "1.2.", None)
    assert not access.reaches(Actor(ActorKind.ADMINISTRATOR, 1, None, "1."), "1.2.", None)


async def test_what_is_not_theirs_looks_absent(world: World) -> None:
    row = await waiting(world)
    for stranger in (
        world.head,
        world.officer,
        world.operator,
        await supervisor(world, "x", area=world.other_block),
    ):
        with pytest.raises(NotFound):
            await broadcasts.load(row.id, await actor(stranger))
        with pytest.raises(NotFound):
            await broadcasts.approve(row.id, await actor(stranger), row.version)
        with pytest.raises(NotFound):
            await broadcasts.cancel(row.id, await actor(stranger))


async def test_the_author_never_approves(world: World) -> None:
    row = await waiting(world)
    author = await actor(world.adm)
    assert Step.APPROVE not in broadcasts.offered(row, author)
    with pytest.raises(NotAllowed, match="broadcast-own"):
        await broadcasts.approve(row.id, author, row.version)
    with pytest.raises(NotAllowed):
        await broadcasts.refuse(row.id, author, "नहीं")


async def test_nor_does_the_author_in_somebodys_place(world: World) -> None:
    """The one who acts counts, not whose rights they use."""
    row = await waiting(world)
    await Leave.create(officer=world.collector, substitute=world.adm, starts=DAY, ends=DAY)
    author = await actor(world.adm)
    for one in (author, *author.stands_in_for):
        with pytest.raises(NotAllowed, match="broadcast-own"):
            await broadcasts.approve(row.id, one, row.version)


async def test_nor_does_anybody_in_the_authors_place_or_the_one_it_was_written_for(world: World) -> None:
    row = await waiting(world)
    leave = await Leave.create(officer=world.adm, substitute=world.officer, starts=DAY, ends=DAY)
    (lent,) = (await actor(world.officer)).stands_in_for
    with pytest.raises(NotAllowed, match="broadcast-own"):
        await broadcasts.approve(row.id, lent, row.version)
    written = await broadcasts.write(lent, wanted(world))
    assert (written.made_by, written.made_for) == (world.officer.id, world.adm.id)
    await broadcasts.submit(written.id, lent)
    await leave.delete()
    with pytest.raises(NotAllowed, match="broadcast-own"):
        await broadcasts.approve(written.id, await actor(world.adm), written.version)
    done = await broadcasts.approve(written.id, await actor(world.collector), written.version)
    assert done.state is BroadcastState.SENDING


async def test_a_department_head_writes_for_their_department_and_does_not_approve(world: World) -> None:
    row = await waiting(world, world.adm, department_id=world.phe.id)
    head = await actor(world.head)
    assert broadcasts.offered(await broadcasts.load(row.id, head), head) == frozenset()
    with pytest.raises(NotAllowed):
        await broadcasts.approve(row.id, head, row.version)
    own = await waiting(world, world.head, department_id=world.phe.id)
    assert (await broadcasts.approve(own.id, await actor(world.adm), own.version)).approved_by == world.adm.id


async def test_what_was_not_seen_is_not_approved(world: World) -> None:
    row = await waiting(world)
    author = await actor(world.adm)
    await broadcasts.change(row.id, author, wanted(world, words={"hi": "कुछ और ही बात लिखी है।"}))
    await broadcasts.submit(row.id, author)
    with pytest.raises(Changed, match="broadcast-changed"):
        await broadcasts.approve(row.id, await actor(world.collector), row.version)


async def test_what_was_sent_back_can_be_changed_and_nothing_can_be_after_the_approval(world: World) -> None:
    row = await waiting(world)
    collector, author = await actor(world.collector), await actor(world.adm)
    row = await broadcasts.refuse(row.id, collector, "तारीख लिखिए")
    assert (row.state, row.reason) == (BroadcastState.REFUSED, "तारीख लिखिए")
    row = await broadcasts.change(row.id, author, wanted(world))
    assert (row.state, row.reason) == (BroadcastState.DRAFT, "")
    row = await broadcasts.approve((await broadcasts.submit(row.id, author)).id, collector, row.version)
    for step in (
        broadcasts.change(row.id, author, wanted(world)),
        broadcasts.submit(row.id, author),
        broadcasts.refuse(row.id, collector, "नहीं"),
        broadcasts.approve(row.id, collector, row.version),
    ):
        with pytest.raises(NotPossible):
            await step


async def test_only_the_author_changes_it(world: World) -> None:
    row = await waiting(world)
    with pytest.raises(NotAllowed):
        await broadcasts.change(row.id, await actor(world.collector), wanted(world))
    with pytest.raises(NotAllowed):
        await broadcasts.submit(row.id, await actor(world.collector))


async def test_during_an_election_nothing_is_approved(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = await waiting(world)
    monkeypatch.setenv("SAMVAD__ELECTIONS__CODE_OF_CONDUCT", "true")
    settings.current.cache_clear()
    collector = await actor(world.collector)
    assert broadcasts.offered(row, collector) == {Step.REFUSE, Step.CANCEL}
    with pytest.raises(NotPossible, match="broadcast-elections"):
        await broadcasts.approve(row.id, collector, row.version)


REFUSED = [
    ({"hi": ""}, "words-missing"),
    ({"en": "Water tomorrow."}, "words-missing"),
    ({"hi": "क" * (addressing.LONGEST + 1)}, "words-too-long"),
    ({"hi": WORDS, "hne": "क" * (addressing.LONGEST + 1)}, "words-too-long"),
    ({"hi": "बेवकूफ लोगों के लिए सूचना"}, "abusive"),
    ({"hi": "यहाँ देखिए https://evil.example/x"}, "broadcast-link"),
    ({"hi": "यहाँ देखिए www.evil.example"}, "broadcast-link"),
    ({"hi": "यहाँ देखिए bit.ly/abc"}, "broadcast-link"),
    ({"hi": WORDS, "en": "See gariaband.gov.in today"}, "broadcast-link"),
    ({"hi": "देखिए https://samvad.example@evil.example/"}, "broadcast-link"),
    ({"hi": "देखिए https://[evil"}, "broadcast-link"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED)
def test_what_may_not_be_said_to_many(words: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        addressing.checked(words, "https://samvad.example")
    assert refusal.value.code == code


def test_our_own_address_dates_and_times_are_no_foreign_links() -> None:
    for text in (
        "https://samvad.example/public देखिए",
        "samvad.example।",
        "12.12.2026 को 10.30 बजे",
        "डॉ.राम आएँगे",
    ):
        assert addressing.foreign_link(text, "https://samvad.example") == "", text


def test_identity_numbers_are_masked() -> None:
    words = addressing.checked({"hi": "रामलाल, आधार 9999 4105 7058, आज आएँ।"}, "http://127.0.0.1:8080")
    assert words["hi"] == "रामलाल, आधार XXXX XXXX 7058, आज आएँ।"


async def test_a_time_that_is_over_means_now_and_one_too_far_is_refused(world: World) -> None:
    author = await actor(world.adm)
    over = await broadcasts.write(author, wanted(world, not_before=clock.now() - timedelta(hours=1)))
    later = await broadcasts.write(author, wanted(world, not_before=clock.now() + timedelta(hours=1)))
    assert over.not_before is None
    assert later.not_before is not None
    with pytest.raises(Invalid, match="broadcast-too-far"):
        await broadcasts.write(author, wanted(world, not_before=clock.now() + timedelta(days=90)))
