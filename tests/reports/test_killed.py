"""A worker is killed in the middle of the digests: the next one finishes, each person once (fault 34)."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

import clock
import settings as settings_module
from models.messages import Outbound
from models.supervision import DigestSent
from reports import issuing
from tests.reports.conftest import set_clock

ROOT = Path(__file__).parents[2]
WORKER = """
import asyncio, sys
import clock, settings
from models import database
from reports import issuing

async def main() -> None:
    clock.configure(int(sys.argv[1]))
    await database.connect(settings.current().database.url)
    for row in await issuing.waiting(clock.now()):
        print("begins", row, flush=True)
        await issuing.issue(row)
        print("done", row, flush=True)

asyncio.run(main())
"""


@pytest.mark.crash
async def test_kill_9_in_the_middle_of_the_digests(week30, database, settings, monkeypatch):
    monkeypatch.setattr(settings_module, "current", lambda: settings)
    await issuing.open_due(clock.now())
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        str(int(clock._shift[0].total_seconds())),
        cwd=ROOT,
        env={**os.environ, "SAMVAD__DATABASE__URL": database, "SAMVAD__DATA__DIR": str(settings.data.dir)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdout is not None
    heard = [(await asyncio.wait_for(worker.stdout.readline(), 60)).split()[0] for _ in range(3)]
    worker.send_signal(signal.SIGKILL)
    await worker.wait()
    assert heard == [b"begins", b"done", b"begins"]
    assert await DigestSent.filter(state="done").count() < 3

    set_clock("2026-07-27T08:15")
    for row in await issuing.waiting(clock.now()):
        await issuing.issue(row)
    assert await DigestSent.filter(state="done").count() == 3
    keys = await Outbound.all().values_list("key", flat=True)
    assert len(keys) == len(set(keys)) == 3
