"""The demo district's files: complete, consistent, and short enough for buttons and lists."""

import re
import tomllib
import unicodedata
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parent.parent / "data" / "demo"
CODES = "panchayat revenue phe energy food health municipal education wcd agriculture forest police "
CODES += "social_welfare tribal pwd water_resources animal_husbandry transport cooperative labour "
CODES += "mining excise employment_skill election"
DEPARTMENTS = set(CODES.split())
PARENTS: dict[str, set[str | None]] = {
    "state": {None},
    "district": {"state"},
    "block": {"district"},
    "urban_body": {"district"},
    "panchayat": {"block"},
    "ward": {"urban_body"},
    "village": {"block", "panchayat"},
}
LIVES = "open in_progress waiting_citizen resolved confirmed disputed closed_unanswered overdue "
LIVES += "withdrawn screening"
OUTCOMES = set(LIVES.split())
DAILY = ["phe", "energy", "panchayat", "revenue", "food", "health", "education", "wcd", "pwd"]
BLOCKS = {"chhura": 3698, "deobhog": 3699, "fingeshwar": 3701, "gariaband": 3702, "mainpur": 3704}
ANSWERED = {"resolved", "confirmed", "disputed", "closed_unanswered"}


def rows(kind: str, file: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((DEMO / file).read_text(encoding="utf-8"))[kind]
    return found


def areas() -> dict[str, dict[str, Any]]:
    return {area["code"]: area for area in rows("area", "areas.toml")}


def categories() -> list[dict[str, Any]]:
    return [
        category
        for department in rows("department", "departments.toml")
        for category in department["category"]
    ]


def devanagari(text: str) -> bool:
    return any("\u0900" <= letter <= "\u097f" for letter in text)


def named_in_both_scripts(row: dict[str, Any]) -> bool:
    return devanagari(row["name_hi"]) and row["name_en"].isascii()


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.toml")), ids=lambda path: path.name)
def test_each_file_is_normalised_and_says_on_top_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Demo district: ")
    assert unicodedata.is_normalized("NFC", text)


def test_area_codes_are_unique() -> None:
    assert len(areas()) == len(rows("area", "areas.toml"))


def test_every_area_hangs_below_one_of_the_right_kind() -> None:
    tree = areas()
    for area in tree.values():
        parent = tree[area["parent"]]["kind"] if "parent" in area else None
        assert parent in PARENTS[area["kind"]], area["code"]


def test_every_area_is_named_in_both_scripts() -> None:
    assert [code for code, area in areas().items() if not named_in_both_scripts(area)] == []


def test_the_five_blocks_carry_their_directory_codes_and_at_least_fifty_villages_each() -> None:
    tree = areas()
    assert {area["code"]: area["lgd"] for area in tree.values() if area["kind"] == "block"} == BLOCKS
    for block in BLOCKS:
        villages = [
            area for area in tree.values() if area.get("parent") == block and area["kind"] == "village"
        ]
        assert len(villages) >= 50, block


def test_names_are_unique_among_siblings_of_a_kind() -> None:
    for name in ("name_hi", "name_en"):
        seen = [(area.get("parent"), area["kind"], area[name]) for area in areas().values()]
        assert len(set(seen)) == len(seen)


def test_no_alias_is_the_name_of_a_neighbouring_village() -> None:
    villages = [area for area in areas().values() if area["kind"] == "village"]
    owner = {
        (area["parent"], area[name].lower()): area["code"]
        for area in villages
        for name in ("name_hi", "name_en")
    }
    misleading = [
        (area["code"], alias)
        for area in villages
        for alias in area["aliases"]
        if owner.get((area["parent"], alias.lower()), area["code"]) != area["code"]
    ]
    assert misleading == []


def test_coordinates_come_in_pairs_and_lie_in_the_district() -> None:
    for area in areas().values():
        assert ("lat" in area) == ("lon" in area), area["code"]
        assert 19.7 < area.get("lat", 20.5) < 21.2, area["code"]
        assert 81.7 < area.get("lon", 82.1) < 82.9, area["code"]


def test_every_department_of_the_labelling_rules_is_present_once() -> None:
    found = [department["code"] for department in rows("department", "departments.toml")]
    assert sorted(found) == sorted(DEPARTMENTS)


def test_department_orders_are_one_to_twenty_four() -> None:
    assert sorted(d["order"] for d in rows("department", "departments.toml")) == list(range(1, 25))


def test_department_names_fit_buttons_and_have_both_scripts() -> None:
    for department in rows("department", "departments.toml"):
        assert named_in_both_scripts(department), department["code"]
        assert devanagari(department["short_hi"]) and devanagari(department["name_hne"]), department["code"]
        assert max(len(department["short_hi"]), len(department["short_en"])) <= 20, department["code"]
        assert department["icon"], department["code"]


def test_departments_have_distinct_icons_and_short_names() -> None:
    for key in ("icon", "short_hi", "short_en"):
        assert len({department[key] for department in rows("department", "departments.toml")}) == 24, key


def test_categories_fit_one_list_and_end_with_other() -> None:
    for department in rows("department", "departments.toml"):
        codes = [category["code"] for category in department["category"]]
        assert 5 <= len(codes) <= 10, department["code"]
        assert codes[-1] == f"{department['code']}.other"
        assert all(code.startswith(f"{department['code']}.") for code in codes)


def test_category_codes_are_unique() -> None:
    codes = [category["code"] for category in categories()]
    assert len(set(codes)) == len(codes)


def test_category_names_fit_a_list_row_in_three_languages() -> None:
    for category in categories():
        for name in ("name_hi", "name_en", "name_hne"):
            assert 1 <= len(category[name]) <= 24, (category["code"], name)
        assert named_in_both_scripts(category) and devanagari(category["name_hne"]), category["code"]


def test_category_limits_are_working_days() -> None:
    for category in categories():
        assert category["days_urgent"] <= category["days_problem"] <= 7, category["code"]
        assert category["days_problem"] <= category["days_demand"] <= 60, category["code"]
        assert category["days_suggestion"] == 21, category["code"]
        assert isinstance(category["photo_required"], bool) and isinstance(category["service"], bool)


def test_every_member_of_staff_has_an_area_and_a_department_that_exist() -> None:
    tree = areas()
    for person in rows("staff", "staff.toml"):
        assert person["area"] in tree, person["username"]
        has_department = person["role"] in {"officer", "department_head"}
        assert ("department" in person) == has_department, person["username"]
        assert person.get("department", "phe") in DEPARTMENTS, person["username"]


def test_staff_are_unique_and_unmistakably_fictional() -> None:
    staff = rows("staff", "staff.toml")
    for key in ("username", "name_hi", "name_en", "phone"):
        assert len({person[key] for person in staff}) == len(staff), key
    for person in staff:
        assert person["demo"] is True, person["username"]
        assert re.search("नमूना|उदाहरण|काल्पनिक|प्रतिरूप", person["name_hi"]), person["username"]
        assert re.fullmatch(r"\+91 00000 000\d\d", person["phone"]), person["username"]
        assert named_in_both_scripts(person), person["username"]


def test_every_department_has_a_head_at_the_district_and_an_officer() -> None:
    staff = rows("staff", "staff.toml")
    heads = {p["department"] for p in staff if p["role"] == "department_head" and p["area"] == "cg.gariaband"}
    assert heads == DEPARTMENTS
    assert {p["department"] for p in staff if p["role"] == "officer"} == DEPARTMENTS


@pytest.mark.parametrize("department", DAILY)
def test_departments_villagers_need_daily_have_an_officer_in_each_block(department: str) -> None:
    staff = rows("staff", "staff.toml")
    officers = {p["area"] for p in staff if p["role"] == "officer" and p["department"] == department}
    assert officers == set(BLOCKS)


def test_every_town_has_a_municipal_officer() -> None:
    towns = {code for code, area in areas().items() if area["kind"] == "urban_body"}
    officers = {p["area"] for p in rows("staff", "staff.toml") if p["username"].startswith("municipal.")}
    assert officers - {"cg.gariaband"} == towns


def test_the_district_has_its_supervisors_desk_and_administrator() -> None:
    others = sorted(
        (p["role"], p.get("level", ""))
        for p in rows("staff", "staff.toml")
        if p["role"] not in {"officer", "department_head"}
    )
    assert others == [
        ("administrator", ""),
        ("operator", ""),
        ("operator", ""),
        ("supervisor", "adm"),
        ("supervisor", "ceo"),
        ("supervisor", "collector"),
    ]


def test_holidays_are_distinct_dates_of_both_years_in_order() -> None:
    holidays = rows("holiday", "holidays.toml")
    dates = [holiday["date"] for holiday in holidays]
    assert dates == sorted(set(dates))
    assert {day.year for day in dates} == {2026, 2027}
    assert all(named_in_both_scripts(holiday) for holiday in holidays)


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("day", [(1, 26), (4, 14), (8, 9), (8, 15), (10, 2), (11, 1), (12, 18), (12, 25)])
def test_fixed_holidays_of_the_state_are_kept(year: int, day: tuple[int, int]) -> None:
    assert date(year, *day) in {holiday["date"] for holiday in rows("holiday", "holidays.toml")}


def test_office_hours_are_spells_in_order() -> None:
    office = tomllib.loads((DEMO / "office.toml").read_text(encoding="utf-8"))["office"]
    assert office["timezone"] == "Asia/Kolkata"
    assert office["weekly_off"] == ["sunday"]
    assert office["saturdays_off"] == [2, 4]
    hours = [time.fromisoformat(hour) for spell in office["spells"] for hour in spell]
    assert all(earlier < later for earlier, later in pairwise(hours))


def test_sample_tickets_point_to_what_exists() -> None:
    tree = areas()
    codes = {category["code"] for category in categories()}
    for ticket in rows("ticket", "tickets.toml"):
        assert ticket["village"] in tree, ticket["text"]
        assert ticket["kind"] in {"problem", "demand", "suggestion"}
        assert ticket["outcome"] in OUTCOMES
        if ticket["outcome"] == "screening":
            assert "department" not in ticket and "category" not in ticket
        else:
            assert ticket["category"] in codes and ticket["category"].startswith(f"{ticket['department']}.")


def test_sample_tickets_carry_what_their_outcome_needs() -> None:
    for ticket in rows("ticket", "tickets.toml"):
        outcome = ticket["outcome"]
        assert (len(ticket.get("resolution", "")) >= 10) == (outcome in ANSWERED), ticket["text"]
        assert ("rating" in ticket) == (outcome == "confirmed"), ticket["text"]
        assert ("reason" in ticket) == (outcome == "disputed"), ticket["text"]
        assert ("question" in ticket) == (outcome == "waiting_citizen"), ticket["text"]


def test_sample_tickets_are_as_old_as_their_outcome_says() -> None:
    """Calendar days: twice the working days and two are surely past it, no more than them within it."""
    limits = {category["code"]: category for category in categories()}
    for ticket in rows("ticket", "tickets.toml"):
        limit = limits.get(ticket.get("category", ""), {})
        days = limit.get("days_urgent" if ticket.get("urgent") else f"days_{ticket['kind']}", 7)
        match ticket["outcome"]:
            case "overdue":
                assert ticket["days_ago"] >= 2 * days + 2, ticket["text"]
            case "open" | "in_progress" | "waiting_citizen":
                assert ticket["days_ago"] <= days, ticket["text"]
            case "closed_unanswered":
                assert ticket["days_ago"] > 7, ticket["text"]


def test_sample_tickets_show_every_outcome_language_and_channel() -> None:
    tickets = rows("ticket", "tickets.toml")
    assert len(tickets) == 40
    assert {ticket["outcome"] for ticket in tickets} == OUTCOMES
    assert {ticket["language"] for ticket in tickets} == {"hi", "hne", "en"}
    assert {ticket["channel"] for ticket in tickets} == {"whatsapp", "telegram", "web"}
    assert len({ticket["text"] for ticket in tickets}) == 40


def test_sample_citizens_are_unmistakably_fictional() -> None:
    for ticket in rows("ticket", "tickets.toml"):
        assert re.search("नमूना|उदाहरण|काल्पनिक|प्रतिरूप|Sample", ticket["name"]), ticket["name"]
