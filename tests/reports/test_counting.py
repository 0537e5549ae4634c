"""Counting, case by case, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from reports.counting import Counts, Group, band, count_flows, count_stock, hours
from reports.figures import Day, Figures, Ranked, best, figures, median, silent, worst
from reports.reasons import why
from reports.replay import Happening, Origin, Standing

START = datetime(2026, 7, 20, tzinfo=UTC)
END = START + timedelta(days=7)


def event(verb: str, day: float, before: str, after: str, by: str = "officer", **data: object) -> Happening:
    return Happening(1, verb, before, after, by, 5, data, START + timedelta(days=day))


def filed(day: float, department: str | None = "phe") -> Happening:
    return event("file", day, "", "submitted", "citizen", kind="problem", department=department)


def counted(*events: Happening) -> dict[str, dict[str, int]]:
    into: Counts = {}
    standing = count_flows(events, Origin(), START, END, into)
    if standing is not None:
        count_stock(standing, END, into)
    return {group.department or "": dict(tally) for group, tally in into.items()}


def test_received_counts_for_the_first_department_of_the_day():
    given = counted(
        filed(0, None),
        event("assign", 0.1, "submitted", "assigned", "system", department="phe", officer=5),
        event("transfer", 0.2, "assigned", "submitted", department="energy"),
    )
    assert (given["phe"]["received"], given["phe"]["transferred_out"]) == (1, 1)
    assert given["energy"] == {"transferred_in": 1, "open": 1, "unassigned": 1}


def test_sorting_at_the_desk_is_no_transfer():
    given = counted(
        filed(0), event("transfer", 0.2, "submitted", "submitted", "operator", department="energy")
    )
    assert "transferred_out" not in given["phe"]
    assert given["energy"] == {"open": 1, "unassigned": 1}


def test_resolved_again_counts_again_and_the_dispute_stands_between():
    given = counted(
        filed(-9),
        event("resolve", 0, "in_progress", "resolved", late=True),
        event("dispute", 1, "resolved", "reopened", "citizen"),
        event("resolve", 2, "reopened", "resolved", late=False),
        event("confirm", 3, "resolved", "confirmed", "citizen"),
    )["phe"]
    assert (given["resolved"], given["resolved_late"], given["disputed"], given["confirmed"]) == (2, 1, 1, 1)
    assert "received" not in given and "open" not in given


def test_a_late_yes_is_confirmed_when_it_is_said():
    given = counted(
        filed(-20),
        event("close", -1, "resolved", "closed_unanswered", "system"),
        event("confirm", 2, "closed_unanswered", "confirmed", "citizen"),
    )["phe"]
    assert given == {"confirmed": 1}


def test_the_verdict_of_a_merged_tickets_citizen_is_not_counted_twice():
    given = counted(
        filed(-9),
        event("merge", -8, "assigned", "merged"),
        event("confirm", 1, "merged", "merged", "citizen"),
        event("dispute", 2, "merged", "merged", "citizen"),
    )
    assert "confirmed" not in given.get("phe", {}) and "disputed" not in given.get("phe", {})


def test_the_third_no_is_disputed_and_appealed():
    given = counted(filed(-30), event("dispute", 1, "resolved", "appealed", "citizen"))["phe"]
    assert given == {"disputed": 1, "appealed": 1, "open": 1}


def test_hiding_a_ticket_takes_it_from_the_department():
    given = counted(filed(-3), event("mark_confidential", 1, "assigned", "submitted", "operator"))
    assert given == {"": {"open": 1, "unassigned": 1}}


def standing(**more: object) -> Standing:
    facts: dict[str, object] = {"status": "assigned", "department": "phe", "kind": "problem", **more}
    return Standing(1, START, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"due_at": END}, {"open"}),
        ({"due_at": END - timedelta(days=3)}, {"open", "overdue", "overdue_to_3"}),
        ({"due_at": END - timedelta(days=3, seconds=1)}, {"open", "overdue", "overdue_to_7"}),
        ({"due_at": END - timedelta(days=31)}, {"open", "overdue", "overdue_more"}),
        ({"status": "waiting_citizen", "due_at": START, "paused_at": START}, {"open", "waiting"}),
        (
            {"status": "waiting_citizen", "due_at": START, "paused_at": START + timedelta(days=1)},
            {"open", "waiting", "overdue", "overdue_to_3"},
        ),
        ({"assigned_at": END - timedelta(hours=48)}, {"open"}),
        ({"assigned_at": END - timedelta(hours=49)}, {"open", "unseen"}),
        ({"assigned_at": START, "viewed_at": END}, {"open"}),
        ({"status": "resolved", "due_at": START}, {"awaiting"}),
        ({"status": "merged"}, set()),
        ({"status": "appealed"}, {"open"}),
    ],
)
def test_stock_at_the_end_of_a_day(facts, expected):
    into: Counts = {}
    count_stock(standing(**facts), END, into)
    assert set(into.get(Group("phe", None, "problem"), {})) == expected


def test_hours_are_begun_hours():
    spans = [0, 1, 60, 61, 119, 120]
    assert [hours(START, START + timedelta(minutes=n)) for n in spans] == [0, 1, 1, 2, 2, 2]


def test_bands_meet_without_a_gap():
    assert [band(timedelta(days=n)) for n in (3, 7, 30, 30.01)] == [
        "overdue_to_3",
        "overdue_to_7",
        "overdue_to_30",
        "overdue_more",
    ]


@pytest.mark.parametrize(
    ("histogram", "expected"),
    [
        ({}, None),
        ({"h:4": 1}, 4),
        ({"h:4": 1, "h:9": 1}, 4),
        ({"h:4": 1, "h:9": 2}, 9),
        ({"h:2": 5, "h:90": 4}, 2),
    ],
)
def test_the_median_of_a_histogram(histogram, expected):
    assert median(histogram, "h:") == expected


def test_flows_are_added_and_stock_is_the_last_days():
    days = [START.date(), END.date()]
    rows = [
        Day(day, 1, 1, "problem", {"received": 2, "open": n}) for day, n in zip(days, (9, 4), strict=True)
    ]
    found = figures(rows, days)
    assert (found["received"], found["open"]) == (4, 4)


def ranked(key: int, now: dict[str, int], before: dict[str, int] | None = None) -> Ranked:
    return Ranked(key, Figures(now), Figures(before or {}))


def test_worst_is_the_share_and_few_tickets_are_not_ranked():
    few = ranked(1, {"open": 4, "overdue": 4})
    half = ranked(2, {"open": 10, "overdue": 5})
    most = ranked(3, {"open": 100, "overdue": 40})
    none = ranked(4, {"open": 50})
    assert [one.id for one in worst([few, most, half, none])] == [2, 3]


def test_best_needs_the_citizens_word():
    quiet = ranked(1, {"open": 10, "resolved": 30})
    good = ranked(2, {"open": 20, "overdue": 1, "confirmed": 6})
    late = ranked(3, {"open": 10, "overdue": 5, "confirmed": 40})
    assert [one.id for one in best([quiet, good, late])] == [2]


def test_silent_are_those_with_work_all_week_and_no_step():
    entries = [
        ranked(1, {"open": 3}, {"open": 3}),
        ranked(2, {"open": 3, "acts": 1}, {"open": 3}),
        ranked(3, {"open": 3}, {}),
        ranked(0, {"open": 3}, {"open": 3}),
    ]
    assert [one.id for one in silent(entries)] == [1]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"status": "screening"}, ("unassigned", 7)),
        ({"status": "appealed", "reopened": 2}, ("appealed", 2)),
        ({"status": "waiting_citizen", "paused_at": END - timedelta(days=2)}, ("waiting", 2)),
        ({"assigned_at": END - timedelta(days=4)}, ("unseen", 4)),
        ({"status": "reopened", "reopened": 1, "hops": 3}, ("reopened", 1)),
        ({"status": "in_progress", "viewed_at": START, "hops": 2}, ("transferred", 2)),
        ({"status": "in_progress", "viewed_at": START, "extended": 1}, ("extended", 1)),
        ({"status": "in_progress", "viewed_at": START, "moved_at": END - timedelta(days=5)}, ("quiet", 5)),
    ],
)
def test_why_a_ticket_is_still_open(facts, expected):
    assert why(standing(**facts), END) == expected
