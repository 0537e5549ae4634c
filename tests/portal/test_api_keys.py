"""Keys for other programs: made by administrators, shown once, listed by their beginning, revoked."""

import asyncio
import json
import re

import pytest
from click.testing import CliRunner

import settings as settings_module
from models import database as rows
from models.api_keys import ApiKey
from models.officers import AccessLog
from tests.portal.conftest import Site, page, post
from tests.portal.open311 import ask, key
from tickets import api_keys
from tickets.api_key_commands import api_key

HERE = "/portal/admin/api-keys"
SECRET = re.compile(r'value="([0-9a-f]{8}\.[A-Za-z0-9_-]{43})"')


async def test_a_key_is_shown_once_works_and_is_noted(site: Site) -> None:
    client, stranger = await site.as_("admin"), await site.stranger()
    answer = await post(client, HERE, name="<b>राज्य का ऐप</b>")
    text = await answer.text()
    shown = SECRET.search(text)
    assert shown and answer.headers["Cache-Control"] == "no-store"
    await ask(stranger, "requests.json", shown[1])
    listed = await page(client, HERE)
    assert "&lt;b&gt;राज्य का ऐप&lt;/b&gt;" in listed and shown[1] not in listed
    made = await ApiKey.get()
    assert f"{made.prefix}…" in listed and made.hash not in listed
    note = await AccessLog.get(action="api-key-made")
    assert (note.subject, note.officer_id) == (made.prefix, made.made_by)
    log = await page(client, "/portal/admin/access?action=api-key-made")
    assert "ऐप की चाबी बनाई" in log or "App key made" in log


async def test_revoking_ends_it_and_stays_visible(site: Site) -> None:
    client, (made, secret) = await site.as_("admin"), await key()
    assert f"{HERE}/{made.id}/revoke" in await page(client, HERE)
    assert (await post(client, f"{HERE}/{made.id}/revoke")).status == 303
    listed = await page(client, HERE)
    assert made.prefix in listed and f"{HERE}/{made.id}/revoke" not in listed
    await ask(await site.stranger(), "requests.json", secret, status=403)
    note = await AccessLog.get(action="api-key-revoked")
    assert note.officer_id and note.subject == made.prefix
    assert (await post(client, f"{HERE}/{made.id + 1}/revoke")).status == 404


async def test_a_key_needs_the_name_of_its_program(site: Site) -> None:
    client = await site.as_("admin")
    answer = await post(client, HERE, name="   ")
    assert answer.status == 400 and 'role="alert"' in await answer.text()
    assert not await ApiKey.exists()


@pytest.mark.parametrize("role", ["collector", "desk1", "phe.head", "phe.chhura"])
async def test_nobody_else_makes_or_revokes_keys(site: Site, role: str) -> None:
    client, (made, _) = await site.as_(role), await key()
    await page(client, HERE, 403)
    assert (await post(client, HERE, name="x")).status == 403
    assert (await post(client, f"{HERE}/{made.id}/revoke")).status == 403
    assert (await ApiKey.get()).active


async def test_the_command_line_makes_lists_and_revokes(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAMVAD__DATABASE__URL", database_url)
    settings_module.current.cache_clear()

    async def said(*words: str, code: int = 0) -> str:
        done = await asyncio.to_thread(CliRunner().invoke, api_key, list(words))
        assert done.exit_code == code, done.output
        return str(done.output)

    secret = (await said("add", "राज्य का ऐप")).strip()
    given = json.loads(await said("add", "दूसरा", "--json"))
    listed = json.loads(await said("list", "--json"))
    assert [(one["name"], one["active"], one["last_used_at"]) for one in listed] == [
        ("राज्य का ऐप", True, None),
        ("दूसरा", True, None),
    ]
    assert secret not in await said("list")
    assert "revoked" in await said("revoke", given["prefix"])
    assert "already" in await said("revoke", given["prefix"])
    await said("revoke", "00000000", code=1)
    await said("add", "  ", code=1)
    await rows.connect(database_url)
    try:
        assert await api_keys.known(secret)
        assert await api_keys.known(given["key"]) is None
        assert await AccessLog.filter(action__startswith="api-key-", officer_id=None).count() == 3
    finally:
        await rows.close()
