"""What a district-year of tickets costs: the snapshot of a day, one digest with its papers, all recipients.

`python -m benchmarks.digest [--tickets 60000] [--readers 40]` on a SQLite file of its own; prints a table and
writes benchmarks/results/digest.json.
"""

import argparse
import asyncio
import json
import random
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import clock
import settings
from models import database
from models.areas import Area, AreaKind
from models.departments import Category, Department
from models.migrate import migrate
from models.officers import Officer, Role
from models.people import Person
from models.supervision import DailySnapshot, DigestSent
from models.tickets import Event, Ticket
from reports import issuing, snapshots
from reports.bundle import bundle
from reports.collecting import collect
from reports.weeks import Week

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
YEAR = timedelta(days=365)
RESULTS = Path(__file__).parent / "results" / "digest.json"


async def _district(readers: int) -> tuple[list[Area], list[Category], list[Officer]]:
    root = await Area.create(code="d", kind=AreaKind.DISTRICT, name_hi="जिला", name_en="District")
    root.path = f"{root.id}."
    await root.save()
    villages = []
    for block in range(10):
        above = await Area.create(
            code=f"b{block}",
            kind=AreaKind.BLOCK,
            name_hi=f"खंड {block}",
            name_en=f"Block {block}",
            parent=root,
        )
        above.path = f"{root.path}{above.id}."
        await above.save()
        for number in range(70):
            village = await Area.create(
                code=f"v{block}.{number}",
                kind=AreaKind.VILLAGE,
                name_hi="गाँव",
                name_en="Village",
                parent=above,
            )
            village.path = f"{above.path}{village.id}."
            await village.save()
            villages.append(village)
    kinds, officers = [], []
    for at in range(25):
        row = await Department.create(
            code=f"x{at}",
            name_hi=f"विभाग {at}",
            name_en=f"Dept {at}",
            short_hi=f"विभाग {at}",
            short_en=f"D{at}",
        )
        kinds.append(await Category.create(department=row, code=f"x{at}.x", name_hi="काम", name_en="Work"))
        officers.append(await _officer(f"o{at}", Role.OFFICER, root, row))
    for at in range(readers):
        heads = at < 25
        role = Role.DEPARTMENT_HEAD if heads else Role.SUPERVISOR
        await _officer(f"r{at}", role, root, await Department.get(code=f"x{at}") if heads else None)
    return villages, kinds, officers


async def _officer(name: str, role: Role, area: Area, department: Department | None) -> Officer:
    person = await Person.create(name=name, created_at=NOW)
    return await Officer.create(
        username=name,
        name_hi=name,
        name_en=name,
        role=role,
        area=area,
        department=department,
        person=person,
        created_at=NOW,
    )


async def _tickets(count: int, villages: list[Area], kinds: list[Category], officers: list[Officer]) -> None:
    """Rows and events as a year would leave them: nine of ten resolved, two thirds of these confirmed."""
    citizen = await Person.create(name="c", created_at=NOW)
    seed = random.Random(7)
    for first in range(0, count, 2000):
        tickets: list[Ticket] = []
        events: list[Event] = []
        for number in range(first + 1, min(first + 2000, count) + 1):
            at, area = seed.randrange(25), seed.choice(villages)
            story = _story(NOW - YEAR + YEAR * number / count, seed, officers[at].id)
            events += [_event(number, seq, step) for seq, step in enumerate(story, 1)]
            where = Setting(kinds[at], area, citizen.id, officers[at].id)
            tickets.append(_ticket(number, story, where))
        await Ticket.bulk_create(tickets, batch_size=200)
        await Event.bulk_create(events, batch_size=500)


Step = tuple[str, str, str, datetime, str, int | None, dict[str, object]]


def _story(filed: datetime, seed: random.Random, officer: int) -> list[Step]:
    due = filed + timedelta(days=9)
    facts: dict[str, object] = {"kind": "problem", "due_at": due.isoformat()}
    steps: list[Step] = [("file", "", "submitted", filed, "citizen", 1, facts)]
    at = filed + timedelta(minutes=3)
    steps.append(("assign", "submitted", "assigned", at, "system", None, {"officer": officer}))
    at += timedelta(hours=seed.randrange(1, 90))
    steps.append(("view", "assigned", "assigned", at, "officer", officer, {}))
    if seed.random() < 0.9:
        at += timedelta(hours=seed.randrange(2, 400))
        late: dict[str, object] = {"late": at > due}
        steps.append(("resolve", "assigned", "resolved", at, "officer", officer, late))
        end = (
            ("confirm", "confirmed", "citizen")
            if seed.random() < 0.66
            else ("close", "closed_unanswered", "system")
        )
        at += timedelta(hours=seed.randrange(1, 168))
        steps.append((end[0], "resolved", end[1], at, end[2], 1, {}))
    return [step for step in steps if step[3] <= NOW]


def _event(ticket: int, seq: int, step: Step) -> Event:
    verb, before, after, at, kind, who, data = step
    return Event(
        ticket_id=ticket,
        seq=seq,
        verb=verb,
        actor_kind=kind,
        actor_id=who,
        before=before,
        after=after,
        data=data,
        at=at,
        hash="",
        reacted_at=at,
    )


@dataclass(frozen=True, slots=True)
class Setting:
    kind: Category
    area: Area
    citizen: int
    officer: int


def _ticket(number: int, story: list[Step], where: Setting) -> Ticket:
    when = {step[0]: step[3] for step in story}
    return Ticket(
        id=number,
        number=f"GBD-26-{number:06d}-0",
        tail=f"{number:04d}"[-4:],
        filing_key=str(number),
        citizen_id=where.citizen,
        source="whatsapp",
        kind="problem",
        description="हैंडपंप बिगड़ा है",
        department_id=where.kind.department_id,
        category_id=where.kind.id,
        area_id=where.area.id,
        area_path=where.area.path,
        status=story[-1][2],
        officer_id=where.officer,
        submitted_at=story[0][3],
        assigned_at=when.get("assign"),
        first_viewed_at=when.get("view"),
        due_at=story[0][3] + timedelta(days=9),
        resolved_at=when.get("resolve"),
        closed_at=when.get("confirm") or when.get("close"),
        event_seq=len(story),
        updated_at=story[-1][3],
    )


def _memory_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


async def measure(tickets: int, readers: int) -> dict[str, float]:
    """Build the district and time what matters; seconds, and the highest memory in megabytes."""
    found: dict[str, float] = {}

    def lap(name: str, since: tuple[float, float]) -> None:
        found[name] = round(time.perf_counter() - since[0], 3)
        found[f"{name} CPU"] = round(time.process_time() - since[1], 3)
        found[f"{name} MB"] = _memory_mb()

    await _tickets(tickets, *await _district(readers))
    clock.configure(round((NOW + timedelta(minutes=1) - clock.now()).total_seconds()))
    week = Week.of(NOW.date()).earlier(1)
    started = time.perf_counter(), time.process_time()
    await snapshots.take(week.sunday)
    lap("snapshot of yesterday", started)
    started = time.perf_counter(), time.process_time()
    await snapshots.take(week.earlier(8).sunday)
    lap("snapshot rebuilt, two months ago", started)
    for one in (week.earlier(3), week.earlier(2), week.earlier(1), week):
        for day in one.days:
            await snapshots.take(day)
    # The other days of the year are not the digest's business.
    await DailySnapshot.bulk_create(
        [
            DailySnapshot(day=day, kind=snapshots.TAKEN, counts={})
            for day in await snapshots.missing(clock.now())
        ]
    )
    found["snapshot rows a day"] = await DailySnapshot.filter(day=week.sunday).count()
    officer = await Officer.filter(role=Role.SUPERVISOR).order_by("id").first() or await Officer.get(id=1)
    started = time.perf_counter(), time.process_time()
    digest = await collect(officer, week)
    lap("one digest, figures", started)
    started = time.perf_counter(), time.process_time()
    files = await bundle(digest, officer)
    lap("one digest, card, PDF, sheet", started)
    found["files KB"] = round(sum(len(one.body) for one in files) / 1024)
    started = time.perf_counter(), time.process_time()
    await issuing.open_due(clock.now())
    for row in await issuing.waiting(clock.now()):
        await issuing.issue(row)
    lap(f"all {readers} recipients", started)
    assert await DigestSent.filter(state="done").count() == readers
    return found


async def _main(tickets: int, readers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        chosen = settings.load(environ={"SAMVAD__DATA__DIR": folder})
        settings.current = lambda: chosen  # type: ignore[assignment]
        await migrate(chosen.database.url)
        await database.connect(chosen.database.url)
        try:
            return await measure(tickets, readers)
        finally:
            await database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=60_000)
    parser.add_argument("--readers", type=int, default=40)
    given = parser.parse_args()
    figures = asyncio.run(_main(given.tickets, given.readers))
    for name, value in figures.items():
        print(f"{name:36} {value:>10}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1))
