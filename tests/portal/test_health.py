"""The health pages say what is wrong, with the numbers to alarm on, and to whom they should."""

import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

import clock
from bots import hot
from models import counters, database
from models.messages import Circuit, Inbound, Lane, Outbound, OutboundState
from models.people import Person
from portal import vitals
from portal.app import build_app
from settings import load


@pytest.fixture
async def client(
    sqlite_database_url: str, redis_url: str, tmp_path: Path
) -> AsyncIterator[TestClient[Any, Any]]:
    (tmp_path / "spool").mkdir()
    values = {"DATA__DIR": str(tmp_path), "DATABASE__URL": sqlite_database_url, "REDIS__URL": redis_url}
    app = await build_app(load(environ={f"SAMVAD__{key}": value for key, value in values.items()}))
    app.cleanup_ctx.pop()  # the rounds: they would store the spool
    made = TestClient(TestServer(app))
    await made.start_server()
    yield made
    await made.close()


async def parts(client: TestClient[Any, Any]) -> tuple[int, dict[str, dict[str, Any]]]:
    answer = await client.get("/readyz")
    return answer.status, {part["name"]: part for part in (await answer.json())["parts"]}


async def test_ready_tells_each_part_and_what_waits(client: TestClient[Any, Any], tmp_path: Path) -> None:
    old = tmp_path / "spool" / "20261123T100000.000000-000001-ab.whatsapp"
    old.write_bytes(b"{}")
    os.utime(old, (time.time() - 600, time.time() - 600))
    await Circuit.create(
        channel="whatsapp", scope="", open=True, code="190", reason="expired", credential="x",
        changed_at=clock.now(),
    )  # fmt: skip
    status, found = await parts(client)
    assert status == 200
    assert (found["spool"]["well"], found["spool"]["numbers"]["waiting"]) == (False, 1)
    assert found["whatsapp"]["detail"] == "190 expired"
    assert "samvad beat" in found["beat"]["detail"]


async def test_what_goes_to_many_may_wait(client: TestClient[Any, Any]) -> None:
    """For the morning, or for ever as "maybe sent": that is no queue that is late."""
    person, long_ago = await Person.create(created_at=clock.now()), clock.now() - timedelta(hours=9)
    for key, lane, state in (
        ("a", Lane.BULK, OutboundState.QUEUED),
        ("b", Lane.BULK, OutboundState.UNKNOWN),
        ("c", Lane.NOTICE, OutboundState.QUEUED),
    ):
        found = (await parts(client))[1]["outbox"]
        assert (found["well"], found["numbers"]["waiting"]) == (True, 0)
        await Outbound.create(
            key=key, person=person, lane=lane, state=state, purpose="x", body="{}",
            next_attempt_at=long_ago, created_at=long_ago,
        )  # fmt: skip
    assert not (await parts(client))[1]["outbox"]["well"]


async def test_without_its_database_it_is_alive_and_not_ready(client: TestClient[Any, Any]) -> None:
    """Fault 1."""
    await database.close()
    await database.connect("postgres://postgres@127.0.0.1:1/gone")
    status, found = await parts(client)
    assert (status, found["database"]["well"]) == (503, False)
    assert (await client.get("/healthz")).status == 200


@pytest.mark.usefixtures("client")
async def test_a_database_that_may_only_be_read_is_not_ready(postgres_database_url: str) -> None:
    """Fault 44: as after a failover."""
    await database.close()
    await database.connect(postgres_database_url)
    await hot.rows("SET default_transaction_read_only = on")
    part = await vitals._database()
    assert (part.well, part.detail) == (False, "may only be read")


async def test_metrics_have_the_numbers_to_alarm_on(client: TestClient[Any, Any]) -> None:
    await counters.add("forged:whatsapp", f"{clock.now():%Y-%m-%d}", 3)
    await counters.add("prove:7", f"{clock.now():%Y-%m-%d}", 3)
    await counters.add(vitals.BEAT, "all", int(clock.now().timestamp()) - 40)
    await Inbound.create(
        channel="whatsapp", vendor_key="w", lane="message", sender="s", body="{}", received_at=clock.now(),
        state="done",
    )  # fmt: skip
    text = await (await client.get("/metrics")).text()
    for line in (
        "samvad_outbox_oldest_seconds 0.0",
        "samvad_inbox_parked 0.0",
        "samvad_spool_waiting 0.0",
        'samvad_today{what="forged:whatsapp"} 3.0',
        'samvad_last_inbound_seconds{channel="whatsapp"}',
        "samvad_beat_lag_seconds 4",
        "samvad_disk_free_bytes",
    ):
        assert line in text, line
    assert "prove" not in text


async def test_strangers_see_no_metrics(client: TestClient[Any, Any]) -> None:
    answer = await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert answer.status == 404
