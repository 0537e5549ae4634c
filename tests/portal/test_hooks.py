"""Administrators add other systems, see what became of each call, and nobody else sees any of it."""

import re
from datetime import timedelta

import pytest

import clock
import settings
from models.hooks import CallState, Hook, HookCall
from models.officers import AccessLog, Role
from models.tickets import Event, Ticket
from portal import vitals
from portal.keys import SETTINGS
from tests.portal.conftest import Client, Site, page, post
from tests.portal.test_doors import PEOPLE
from tests.receiver import receiver
from workers.hooks import sending, writing

HOME = "/portal/admin/hooks"
URL = "https://dashboard.example.in/samvad"
SECRET = re.compile(r"<code>([0-9a-f]{64})</code>")


async def add(client: Client, status: int = 200, **more: object) -> str:
    answer = await post(client, f"{HOME}/new", **{"name": "राज्य डैशबोर्ड", "url": URL, **more})
    text = await answer.text()
    assert answer.status == status, text[:1500]
    return text


async def test_a_system_is_added_and_its_secret_shown_once(any_site: Site) -> None:
    client = await any_site.as_("admin")
    text = await add(client, department="phe", event="resolve")
    found = SECRET.search(text)
    hook = await Hook.get().select_related("department")
    assert found and found[1] == hook.secret
    assert (hook.url, hook.events, hook.department.code, hook.active) == (URL, ["resolve"], "phe", True)
    assert hook.secret not in await page(client, f"{HOME}/{hook.id}")
    assert "राज्य डैशबोर्ड" in await page(client, HOME)
    log = await AccessLog.filter(action="hooks-saved").get()
    assert (log.subject, log.detail, hook.secret in f"{log.subject}{log.detail}") == (hook.name, URL, False)
    assert "saved another system&#39;s address" in await page(
        client, "/portal/admin/access?action=hooks-saved"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "This is needed"),
        ({"url": "https://10.0.0.5/"}, "This is an address of your own network"),
        ({"url": "ftp://dashboard.example.in"}, "must begin with https://"),
        ({"url": "nonsense"}, "Write the whole address"),
        ({"department": "nobody"}, "There is no such one"),
    ],
)
async def test_what_is_wrong_is_said_beside_the_field(site: Site, given: dict[str, str], said: str) -> None:
    client = await site.as_("admin")
    assert said in await add(client, 400, **given)
    assert not await Hook.exists()


async def test_a_name_is_taken_once(any_site: Site) -> None:
    client = await any_site.as_("admin")
    await add(client)
    assert "This is there already" in await add(client, 400)
    assert await Hook.all().count() == 1


async def test_address_and_events_can_be_changed_and_the_secret_stays(site: Site) -> None:
    client = await site.as_("admin")
    await add(client)
    hook = await Hook.get()
    answer = await post(client, f"{HOME}/{hook.id}", name="ई-ऑफ़िस", url=f"{URL}/2", event="unheard-of")
    assert answer.status == 303
    changed = await Hook.get()
    assert (changed.name, changed.url, changed.events) == ("ई-ऑफ़िस", f"{URL}/2", [])
    assert changed.secret == hook.secret
    text = await (await post(client, f"{HOME}/{hook.id}/secret")).text()
    found = SECRET.search(text)
    assert found and found[1] == (await Hook.get()).secret != hook.secret


async def test_a_test_call_overtakes_what_waits_and_says_how_it_went(
    any_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMVAD__HOOKS__PRIVATE_HOSTS", "127.0.0.1")
    settings.current.cache_clear()
    client = await any_site.as_("admin")
    async with receiver(answers=[500]) as there:
        await add(client)
        hook = await Hook.get()
        await Hook.filter(id=hook.id).update(url=there.url, secret=there.secret)
        writing.forget()
        await writing.write(await Event.filter(verb="file").first())
        await post(client, f"{HOME}/{hook.id}/ping")
        await sending.send_due()
        await sending.idle()
        assert (there.told, there.forged) == (["ping", "file"], 0)
        assert "ticket" not in there.bodies[0]
    assert [call.state for call in await HookCall.all().order_by("-event")] == ["gave_up", "done"]
    text = await page(client, f"{HOME}/{hook.id}")
    assert "HTTP 500" in text and "taken" in text
    number = (await Ticket.get(id=(await Event.filter(verb="file").first()).ticket_id)).number
    assert number not in text, "an administrator sees no ticket"


async def test_switching_off_ends_what_waits_and_a_call_is_tried_again_by_hand(any_site: Site) -> None:
    client = await any_site.as_("admin")
    await add(client)
    hook = await Hook.get()
    writing.forget()
    await writing.write(await Event.filter(verb="file").first())
    await post(client, f"{HOME}/{hook.id}/off")
    call = await HookCall.get()
    assert ((await Hook.get()).active, call.state, call.error) == (False, CallState.GAVE_UP, "off")
    assert "Switched off; nothing is sent" in await page(client, HOME)
    assert (await post(client, f"{HOME}/{hook.id}/retry", call=str(call.id))).status == 400
    assert (await post(client, f"{HOME}/{hook.id}/ping")).status == 400
    await post(client, f"{HOME}/{hook.id}/on")
    assert "Send again" in await page(client, f"{HOME}/{hook.id}")
    assert (await post(client, f"{HOME}/{hook.id}/retry", call=str(call.id))).status == 303
    assert (await HookCall.get()).state is CallState.QUEUED
    assert (await post(client, f"{HOME}/{hook.id}/retry", call=str(call.id))).status == 400
    await post(client, f"{HOME}/{hook.id}/remove")
    assert (await Hook.all().count(), await HookCall.all().count()) == (0, 0)


async def test_what_is_wrong_stands_on_the_administrations_first_page(site: Site) -> None:
    client = await site.as_("admin")
    await add(client)
    assert "to look at" not in await page(client, "/portal/admin")
    await Hook.all().update(active=False, disabled_reason="gone")
    assert "1 to look at" in await page(client, "/portal/admin")
    assert "this address is gone" in await page(client, HOME)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
async def test_administrators_alone_see_it(site: Site, role: Role) -> None:
    await add(await site.as_("admin"))
    hook, client = await Hook.get(), await site.as_(PEOPLE[role])
    for path in (HOME, f"{HOME}/new", f"{HOME}/{hook.id}"):
        await page(client, path, 403)
    for what in ("ping", "off", "on", "retry", "secret", "remove"):
        assert (await post(client, f"{HOME}/{hook.id}/{what}")).status == 403
    assert (await Hook.get()).secret == hook.secret and not await HookCall.exists()


async def test_a_system_that_takes_nothing_for_long_is_a_finding_and_no_outage(any_site: Site) -> None:
    await add(await any_site.as_("admin"))
    app = any_site.server.app
    assert app is not None
    for hours, found in ((5, []), (7, ["राज्य डैशबोर्ड takes no call for 7 h"])):
        await Hook.all().update(failing_since=clock.now() - timedelta(hours=hours))
        state = await vitals.look(any_site.redis, app[SETTINGS])
        assert [part.detail for part in state.parts if part.name.startswith("webhook")] == found
        assert state.ready
