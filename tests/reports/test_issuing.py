"""Each person gets each week's digest once, whatever is killed or started twice (faults 32 to 34)."""

import asyncio
import json

import pytest

import clock
import settings as settings_module
from bots import wordings
from models import counters
from models.messages import Outbound
from models.officers import Leave, Officer
from models.supervision import DigestSent
from models.wordings import Wording
from reports import daily, issuing, paper
from reports.bundle import Document
from reports.collecting import collect
from reports.weeks import Week
from tests.reports.conftest import District, set_clock
from tickets import seals
from workers import digesting

pytestmark = pytest.mark.slow

READERS = ["collector", "north", "phehead"]


@pytest.fixture(autouse=True)
def _own_folder(settings, monkeypatch):
    monkeypatch.setattr(settings_module, "current", lambda: settings)


async def work_off() -> int:
    rows = await issuing.waiting(clock.now())
    return sum([await issuing.issue(row) for row in rows])


async def keys() -> list[str]:
    return sorted(row.key for row in await Outbound.all())


async def expected_keys() -> list[str]:
    ids = await Officer.filter(username__in=READERS).values_list("id", flat=True)
    return sorted(f"digest:2026-W30:{key}" for key in ids)


async def test_every_supervisor_and_head_gets_it_once(week30):
    await issuing.open_due(clock.now())
    assert await work_off() == 3
    assert await keys() == await expected_keys()
    assert await issuing.open_due(clock.now()) == []
    assert await work_off() == 0

    row = await Outbound.get(key=(await keys())[0])
    body = json.loads(row.body)
    assert [file["kind"] for file in body["files"]] == ["photo", "document", "document"]
    assert body["text"].startswith("⚠ *नमूनापुर, 20")
    assert body["link"][1].endswith("/portal/board")
    kept = await DigestSent.filter(state="done").order_by("id").first()
    assert kept is not None and kept.text == body["text"]


async def test_on_leave_the_stand_in_gets_it_too_unless_it_names_what_they_may_not_see(week30):
    day = clock.today_local()
    people = {one.username: one for one in await Officer.filter(username__in=[*READERS, "pump"])}
    for absent, substitute in (("phehead", "pump"), ("collector", "pump"), ("north", "collector")):
        await Leave.create(officer=people[absent], substitute=people[substitute], starts=day, ends=day)
    await issuing.open_due(clock.now())
    await work_off()
    extra = {*await keys()} - {*await expected_keys()}
    pairs = (("phehead", "pump"), ("north", "collector"))
    assert extra == {f"digest:2026-W30:{people[one].id}:{people[other].id}" for one, other in pairs}
    row = await Outbound.get(key__endswith=f":{people['pump'].id}", person_id=people["pump"].person_id)
    assert json.loads(row.body)["files"]


async def test_the_seal_is_on_the_paper_of_those_who_see_every_department(week30):
    seal = await seals.seal_day(clock.now())
    assert seal is not None
    for name, expected in (("collector", seals.words(seal)), ("phehead", "")):
        digest = await collect(await Officer.get(username=name), Week.parse("2026-W30"))
        assert digest.seal == expected
        assert (digest.seal in paper.seal(digest)) and bool(paper.seal(digest)) == bool(expected)


async def test_made_by_hand_it_speaks_the_districts_own_words(week30):
    wordings.forget()
    await Wording.create(
        text_id="digest-medians",
        language="hi",
        body="⏱ आधे काम { $resolution } में, देखा { $view } में · { $trend }",
        at=clock.now(),
    )
    await counters.add(wordings.VERSION, "all")
    try:
        (told,) = await digesting.make("2026-W30", reader="collector", send=False, out=None)
    finally:
        wordings.forget()
    assert "⏱ आधे काम" in told


async def test_not_before_monday_at_eight(week30):
    set_clock("2026-07-27T07:59")
    await issuing.open_due(clock.now())
    assert not await DigestSent.filter(week="2026-W30").exists()


async def test_killed_in_the_middle_it_goes_on_and_nobody_gets_it_twice(week30, monkeypatch):
    await issuing.open_due(clock.now())
    first, second, third = await issuing.waiting(clock.now())
    assert await issuing.issue(first)

    class Killed(BaseException):
        pass

    async def dies(*_: object, **__: object) -> list[Document]:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "bundle", dies)
        with pytest.raises(Killed):
            await issuing.issue(second)

    assert await issuing.waiting(clock.now()) == [third]
    assert await work_off() == 1
    set_clock("2026-07-27T08:11")
    assert await issuing.waiting(clock.now()) == [second]
    assert await work_off() == 1
    assert await keys() == await expected_keys()


async def test_killed_between_message_and_row_both_are_undone(week30, monkeypatch):
    await issuing.open_due(clock.now())
    row = (await issuing.waiting(clock.now()))[0]

    class Killed(BaseException):
        pass

    whole = issuing.send

    async def sends_and_dies(*args: object, **named: object) -> None:
        await whole(*args, **named)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "send", sends_and_dies)
        with pytest.raises(Killed):
            await issuing.issue(row)
    assert await keys() == []
    assert (await DigestSent.get(id=row)).state == "waiting"


async def test_two_workers_at_once_send_one(week30):
    await issuing.open_due(clock.now())
    row = (await issuing.waiting(clock.now()))[0]
    assert sorted(await asyncio.gather(*(issuing.issue(row) for _ in range(4)))) == [False] * 3 + [True]
    assert len(await keys()) == 1


async def test_after_three_weeks_standstill_there_is_one_digest(week30):
    set_clock("2026-08-19T11:00")
    opened = await issuing.open_due(clock.now())
    assert [str(week) for week in opened] == ["2026-W33"]
    assert await work_off() == 3
    assert await issuing.open_due(clock.now()) == []


async def test_an_unlinked_reader_has_it_in_the_portal_only(week30):
    await Officer.filter(username="north").update(person_id=None)
    await issuing.open_due(clock.now())
    assert await work_off() == 3
    assert len(await keys()) == 2


async def test_a_row_that_always_fails_is_set_aside(week30):
    await issuing.open_due(clock.now())
    row = (await issuing.waiting(clock.now()))[0]
    await DigestSent.filter(id=row).update(attempts=issuing.MOST_ATTEMPTS)
    assert not await issuing.issue(row)
    assert (await DigestSent.get(id=row)).state == "failed"


async def test_asked_for_in_chat_it_comes_once_for_each_asking(week30):
    assert await issuing.now_for("collector", key="asked:1")
    assert not await issuing.now_for("collector", key="asked:1")
    assert not await issuing.now_for("pump", key="asked:2")
    assert await keys() == ["asked:1"]


async def test_heads_with_something_due_get_one_line_a_morning(week30, district: District):
    set_clock("2026-07-27T09:29")
    assert await daily.send_due() == 0
    set_clock("2026-07-27T09:31")
    assert await daily.send_due() == 1
    assert await daily.send_due() == 0
    row = await Outbound.get(key__startswith="daily:2026-07-27")
    assert json.loads(row.body)["text"].startswith(
        "☀ पेयजल: आज की तारीख वाले 0, समय-सीमा से बाहर 1, 48 घंटे से नहीं खोले 1।"
    )
    set_clock("2026-07-26T10:00")
    assert await daily.send_due() == 0
