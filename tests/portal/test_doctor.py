"""`samvad doctor`: plain words, worst first, exit code 1 only when a message would not get through."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import closing
from email.utils import formatdate
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

import settings as settings_module
from portal import doctor
from portal.findings import Finding, Grade
from settings import ROOT, load
from tests.servers import free_port

Answers = dict[str, tuple[int, dict[str, Any]]]
INFO = {"url": "https://samvad.example.org/webhooks/telegram"}
WELL: Answers = {
    "getMe": (200, {"ok": True, "result": {"username": "samvad_bot"}}),
    "getWebhookInfo": (200, {"ok": True, "result": INFO}),
    "42": (200, {"quality_rating": "GREEN"}),
    "subscribed_apps": (200, {"data": [{"whatsapp_business_api_data": {"id": "7"}}]}),
    "healthz": (200, {}),
}
CHANNELS = {
    "TELEGRAM__TOKEN": "1:secret-token", "TELEGRAM__SECRET": "s", "TELEGRAM__MODE": "webhook",
    "WHATSAPP__TOKEN": "secret-token", "WHATSAPP__PHONE_ID": "42", "WHATSAPP__WABA_ID": "43",
    "WHATSAPP__APP_SECRET": "a", "WHATSAPP__VERIFY_TOKEN": "v",
    "WEB__PUBLIC_URL": "https://samvad.example.org",
}  # fmt: skip


class World:
    """Both vendors and our own web process on one port."""

    def __init__(self) -> None:
        self.answers = dict(WELL)
        self.off_s = 0.0

    async def answer(self, request: web.Request) -> web.Response:
        status, body = self.answers[request.path.rpartition("/")[2]]
        date = formatdate(time.time() + self.off_s, usegmt=True)
        return web.json_response(body, status=status, headers={"Date": date})


@pytest.fixture
async def world() -> AsyncIterator[tuple[World, int]]:
    made, app = World(), web.Application()
    app.router.add_get("/{rest:.*}", made.answer)
    server = TestServer(app)
    await server.start_server()
    yield made, int(server.port or 0)
    await server.close()


@pytest.fixture
def examine(
    world: tuple[World, int], sqlite_database_url: str, redis_url: str, tmp_path: Path, monkeypatch: Any
) -> Any:
    async def found(**changed: str) -> dict[str, Finding]:
        base = f"http://127.0.0.1:{world[1]}"
        (tmp_path / "var").mkdir(exist_ok=True)
        values = {
            "DATA__DIR": str(tmp_path / "var"), "DATABASE__URL": sqlite_database_url, "REDIS__URL": redis_url,
            "TELEGRAM__API_BASE": base, "WHATSAPP__API_BASE": base, "WEB__PORT": str(world[1]),
        }  # fmt: skip
        chosen = load(
            environ={f"SAMVAD__{key}": value for key, value in (values | CHANNELS | changed).items()}
        )
        monkeypatch.setattr(settings_module, "current", lambda: chosen)
        findings = await doctor.examine(chosen)
        assert findings == sorted(findings, key=lambda one: list(Grade).index(one.grade))
        assert "secret-token" not in str(findings)
        return {one.what: one for one in reversed(findings)}

    return found


async def test_all_is_well(examine: Any, sqlite_database_url: str) -> None:
    with closing(sqlite3.connect(sqlite_database_url.removeprefix("sqlite://"))) as rows, rows:
        rows.execute(
            """INSERT INTO template (name, purpose, language, state, category, body, variables, version,
                 reason, vendor_id, spare, updated_at)
               VALUES ('n', 'p', 'hi', 'approved', 'UTILITY', 'b', '[]', 1, '', '', 0, '2026-11-23')"""
        )
    found = await examine()
    bad = {what for what, one in found.items() if one.grade not in (Grade.OK, Grade.OFF)}
    assert bad == {"beat"}


BROKEN: list[tuple[str, tuple[int, dict[str, Any]], str, str]] = [
    ("getMe", (401, {"ok": False}), "telegram", "token is refused"),
    ("getMe", (502, {}), "telegram", "does not answer (502)"),
    ("42", (401, {"error": {"code": 190}}), "whatsapp", "refused or has expired"),
    ("42", (400, {"error": {"code": 100}}), "whatsapp", "refuses the number (100)"),
    ("getWebhookInfo", (200, {"result": {"url": ""}}), "telegram webhook", "is not registered"),
    ("getWebhookInfo", (200, {"result": {"url": "https://old.example"}}), "telegram webhook", "leads to https://old"),
    ("subscribed_apps", (200, {"data": []}), "whatsapp webhook", "messages do not reach us"),
    ("healthz", (503, {}), "web", "start `samvad serve`"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "answer", "what", "words"), BROKEN, ids=lambda value: str(value)[:30])
async def test_what_keeps_messages_away_is_broken(
    examine: Any,
    world: tuple[World, int],
    path: str,
    answer: tuple[int, dict[str, Any]],
    what: str,
    words: str,
) -> None:
    """Fault 27 among them: a refused token is said as such."""
    world[0].answers[path] = answer
    found = (await examine())[what]
    assert (found.grade, words in found.words) == (Grade.BROKEN, True), found


async def test_what_is_only_late_or_odd_is_a_warning(examine: Any, world: tuple[World, int]) -> None:
    late = INFO | {"last_error_date": int(time.time()), "last_error_message": "Connection refused"}
    world[0].answers["getWebhookInfo"] = (200, {"result": late | {"pending_update_count": 7}})
    world[0].off_s = 90
    found = await examine(REDIS__URL="redis://127.0.0.1:1/0")
    warned = {what: one.words for what, one in found.items() if one.grade is Grade.WARNING}
    assert "Connection refused (7 waiting)" in warned["telegram webhook"]
    assert "90 s behind" in warned["clock"] or "89 s behind" in warned["clock"]
    assert "alerts and reminders wait" in warned["redis"]
    assert not any(one.blocks for one in found.values())


@pytest.mark.parametrize(
    ("free", "grade"), [(10**7, Grade.BROKEN), (10**8, Grade.WARNING), (10**10, Grade.OK)]
)
async def test_a_disk_is_full_before_it_is_full(
    examine: Any, monkeypatch: Any, free: int, grade: Grade
) -> None:
    """Fault 44."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    found = await examine()
    assert found["disk"].grade == grade


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgres://u:secret-token@127.0.0.1:1/db", "nobody answers there"),
        (f"sqlite://{Path(__file__)}", "cannot be used"),
    ],
)
async def test_a_database_that_cannot_be_used_is_said_in_words(examine: Any, url: str, words: str) -> None:
    found = (await examine(DATABASE__URL=url))["database"]
    assert (found.grade, words in found.words) == (Grade.BROKEN, True), found


async def test_a_stranger_to_the_server_is_told_which_word_is_wrong(examine: Any, postgres_url: str) -> None:
    found = (await examine(DATABASE__URL=postgres_url.rpartition("/")[0] + "/nowhere"))["database"]
    assert found.words.startswith("there is no database of that name")


def test_the_command_says_it_line_by_line_and_ends_with_the_code(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("SAMVAD__")}
    environ |= {"SAMVAD__DATA__DIR": str(tmp_path), "SAMVAD__WEB__PORT": str(free_port())}
    command = (sys.executable, "-m", "cli", "doctor", "--json")
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    first = json.loads(done.stdout)[0]
    assert (done.returncode, first["grade"], done.stderr) == (1, "broken", "")
    assert "samvad migrate" in done.stdout
    shutil.rmtree(tmp_path)
