"""The officer who gets a ticket: nearest, there, least burdened; never nobody without a reason."""

from routing.officer import OfficerCandidate, choose_officer


def officer(number: int, path: str, **more) -> OfficerCandidate:
    known = {"department": "phe", "role": "officer", "on_duty": True} | more
    return OfficerCandidate(id=number, area_path=path, **known)


def test_the_smallest_area_wins():
    chosen = choose_officer([officer(1, "1."), officer(2, "1.4."), officer(3, "1.5.")], "phe", "1.4.17.")

    assert (chosen.officer_id, chosen.why) == (2, "area")


def test_the_least_load_breaks_ties():
    chosen = choose_officer(
        [officer(1, "1.4.", open_load=9), officer(2, "1.4.", open_load=3)], "phe", "1.4.17."
    )

    assert chosen.officer_id == 2


def test_another_department_does_not_count():
    assert choose_officer([officer(1, "1.4.", department="food")], "phe", "1.4.17.").officer_id is None


def test_leave_is_filled_by_the_substitute():
    away = officer(1, "1.4.", on_duty=False, substitute_id=2)

    assert choose_officer([away, officer(2, "1.9.")], "phe", "1.4.17.").why == "substitute"
    assert choose_officer([away, officer(2, "1.9.")], "phe", "1.4.17.").officer_id == 2


def test_leave_without_a_substitute_goes_one_level_up():
    chosen = choose_officer([officer(1, "1.4.", on_duty=False), officer(3, "1.")], "phe", "1.4.17.")

    assert chosen.officer_id == 3


def test_the_department_head_is_the_last_but_one():
    chosen = choose_officer([officer(7, "1.", role="head")], "phe", "1.4.17.")

    assert (chosen.officer_id, chosen.why) == (7, "department_head")


def test_then_the_screening_desk():
    chosen = choose_officer([], "phe", "1.4.17.")

    assert (chosen.officer_id, chosen.why) == (None, "screening")


def test_a_path_is_not_contained_by_a_number_that_begins_alike():
    assert choose_officer([officer(1, "1.4.")], "phe", "1.41.").officer_id is None
