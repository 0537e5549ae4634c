"""The pages of broadcasts: written by one, approved by another, followed; each role sees only its own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import clock
import settings
from bots.templates.registry import load
from bots.whatsapp import templates
from models.areas import Area, AreaKind
from models.broadcasts import Broadcast, BroadcastState
from models.messages import Lane, Outbound, OutboundState
from models.officers import AccessLog, Officer
from models.people import Person
from portal.broadcasts import choosing
from portal.desk import choices
from tests.portal.conftest import Client, Site, counted, page, post
from tests.portal.test_leave import away, take
from tickets.access import actor_for
from workers import broadcasting

WORDS = "कल सुबह 10 बजे पानी की टंकी साफ होगी। *पानी भर लीजिए।*"
NOON = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.configure(int((NOON - datetime.now(UTC)).total_seconds()))
    yield
    clock.configure(0)


async def place() -> Area:
    return await Area.get(code="chhura")


async def written(client: Client, **more: object) -> int:
    """A draft, by its form; gives its id."""
    values = {"words_hi": WORDS, "area": str((await place()).id)} | more
    answer = await post(client, "/portal/broadcasts", form="/portal/broadcasts/new", **values)
    assert answer.status == 303, await answer.text()
    return int(answer.headers["Location"].rpartition("/")[2])


async def step(client: Client, key: int, name: str, **more: object) -> tuple[int, str]:
    values = {"version": "1"} | more
    answer = await post(client, f"/portal/broadcasts/{key}/{name}", form="/portal/broadcasts", **values)
    return answer.status, await answer.text()


async def test_from_the_form_to_the_last_count(any_site: Site) -> None:
    adm, collector = await any_site.as_("adm"), await any_site.as_("collector")
    key = await written(adm, words_en="The tank is cleaned tomorrow at 10.")
    shown = await page(adm, f"/portal/broadcasts/{key}")
    assert "📢 <b>छुरा के लिए सूचना</b>" in shown
    assert "<b>पानी भर लीजिए।</b>" in shown
    assert "The tank is cleaned tomorrow at 10." in shown
    assert "जिला प्रशासन की सूचना: कल सुबह" in shown
    assert "📢 <b>छुरा बर सूचना</b>" in shown.partition("छत्तीसगढ़ी पढ़ने वालों को हिन्दी में")[2]
    assert "टेम्पलेट" not in shown
    row = await Broadcast.get(id=key)
    assert row.people > 0
    assert f"<b>{row.people}</b>" in shown
    assert (await step(adm, key, "submit"))[0] == 303
    own = await page(adm, f"/portal/broadcasts/{key}")
    assert "मंज़ूर है, भेजिए" not in own
    assert "अपनी लिखी सूचना आप खुद मंज़ूर नहीं कर सकते" in own
    status, text = await step(adm, key, "approve")
    assert status == 400
    assert "अपनी लिखी सूचना आप मंज़ूर नहीं कर सकते" in text
    assert "मंज़ूर है, भेजिए" in await page(collector, f"/portal/broadcasts/{key}")
    assert (await step(collector, key, "approve"))[0] == 303
    assert await broadcasting.send_due() == row.people
    first = await Outbound.filter(broadcast_id=key).first()
    assert first is not None
    await Outbound.filter(id=first.id).update(state=OutboundState.READ)
    shown = re.sub(r"<[^>]+>|\s+", " ", await page(adm, f"/portal/broadcasts/{key}"))
    assert "पढ़ ली 1" in re.sub(" +", " ", shown)
    assert f"भेजना बाकी {row.people - 1}" in re.sub(" +", " ", shown)
    assert (await step(collector, key, "cancel"))[0] == 303
    assert await Outbound.filter(broadcast_id=key, state=OutboundState.CANCELLED).count() == row.people - 1
    assert "रोकी गई" in await page(collector, "/portal/broadcasts")
    actions = (
        await AccessLog.filter(subject=f"broadcast:{key}").order_by("id").values_list("action", flat=True)
    )
    assert actions == [f"broadcast-{one}" for one in ("written", "submitted", "approved", "cancelled")]


async def test_it_is_sent_back_with_a_reason_and_changed(site: Site) -> None:
    adm, collector = await site.as_("adm"), await site.as_("collector")
    key = await written(adm)
    await step(adm, key, "submit")
    assert (await step(collector, key, "refuse", reason=""))[0] == 400
    assert (await step(collector, key, "refuse", reason="गाँव का नाम लिखिए"))[0] == 303
    assert "गाँव का नाम लिखिए" in await page(adm, f"/portal/broadcasts/{key}")
    form = await page(adm, f"/portal/broadcasts/{key}/change")
    assert WORDS in form
    answer = await post(
        adm, f"/portal/broadcasts/{key}/change", form="/portal/broadcasts",
        words_hi="रसेला में कल पानी नहीं आएगा।", area=str((await place()).id), not_before="2026-11-25T10:00",
    )  # fmt: skip
    assert answer.status == 303
    row = await Broadcast.get(id=key)
    assert (row.state, row.version) == (BroadcastState.DRAFT, 2)
    assert row.not_before == datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
    assert 'value="2026-11-25T10:00"' in await page(adm, f"/portal/broadcasts/{key}/change")
    await page(collector, f"/portal/broadcasts/{key}/change", 404)


REFUSED = [
    ({"words_hi": ""}, "यहाँ कुछ लिखना ज़रूरी है"),
    ({"words_hi": "देखिए https://evil.example"}, "बाहर का लिंक नहीं भेज सकते"),
    ({"words_hi": "क" * 801}, "यह बहुत लंबा है"),
    ({"words_hi": "अरे बेवकूफ लोगो"}, "शांत शब्दों में लिखिए"),
    ({"area": ""}, "जगह सूची में से चुनिए"),
    ({"area": "999999"}, "जगह सूची में से चुनिए"),
    ({"department": "999999"}, "ऐसा विभाग नहीं मिला"),
    ({"not_before": "कल"}, "तारीख और समय एक बार फिर चुनिए"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
async def test_a_refused_form_says_why_and_keeps_what_was_typed(
    site: Site, given: dict[str, str], words: str
) -> None:
    client = await site.as_("adm")
    values = {"words_hi": WORDS, "words_en": "Kept.", "area": str((await place()).id)} | given
    answer = await post(client, "/portal/broadcasts", form="/portal/broadcasts/new", **values)
    text = await answer.text()
    assert answer.status == 400
    assert words in text
    assert "Kept." in text
    assert await Broadcast.all().count() == 0


async def test_a_head_is_offered_their_own_department_and_area_only(site: Site) -> None:
    client = await site.as_("phe.head")
    head = await Officer.get(username="phe.head")
    form = await page(client, "/portal/broadcasts/new")
    departments = re.search(r'<select id="department".*?</select>', form, re.DOTALL)
    assert departments
    assert re.findall(r'value="(\d*)"', departments[0]) == [str(head.department_id)]
    other = await Officer.get(username="pwd.head")
    for department in ("", str(other.department_id)):
        answer = await post(
            client, "/portal/broadcasts", form="/portal/broadcasts/new",
            words_hi=WORDS, area=str((await place()).id), department=department,
        )  # fmt: skip
        assert answer.status == 400
    key = await written(client, department=str(head.department_id))
    await step(client, key, "submit")
    assert (await step(client, key, "approve"))[0] == 403


@pytest.mark.parametrize("who", ["phe.chhura", "desk1", "admin"])
async def test_no_other_role_gets_in(site: Site, who: str) -> None:
    key = await written(await site.as_("adm"))
    client = await site.as_(who)
    assert "/portal/broadcasts" not in await page(client, "/portal/account")
    for path in ("", "/new", f"/{key}", f"/{key}/change"):
        await page(client, f"/portal/broadcasts{path}", 403)


async def test_another_departments_broadcast_looks_absent(site: Site) -> None:
    key = await written(await site.as_("adm"))
    client = await site.as_("phe.head")
    assert WORDS[:20] not in await page(client, "/portal/broadcasts")
    await page(client, f"/portal/broadcasts/{key}", 404)
    for name in ("submit", "cancel"):
        assert (await step(client, key, name))[0] == 404
        assert (await step(client, 999_999, name))[0] == 404


async def test_in_somebodys_place_the_author_still_does_not_approve(site: Site) -> None:
    adm = await site.as_("adm")
    key = await written(adm)
    await step(adm, key, "submit")
    await take(adm, await away("collector", "adm"))
    assert "मंज़ूर है, भेजिए" not in await page(adm, f"/portal/broadcasts/{key}")
    assert (await step(adm, key, "approve"))[0] == 400
    assert (await Broadcast.get(id=key)).state is BroadcastState.WAITING


async def test_what_changed_meanwhile_is_looked_at_again(site: Site) -> None:
    adm, collector = await site.as_("adm"), await site.as_("collector")
    key = await written(adm)
    await step(adm, key, "submit")
    status, text = await step(collector, key, "approve", version="7")
    assert status == 400
    assert "इस बीच सूचना बदल गई" in text


async def test_during_an_election_the_page_says_so_and_nothing_is_approved(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    adm, collector = await site.as_("adm"), await site.as_("collector")
    key = await written(adm)
    await step(adm, key, "submit")
    monkeypatch.setenv("SAMVAD__ELECTIONS__CODE_OF_CONDUCT", "true")
    settings.current.cache_clear()
    for path in ("", "/new", f"/{key}"):
        assert "आचार संहिता लागू है" in await page(collector, f"/portal/broadcasts{path}")
    assert "मंज़ूर है, भेजिए" not in await page(collector, f"/portal/broadcasts/{key}")
    assert (await step(collector, key, "approve"))[0] == 400
    assert (await Broadcast.get(id=key)).state is BroadcastState.WAITING


async def test_it_is_said_when_whatsapp_has_no_template_for_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    adm = await site.as_("adm")
    key = await written(adm)
    for name in ("PHONE_ID", "WABA_ID", "TOKEN", "APP_SECRET", "VERIFY_TOKEN"):
        monkeypatch.setenv(f"SAMVAD__WHATSAPP__{name}", "1" * 20)
    settings.current.cache_clear()
    assert "टेम्पलेट अभी मंज़ूर नहीं" in await page(adm, f"/portal/broadcasts/{key}")
    card = next(card for card in load() if card.purpose == "broadcast")
    await templates.keep(card, "approved")
    assert "टेम्पलेट अभी मंज़ूर नहीं" not in await page(adm, f"/portal/broadcasts/{key}")


async def test_of_very_many_places_the_villages_are_not_offered(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, actor = await choices.current(), await actor_for(await Officer.get(username="collector"))
    whole = {area.kind for group in choosing.offer(actor, known).groups for area in group.areas}
    monkeypatch.setattr(choosing, "MOST", 50)
    fewer = {area.kind for group in choosing.offer(actor, known).groups for area in group.areas}
    assert AreaKind.VILLAGE in whole
    assert whole - fewer == whole & {*choosing.SMALL}
    assert {AreaKind.DISTRICT, AreaKind.BLOCK} <= fewer


async def _more(key: int, area: Area) -> None:
    now, (person, *_) = clock.now(), await Person.all().order_by("id").limit(1)
    for number in range(20):
        await Broadcast.create(
            words_hi=f"{number}", area=area, area_path=area.path, made_by=1 + number % 4, made_at=now
        )
        await Outbound.create(
            key=f"x{number}", person_id=person.id, lane=Lane.BULK, purpose="broadcast", body="{}",
            next_attempt_at=now, created_at=now, broadcast_id=key,
            state=list(OutboundState)[number % len(OutboundState)],
        )  # fmt: skip


async def test_pages_cost_few_statements_and_no_more_for_more_rows(site: Site) -> None:
    adm, collector = await site.as_("adm"), await site.as_("collector")
    key = await written(adm)
    await step(adm, key, "submit")
    await step(collector, key, "approve")
    paths = ["/portal/broadcasts", f"/portal/broadcasts/{key}", "/portal/broadcasts/new"]
    before = []
    for path in paths:
        await page(collector, path)
        with counted() as statements:
            await page(collector, path)
        before.append(len(statements))
    await _more(key, await place())
    for path, cost in zip(paths, before, strict=True):
        with counted() as statements:
            await page(collector, path)
        assert len(statements) <= cost <= 12, path
