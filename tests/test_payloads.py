"""Every captured webhook body is answered, stored once and handled; a neighbour is never lost."""

import json
from typing import Any

import pytest

from models import database
from tests.story.payload_report import Fate, bodies, intake, post_all, table


@pytest.fixture
async def fates(sqlite_database_url, redis_url, tmp_path):
    await database.connect(sqlite_database_url)
    async with intake(tmp_path / "var", sqlite_database_url, redis_url) as (client, service):
        found = await post_all(client, service)
    await database.close()
    print(table(found))
    return found


def new_ids(fate: Fate, seen: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The vendor's ids of messages and updates in a body that were not in an earlier one."""
    given: Any = fate.body.read()
    found: set[tuple[str, str]] = set()
    if not isinstance(given, dict):
        return found
    if fate.body.channel == "telegram":
        if isinstance(given.get("update_id"), int):
            found = {("telegram", str(given["update_id"]))}
    else:
        found = {("whatsapp", str(message["id"])) for message in messages(given) if message.get("id")}
    fresh = found - seen
    seen |= found
    return fresh


def messages(envelope: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        message
        for entry in envelope.get("entry") or ()
        for change in entry.get("changes") or ()
        for message in (change.get("value") or {}).get("messages") or ()
        if isinstance(message, dict)
        if change.get("field") in (None, "messages")
    ]


@pytest.mark.slow
async def test_every_captured_webhook_body_is_taken_once_and_harms_nobody(fates):
    """Fault 17."""
    assert len(fates) >= 130, "the samples made for this project are in tests/payloads"
    assert [(f.body.file, f.status) for f in fates if f.status >= 300] == []
    assert [(f.body.file, f.again) for f in fates if f.again] == [], "a repeat stores nothing"
    assert [(f.body.file, f.neighbour) for f in fates if f.neighbour not in ("", "done")] == []
    left = [(f.body.file, end) for f in fates for end in f.ends if " new " in end]
    assert left == [], "everything stored came to an end"
    seen: set[tuple[str, str]] = set()
    short = [f.body.file for f in fates if len(f.ends) < len(new_ids(f, seen))]
    assert short == [], "one stored inbound for each new vendor id"
    parked = {f.body.file for f in fates for end in f.ends if " parked " in end}
    unreadable = {body.file for body in bodies() if not readable(body.raw)}
    assert parked <= unreadable, "only what is no JSON is set aside"


def readable(raw: bytes) -> bool:
    try:
        json.loads(raw.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return True
