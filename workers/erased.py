"""Erasures are remembered outside the database, so that an old backup cannot bring anybody back."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import settings
from bots import personal
from models.people import Person
from tickets.transaction import transaction


def ledger() -> Path:
    """One line for each erasure: an id and a moment, nothing that says who it was."""
    return Path(settings.current().data.dir) / "erased.jsonl"


def remember(person_id: int, at: datetime) -> None:
    """Note an erasure; the same one twice does no harm."""
    path = ledger()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"person": person_id, "at": at.isoformat()}) + "\n")


def remembered() -> Iterator[tuple[int, datetime]]:
    """What the ledger says; a line cut short by a crash is skipped."""
    path = ledger()
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        try:
            entry = json.loads(line)
            yield int(entry["person"]), datetime.fromisoformat(entry["at"])
        except (ValueError, KeyError, TypeError):
            continue


async def come_back() -> list[int]:
    """People whom a restored backup has brought back; an id given anew to somebody later is not them."""
    found = []
    for person_id, at in dict(remembered()).items():
        alive = Person.filter(id=person_id, created_at__lt=at, erased_at=None, merged_into_id=None)
        if await alive.exists():
            found.append(person_id)
    return found


async def erase_again(*, delete: bool) -> int:
    """Erase those who came back; returns how many there are."""
    found = await come_back()
    for person_id in found if delete else ():
        async with transaction():
            await personal.erase(person_id)
    return len(found)
