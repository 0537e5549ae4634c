"""What a chat asked for arrives later, once; and an erasure reaches the files."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

import clock
import settings
from bots import errands as planning
from bots import personal, standing
from bots.dialog.effects import Personal
from bots.errands import Errand
from bots.outbound import File, Say
from bots.storage import Storage, open_storage
from models.messages import Outbound
from models.officers import Leave, Officer
from models.people import Identity, Person
from models.tickets import Attachment, Timer
from tests.speech_service import Bhashini, bhashini
from tests.tickets.world import World, filed
from tickets.errors import Invalid, NotAllowed, NotFound, NotPossible
from workers import documents, erased, errands


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMVAD__DATA__DIR", str(tmp_path / "var"))
    settings.current.cache_clear()


@pytest.fixture
def storage() -> Storage:
    return open_storage(settings.current())


async def chat(person: Person) -> Identity:
    return await Identity.get(person_id=person.id).prefetch_related("person")


async def ask(identity: Identity, what: str, **values: str | int) -> dict[str, object]:
    done = await personal.do(Personal(what, values), identity, await standing.of(identity))
    return dict(getattr(done, "values", {}))


async def said(identity: Identity) -> list[Say]:
    rows = await Outbound.filter(identity_id=identity.id).order_by("id")
    return [Say.from_json(row.body) for row in rows]


async def test_the_data_of_a_person_comes_as_a_file(world: World, storage: Storage) -> None:
    ticket = await filed(world)
    await filed(world, citizen_id=world.neighbour.id, description="पड़ोसी की अलग बात, किसी और को नहीं दिखे")
    identity = await chat(world.citizen)
    await ask(identity, "export")
    assert await errands.do_due() == 1
    (say,) = await said(identity)
    assert [(file.name, file.mime) for file in say.files] == [("samvad-data.json", "application/json")]
    text = (await storage.get(say.files[0].storage_key)).decode()
    found = json.loads(text)
    assert found["person"]["phone"] == "+910000000001"
    assert [entry["number"] for entry in found["tickets"]] == [ticket.number]
    assert found["tickets"][0]["events"][0]["verb"] == "file"
    assert "पड़ोसी" not in text


async def test_two_taps_are_one_wish_and_two_workers_one_answer(world: World) -> None:
    identity = await chat(world.citizen)
    await ask(identity, "export")
    await ask(identity, "export")
    assert await Timer.filter(kind=Errand.EXPORT).count() == 1
    errand = await Timer.get(kind=Errand.EXPORT)
    store = open_storage(settings.current())
    await errands.WORK[Errand.EXPORT](errand, store)
    await errands.WORK[Errand.EXPORT](errand, store)
    assert len(await said(identity)) == 1


async def test_slow_errands_take_one_thread_at_most(world: World) -> None:
    identity = await chat(world.citizen)
    await ask(identity, "export")
    assert sorted(await asyncio.gather(errands.do_due(), errands.do_due())) == [0, 1]
    assert len(await said(identity)) == 1


async def test_whatsapp_gets_a_text_document(world: World) -> None:
    await Identity.filter(person_id=world.citizen.id).update(channel="whatsapp")
    identity = await chat(world.citizen)
    await ask(identity, "export")
    await errands.do_due()
    assert [file.mime for file in (await said(identity))[0].files] == ["text/plain"]


async def test_an_erasure_deletes_the_files_and_then_the_address(world: World, storage: Storage) -> None:
    identity = await chat(world.citizen)
    await Identity.filter(id=identity.id).update(last_inbound_at=clock.now())
    await storage.put("2026/photo.jpg", b"face")
    await Attachment.create(
        person=world.citizen, channel="telegram", kind="photo", storage_key="2026/photo.jpg", state="stored",
        created_at=clock.now(),
    )  # fmt: skip
    await ask(identity, "erase")
    assert identity.person_id != world.citizen.id
    assert (identity.person.name, identity.person.phone) == ("", None)

    await errands.do_due()
    with pytest.raises(FileNotFoundError):
        await storage.get("2026/photo.jpg")
    assert await Identity.filter(id=identity.id).exists()

    clock.configure(int(timedelta(minutes=11).total_seconds()))
    await errands.do_due()
    assert not await Identity.filter(id=identity.id).exists()
    assert not await Person.filter(id=identity.person_id).exists()
    assert (await Timer.get(kind=Errand.ERASE)).state == "done"


async def test_a_backup_brings_nobody_back(world: World) -> None:
    """Fault 65."""
    before = await Person.get(id=world.citizen.id)
    await ask(await chat(world.citizen), "erase")
    await errands.do_due()
    assert await erased.come_back() == []
    await Person.filter(id=before.id).update(name=before.name, phone=before.phone, erased_at=None)
    assert await erased.erase_again(delete=False) == 1
    assert await erased.erase_again(delete=True) == 1
    again = await Person.get(id=before.id)
    assert (again.name, again.phone) == ("", None)
    assert await erased.come_back() == []


async def test_somebody_new_with_an_old_id_is_not_them(world: World) -> None:
    erased.remember(world.citizen.id, world.citizen.created_at - timedelta(days=1))
    with erased.ledger().open("a") as file:
        file.write('{"person": 1\n[]\n')
    assert await erased.come_back() == []


async def test_a_code_to_join_a_channel_is_shown_with_its_minutes(world: World) -> None:
    values = await ask(await chat(world.citizen), "link_code")
    assert values["minutes"] == 10
    assert len(str(values["code"]).replace("-", "")) == 8


async def test_a_paper_is_only_for_those_who_may_see_the_ticket(world: World) -> None:
    theirs = await filed(world, citizen_id=world.neighbour.id)
    with pytest.raises(NotFound):
        await ask(await chat(world.citizen), "pdf", ticket_id=theirs.id)
    with pytest.raises(NotFound):
        await ask(await chat(world.citizen), "pdf")


async def test_listening_is_refused_where_no_service_is_configured(world: World) -> None:
    with pytest.raises(NotPossible) as refusal:
        await ask(await chat(world.citizen), "listen", text="आपका आवेदन")
    assert refusal.value.code == "speech-off"


async def test_the_acknowledgement_comes_as_a_page(world: World, storage: Storage) -> None:
    ticket = await filed(world)
    identity = await chat(world.citizen)
    assert await ask(identity, "pdf", ticket_id=ticket.id) == {"number": ticket.number}
    await errands.do_due()
    (say,) = await said(identity)
    assert [(file.name, file.mime) for file in say.files] == [(f"{ticket.number}.pdf", "application/pdf")]
    assert ticket.number in say.text
    assert (await storage.get(say.files[0].storage_key)).startswith(b"%PDF")


def test_the_sign_opens_the_chat_with_the_question_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.status_link("GBD-26-000001-1").endswith("/public?number=GBD-26-000001-1")
    monkeypatch.setenv("SAMVAD__WHATSAPP__DISPLAY_NUMBER", "+91 00000 00000")
    settings.current.cache_clear()
    assert documents.status_link("GBD-26-000001-1") == "https://wa.me/910000000000?text=GBD-26-000001-1"


async def test_officers_set_their_days_off_and_alerts_from_the_chat(world: World) -> None:
    assert world.officer.person_id
    identity = await chat(await Person.get(id=world.officer.person_id))
    assert (await ask(identity, "leave", days=3))["state"] == "alone"
    today = clock.today_local()
    (leave,) = await Leave.filter(officer_id=world.officer.id)
    assert (leave.starts, leave.ends) == (today, today + timedelta(days=2))
    assert (await ask(identity, "leave", days=0))["state"] == "back"
    assert await Leave.filter(officer_id=world.officer.id).count() == 0
    await ask(identity, "alerts", mode="once")
    assert (await Officer.get(id=world.officer.id)).alerts == "at_once"
    for what, values in (("leave", {"days": 99}), ("alerts", {"mode": "never"})):
        with pytest.raises(Invalid):
            await ask(identity, what, **values)
    with pytest.raises(NotAllowed):
        await ask(await chat(world.citizen), "leave", days=1)


async def test_who_stood_in_last_stands_in_again(world: World) -> None:
    assert world.officer.person_id
    identity = await chat(await Person.get(id=world.officer.person_id))
    before = clock.today_local() - timedelta(days=20)
    await Leave.create(officer=world.officer, substitute=world.colleague, starts=before, ends=before)
    told = await ask(identity, "leave", days=1)
    assert told == {"state": "covered", "substitute": world.colleague.name_hi}
    assert (await Leave.filter(starts=clock.today_local()).get()).substitute_id == world.colleague.id


@pytest.fixture
async def service(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bhashini]:
    async with bhashini() as running:
        monkeypatch.setenv("SAMVAD__SPEECH__BASE", running.base)
        monkeypatch.setenv("SAMVAD__SPEECH__USER_ID", "user")
        monkeypatch.setenv("SAMVAD__SPEECH__API_KEY", "secret")
        settings.current.cache_clear()
        yield running


async def test_a_status_is_spoken_to_those_who_speak(
    world: World, storage: Storage, service: Bhashini
) -> None:
    identity = await chat(world.citizen)
    await ask(identity, "listen", text="आपका आवेदन विभाग के पास है")
    await errands.do_due()
    (say,) = await said(identity)
    assert [(file.kind, file.mime) for file in say.files] == [("voice", "audio/ogg")]
    assert (await storage.get(say.files[0].storage_key)).startswith(b"OggS")
    assert (await Timer.get(kind=Errand.LISTEN)).data == {}


async def test_what_fails_is_tried_again_and_then_regretted(world: World, service: Bhashini) -> None:
    service.statuses = [503] * 10
    identity = await chat(world.citizen)
    await ask(identity, "listen", text="आपका आवेदन")
    for _ in range(errands.MOST_ATTEMPTS):
        assert await said(identity) == []
        assert await errands.do_due() == 1
        await Timer.all().update(due_at=clock.now() - timedelta(seconds=1))
    assert [say.text[:10] for say in await said(identity)] == ["माफ़ कीजिए"]
    assert (await Timer.get(kind=Errand.LISTEN)).state == "failed"


async def test_an_errand_whose_chat_was_erased_meanwhile_ends_quietly(world: World) -> None:
    identity = await chat(world.citizen)
    await ask(identity, "export")
    await ask(identity, "erase")
    await planning.plan(Errand.EXPORT, "late", {}, identity_id=10_000)
    await errands.do_due()
    assert (await Timer.get(key="errand:export:late")).state == "cancelled"
    assert [file for row in await said(identity) for file in row.files] == list[File]()
