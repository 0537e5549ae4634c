"""The figures of one week worked out by hand, from tickets driven through the real verbs."""

from datetime import date
from itertools import pairwise

from models.officers import Officer
from models.supervision import DailySnapshot
from reports import snapshots
from reports.collecting import collect
from reports.digest import Digest
from reports.figures import figures
from reports.weeks import Week
from tests.reports.conftest import District, set_clock

WEEK = Week.parse("2026-W30")


def shown(digest: Digest, department: str) -> dict[str, int]:
    line = next(one for one in digest.departments if one.name == department)
    return {name: n for name, n in line.now.counts.items() if n}


async def digest_of(name: str) -> Digest:
    await snapshots.take_missing()
    return await collect(await Officer.get(username=name), WEEK)


async def test_the_whole_district(week30):
    digest = await digest_of("collector")
    # Filed: moved, parent, merged, hidden, last; not those of the week before, nor the one just after it.
    # Open on Sunday night: late, moved (waiting), parent, hidden, last.
    assert {name: n for name, n in digest.now.counts.items() if n} == {
        "received": 5,
        "resolved": 2,
        "confirmed": 1,
        "disputed": 1,
        "unanswered": 1,
        "reopened": 1,
        "merged": 1,
        "transferred_in": 1,
        "transferred_out": 1,
        "breached": 1,
        "acts": 6,
        "open": 5,
        "unassigned": 2,
        "waiting": 1,
        "unseen": 2,
        "overdue": 1,
        "overdue_to_7": 1,
    }
    # First looks: the moved one, 21 July 10:10 to 12:10.
    # Resolutions: 14 July 10:00 to 21 July 12:30 and to 23 July 10:00.
    assert (digest.now.first_view_h, digest.now.resolution_h) == (2, 171)


async def test_the_week_before(week30):
    before = (await digest_of("collector")).before
    assert {name: n for name, n in before.counts.items() if n} == {
        "received": 3,
        "resolved": 1,
        "acts": 4,
        "open": 2,
        "unseen": 1,
        "awaiting": 1,
    }
    assert (before.first_view_h, before.resolution_h) == (5, 5)


async def test_each_department_has_what_it_did_itself(week30):
    digest = await digest_of("collector")
    assert shown(digest, "पेयजल") == {
        "received": 1,
        "resolved": 2,
        "confirmed": 1,
        "disputed": 1,
        "reopened": 1,
        "transferred_out": 1,
        "breached": 1,
        "acts": 4,
        "open": 1,
        "unseen": 1,
        "overdue": 1,
        "overdue_to_7": 1,
    }
    assert shown(digest, "बिजली") == {
        "received": 2,
        "unanswered": 1,
        "merged": 1,
        "transferred_in": 1,
        "acts": 2,
        "open": 2,
        "waiting": 1,
        "unseen": 1,
    }
    assert shown(digest, "छँटाई में और गोपनीय") == {"received": 2, "open": 2, "unassigned": 2}


async def test_a_head_sees_the_department_and_nothing_confidential(week30):
    digest = await digest_of("phehead")
    assert [line.name for line in digest.departments] == ["पेयजल"]
    assert digest.now["open"] == 1
    assert [case.ticket_id for case in digest.oldest] == [week30["late"].id]


async def test_a_block_has_its_own_figures(week30):
    digest = await digest_of("north")
    assert (digest.now["received"], digest.now["open"], digest.now["overdue"]) == (2, 3, 1)
    assert [line.name for line in digest.places] == ["North Block"]


async def test_the_oldest_with_who_and_why(week30):
    digest = await digest_of("collector")
    assert [(case.ticket_id, case.why, case.n) for case in digest.oldest] == [
        (week30["late"].id, "unseen", 12),
        (week30["moved"].id, "waiting", 4),
        (week30["parent"].id, "unseen", 6),
        (week30["hidden"].id, "unassigned", 4),
        (week30["last"].id, "unassigned", 0),
    ]
    assert digest.oldest[0].officer == "श्री नमूना pump"


async def test_history_stays_when_tickets_move_on(week30, district: District):
    first = await digest_of("collector")
    kept = await DailySnapshot.all().order_by("day", "department_id", "area_id", "kind").values()
    d = district
    await d.does("2026-07-28T10:00", "wire", "view", week30["parent"])
    await d.does(
        "2026-07-28T11:00", "collector", "assign", week30["hidden"], officer_id=d.officers["collector"].id
    )
    await d.does(
        "2026-07-28T11:00", "pump", "transfer", week30["late"], department="energy", reason="बिजली का है"
    )
    await d.does("2026-07-29T11:00", "citizen", "withdraw", week30["last"])
    await d.does("2026-07-29T12:00", "desk", "unmerge", week30["merged"])
    set_clock("2026-09-01T12:00")
    later = await digest_of("collector")
    assert later.trend[-1] == first.now
    assert [case.ticket_id for case in later.oldest] == [case.ticket_id for case in first.oldest]

    for day in {row["day"] for row in kept}:
        await snapshots.take(day if isinstance(day, date) else date.fromisoformat(day))
    rebuilt = (
        await DailySnapshot.filter(day__lte=date(2026, 7, 26))
        .order_by("day", "department_id", "area_id", "kind")
        .values()
    )
    assert [{**row, "id": 0} for row in rebuilt] == [{**row, "id": 0} for row in kept]


async def test_taking_a_day_twice_changes_nothing(week30):
    await snapshots.take(date(2026, 7, 21))
    first = (
        await DailySnapshot.all()
        .order_by("department_id", "area_id")
        .values("department_id", "area_id", "counts")
    )
    await snapshots.take(date(2026, 7, 21))
    again = (
        await DailySnapshot.all()
        .order_by("department_id", "area_id")
        .values("department_id", "area_id", "counts")
    )
    assert again == first


IN = ("received", "reopened", "appealed", "unmerged")
OUT = ("resolved", "merged", "withdrawn", "rejected")


async def test_what_comes_in_less_what_goes_out_is_what_is_open(week30):
    days = [date(2026, 7, 13 + ahead) for ahead in range(14)]
    await snapshots.take_missing()
    rows = await snapshots.stored(days)
    total = {day: figures([row for row in rows if row.day == day], [day]) for day in days}
    for before, day in pairwise(days):
        came, went = (sum(total[day][name] for name in names) for names in (IN, OUT))
        assert total[before]["open"] + came - went == total[day]["open"], day


async def test_a_running_week_is_told_up_to_yesterday(week30):
    set_clock("2026-07-22T09:00")
    digest = await collect(await Officer.get(username="collector"), WEEK)
    # Monday and Tuesday: moved, parent and merged came in; late, moved and parent are open on Tuesday night.
    assert (digest.now["received"], digest.now["open"], digest.now["resolved"]) == (3, 3, 1)
