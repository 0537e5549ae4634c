"""Administration: what is saved holds at once, is noted, and nothing else can be set."""

import io
import re

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from aiohttp import FormData

from bots import district_facts
from models.areas import Area
from models.departments import Category, Department
from models.holidays import Holiday, OfficeHours
from models.lexicon import RoutingTerm, Strength
from models.messages import Counter
from models.officers import AccessLog, Leave, Officer, Role
from models.tickets import Event
from portal.admin.ledgers import LEDGERS
from tests.portal.conftest import Client, Site, page, post, token

NEW_OFFICER = {
    "username": "phe.new",
    "name_hi": "श्री नमूना नया",
    "name_en": "Shri Namuna Naya",
    "role": "officer",
    "department_id": "phe",
    "area_id": "cg.gariaband",
    "language": "hi",
    "active": "1",
}


async def test_an_officer_is_added_and_only_with_the_forms_fields(site: Site) -> None:
    client = await site.as_("admin")
    answer = await post(
        client,
        "/portal/admin/officers/new",
        **NEW_OFFICER,
        session_epoch="7",
        password_hash="x",
        person_id="1",
    )
    assert answer.status == 303
    made = await Officer.get(username="phe.new").select_related("department", "area")
    assert made.department and (made.department.code, made.area.code) == ("phe", "cg.gariaband")
    assert (made.session_epoch, made.password_hash, made.person_id, made.demo) == (0, "", None, False)
    assert await AccessLog.filter(action="officers-saved", subject="phe.new").count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"username": "../x"}, "username"),
        ({"role": "god"}, "role"),
        ({"area_id": "nowhere"}, "area_id"),
        ({"department_id": ""}, "department_id"),
        ({"name_hi": ""}, "name_hi"),
        ({"username": "admin"}, "username"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(site: Site, wrong: dict[str, str], field: str) -> None:
    client = await site.as_("admin")
    answer = await post(client, "/portal/admin/officers/new", **{**NEW_OFFICER, **wrong})
    text = await answer.text()
    assert answer.status == 400
    assert f'id="f-{field}-hint"' in text and "Shri Namuna Naya" in text
    assert await Officer.filter(username="phe.new").count() == 0


async def test_a_changed_role_ends_the_officers_sessions(site: Site) -> None:
    """Fault 58."""
    officer = await Officer.get(username="phe.chhura")
    client, theirs = await site.as_("admin"), await site.as_("phe.chhura")
    form = f"/portal/admin/officers/{officer.id}"
    text = await page(client, form)
    values = dict(re.findall(r'name="(\w+)" value="([^"]*)"', text.replace("\n", " ")))
    values |= {
        "role": "department_head",
        "department_id": "phe",
        "language": "hi",
        "active": "1",
        "level": "",
    }
    values.pop("csrf"), values.pop("session", None)
    assert (await post(client, form, **values)).status == 303
    after = await Officer.get(id=officer.id)
    assert (after.role, after.username) == (Role.DEPARTMENT_HEAD, "phe.chhura")
    await page(theirs, "/portal/account", 303)


async def test_a_code_and_a_link_are_given_once_and_noted(site: Site) -> None:
    officer = await Officer.get(username="phe.chhura")
    client = await site.as_("admin")
    code = await (await post(client, f"/portal/admin/officers/{officer.id}/code")).text()
    assert re.search(r'class="number">[A-Z0-9]{4}-[A-Z0-9]{4}<', code)
    text = await (await post(client, f"/portal/admin/officers/{officer.id}/link")).text()
    url = re.search(r'class="number">http://[^/]+(/portal/sign-in/link/[^<]+)<', text)
    assert url
    stranger = await site.stranger()
    assert (await stranger.get(url[1], allow_redirects=False)).status == 303
    assert "phe.chhura" not in url[1]
    assert await AccessLog.filter(action__startswith="officer-").count() == 2


async def test_a_new_village_hangs_in_the_tree_and_the_router_hears_of_it(site: Site) -> None:
    client = await site.as_("admin")
    before = await Counter.get_or_none(name="district-version", period="all")
    values = {"code": "chhura.naya", "kind": "village", "parent_id": "cg.gariaband", "name_hi": "नयागाँव"}
    values |= {"name_en": "Nayagaon", "aliases": "Naya Gaon | नवागाँव", "active": "1"}
    assert (await post(client, "/portal/admin/areas/new", **values)).status == 303
    area, parent = await Area.get(code="chhura.naya"), await Area.get(code="cg.gariaband")
    assert area.path == f"{parent.path}{area.id}."
    assert area.aliases == ["Naya Gaon", "नवागाँव"]
    after = await Counter.get(name="district-version", period="all")
    assert after.value == (before.value if before else 0) + 1


async def test_a_category_gets_a_new_limit(site: Site) -> None:
    category = await Category.all().order_by("id").first()
    assert category
    client, form = await site.as_("admin"), f"/portal/admin/categories/{category.id}"
    values = {
        name: str(getattr(category, name)) for name in ("name_hi", "name_en", "name_hne", "days_demand")
    }
    values |= {
        "days_suggestion": "21",
        "days_urgent": "1",
        "position": "1",
        "active": "1",
        "days_problem": "5",
    }
    assert (await post(client, form, **values, code="hacked", department_id="energy")).status == 303
    after = await Category.get(id=category.id)
    assert (after.days_problem, after.code, after.department_id) == (5, category.code, category.department_id)
    assert (await post(client, form, **{**values, "days_problem": "0"})).status == 400


async def test_a_holiday_moves_the_office_calendar(site: Site) -> None:
    client = await site.as_("admin")
    await post(
        client,
        "/portal/admin/holidays/new",
        date="2026-12-24",
        name_hi="स्थानीय अवकाश",
        name_en="Local holiday",
    )
    newest = await OfficeHours.all().order_by("-id").first()
    assert newest and "2026-12-24" in newest.rules["holidays"]  # type: ignore[operator]  # a list of dates
    row = await Holiday.get(date="2026-12-24")
    await post(client, f"/portal/admin/holidays/{row.id}/remove")
    assert not await Holiday.filter(date="2026-12-24").exists()


async def test_leave_needs_sense(site: Site) -> None:
    client = await site.as_("admin")
    values = {
        "officer_id": "phe.chhura",
        "substitute_id": "phe.head",
        "starts": "2026-12-01",
        "ends": "2026-11-01",
    }
    assert (await post(client, "/portal/admin/leave/new", **values)).status == 400
    assert (await post(client, "/portal/admin/leave/new", **{**values, "ends": "2026-12-05"})).status == 303
    same = {**values, "substitute_id": "phe.chhura", "ends": "2026-12-05"}
    assert (await post(client, "/portal/admin/leave/new", **same)).status == 400
    assert await Leave.all().count() == 1


async def test_every_ledger_lists_and_searches(site: Site) -> None:
    client = await site.as_("admin")
    for key, ledger in LEDGERS.items():
        await page(client, f"/portal/admin/{key}")
        if ledger.searched:
            assert "यहाँ कुछ नहीं है" in await page(
                client, f"/portal/admin/{key}?q=zzzz"
            ) or "Nothing here" in await page(client, f"/portal/admin/{key}?q=zzzz")
    await page(client, "/portal/admin/officers?page=0", 400)
    await page(client, "/portal/admin/secrets", 404)


async def send_file(client: Client, data: bytes, name: str) -> tuple[int, str]:
    form = FormData()
    form.add_field("csrf", await token(client))
    form.add_field("file", data, filename=name)
    answer = await client.post("/portal/admin/import", data=form)
    return answer.status, await answer.text()


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("departments")
    for line, row in enumerate(
        (
            ["code", "name_hi", "name_en", "short_hi", "short_en"],
            ["tourism", "पर्यटन", "Tourism", "पर्यटन", "Tourism"],
        )
    ):
        sheet.write_row(line, 0, row)
    book.close()
    return out.getvalue()


async def test_a_spreadsheet_is_seen_first_and_taken_on_a_second_press(site: Site) -> None:
    client = await site.as_("admin")
    status, text = await send_file(client, workbook(), "विभाग.xlsx")
    assert status == 200 and "+ department tourism" in text
    assert not await Department.filter(code="tourism").exists()
    key = re.search(r'name="token" value="([^"]+)"', text)
    assert key
    assert (await post(client, "/portal/admin/import/confirm", token=key[1])).status == 303
    assert await Department.filter(code="tourism").exists()
    again = await post(client, "/portal/admin/import/confirm", token=key[1])
    assert again.status == 400


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"not a workbook", "x.xlsx"),
        (b"code,name_hi\n=1+1,x\n", "departments.csv"),
        (b"x", "../../etc/passwd"),
        (b"\xff\xfe", "areas.csv"),
        (b"a = [", "areas.toml"),
    ],
)
async def test_a_file_that_cannot_be_used_changes_nothing(site: Site, data: bytes, name: str) -> None:
    status, text = await send_file(await site.as_("admin"), data, name)
    assert status == 400 and 'role="alert"' in text


async def test_the_audit_page_proves_a_ticket_and_shows_a_broken_chain(site: Site) -> None:
    client = await site.as_("collector")
    number = "GBD-26-000001-9"
    assert "✓" in await page(client, f"/portal/admin/audit?q={number}")
    await Event.filter(ticket_id=1, seq=1).update(verb="assign")
    assert 'role="alert"' in await page(client, f"/portal/admin/audit?q={number}")
    assert "हैंडपंप" not in await page(client, "/portal/admin/audit")


async def test_the_access_log_tells_who_opened_what(site: Site) -> None:
    await page(await site.as_("collector"), "/portal/tickets/1")
    text = await page(await site.as_("admin"), "/portal/admin/access?who=collector")
    assert "Ticket opened" in text and "GBD-26-000001-9" in text
    await page(await site.as_("admin"), "/portal/admin/access?action=nonsense", 400)


async def test_settings_are_shown_without_secrets(site: Site) -> None:
    """Fault 66."""
    text = await page(await site.as_("admin"), "/portal/admin/settings")
    assert "SAMVAD__WEB__PORT" in text and "SAMVAD__WEB__SECRET" in text
    assert "8080" in text


async def test_the_router_can_be_tried(site: Site) -> None:
    client = await site.as_("admin")
    answer = await post(client, "/portal/admin/trial", text="हैंडपंप खराब है")
    assert "Public Health Engineering" in await answer.text() or "PHE" in await answer.text()


async def test_texts_are_shown_in_bubbles(site: Site) -> None:
    assert 'class="bubble" lang="hi"' in await page(
        await site.as_("admin"), "/portal/admin/texts?room=refusals"
    )
    await page(await site.as_("admin"), "/portal/admin/texts?room=../../etc", 400)


async def test_a_word_taught_to_the_router_is_heard_at_once_in_the_trial_box(site: Site) -> None:
    client = await site.as_("admin")
    trial = {"text": "फटफटिया सेवा चाही"}
    assert "transport" not in await _tried(client, trial)
    values = {"words": "फटफटिया सेवा", "department_id": "transport", "strength": "strong", "active": "1"}
    assert (await post(client, "/portal/admin/terms/new", **values)).status == 303
    term = await RoutingTerm.get(words="फटफटिया सेवा").select_related("department")
    assert (term.department.code, term.strength) == ("transport", Strength.STRONG)
    assert "transport" in await _tried(client, trial)
    assert (await post(client, "/portal/admin/terms/new", **values)).status == 400
    assert (await post(client, f"/portal/admin/terms/{term.id}/remove")).status == 303
    assert "transport" not in await _tried(client, trial)


async def _tried(client: Client, values: dict[str, str]) -> str:
    """The code of the department that the trial box names."""
    await (await post(client, "/portal/admin/trial", **values)).text()
    return (await district_facts.current()).router.read(values["text"]).department
