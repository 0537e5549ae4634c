"""Puts one digest together: kept snapshots for the figures, the tickets themselves for names."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import clock
import settings
import texts
from models.areas import Area, AreaKind
from models.departments import Department
from models.meetings import MeetingOrder
from models.officers import Officer
from models.tickets import Ticket
from reports import cases, snapshots
from reports.counting import OPEN
from reports.digest import Digest, Line
from reports.figures import Day, Ranked, best, figures, silent, worst
from reports.weeks import Week
from tickets import access, seals
from tickets.access import actor_for
from tickets.actor import Actor

WEEKS = 4
TOLD_APART = frozenset({AreaKind.DISTRICT, AreaKind.URBAN_BODY})


async def collect(officer: Officer, week: Week, language: str = "") -> Digest:
    """The digest of a week for one officer's jurisdiction; of a week that still runs, up to yesterday."""
    actor = await actor_for(officer)
    speech = texts.known(language or officer.language)
    zone = settings.current().office.zone
    start, end = week.bounds(zone)
    end = min(end, clock.now())
    weeks = [week.earlier(back) for back in reversed(range(WEEKS))]
    await snapshots.ensure(day for one in weeks for day in one.days)
    kept = await _of(actor, await snapshots.stored(day for one in weeks for day in one.days))
    departments = await _departments(kept, week, speech)
    places = await _places(kept, week, speech)
    before_start = week.earlier(1).bounds(zone)[0]
    seal = await seals.newest() if actor.department_id is None else None
    return Digest(
        week=week,
        language=speech,
        scope=await _scope(officer, actor, speech),
        whole=actor.department_id is None,
        made_at=clock.now(),
        trend=tuple(figures(kept, _over(one)) for one in weeks),
        departments=departments,
        places=places,
        worst=_chosen(departments, worst),
        best=_chosen(departments, best),
        worst_places=_chosen(places, worst),
        silent=_chosen(departments, silent),
        oldest=tuple(await cases.oldest(actor, end, speech)),
        clusters=tuple(await cases.clusters(actor, start, end, speech)),
        thanks=tuple(await cases.thanks(actor, start, end, speech)),
        unreachable=await cases.unreachable(actor, start, end),
        unreachable_before=await cases.unreachable(actor, before_start, start),
        orders_open=await _orders_open(actor),
        seal=seals.words(seal) if seal else "",
        sealed_on=seal.at.astimezone(zone).date() if seal else None,
    )


def _over(week: Week) -> list[date]:
    """The week's days that have passed."""
    today = clock.today_local(settings.current().office.zone)
    return [day for day in week.days if day < today]


async def _of(actor: Actor, rows: Sequence[Day]) -> list[Day]:
    """The rows of a jurisdiction; nothing for a half-made actor, nothing confidential for a department."""
    if actor.id is None or not actor.area_path:
        return []
    if actor.department_id is None and actor.kind in access.DEPARTMENT_BOUND:
        return []
    below = await Area.filter(path__startswith=actor.area_path).values_list("id", flat=True)
    inside = {int(str(area_id)) for area_id in below}
    return [row for row in rows if row.area_id in inside and actor.department_id in {None, row.department_id}]


def _ranked(rows: Iterable[Day], key: Callable[[Day], int], week: Week) -> list[Ranked]:
    split: dict[int, list[Day]] = defaultdict(list)
    for row in rows:
        split[key(row)].append(row)
    last = week.earlier(1).days
    return [
        Ranked(one, figures(some, _over(week)), figures(some, last)) for one, some in sorted(split.items())
    ]


async def _departments(rows: Sequence[Day], week: Week, language: str) -> tuple[Line, ...]:
    ranked = _ranked(rows, lambda row: row.department_id, week)
    known = {row.id: cases.short(row, language) for row in await Department.all()}
    lines = [Line(known.get(one.id, texts.say(language, "digest-no-department")), one) for one in ranked]
    return tuple(sorted(lines, key=lambda line: (-line.now["overdue"], -line.now["open"], line.ranked.id)))


async def _places(rows: Sequence[Day], week: Week, language: str) -> tuple[Line, ...]:
    ranked = _ranked(rows, lambda row: row.area_id, week)
    known = {row.id: row for row in await Area.filter(id__in=[one.id for one in ranked])}
    lines = [Line(_place_name(known[one.id], language), one) for one in ranked if one.id in known]
    return tuple(sorted(lines, key=lambda line: (-line.now["overdue"], -line.now["open"], line.ranked.id)))


def _place_name(area: Area, language: str) -> str:
    """The name as people tell it apart: a block and its town often share one."""
    if area.parent_id is None:
        return texts.say(language, "digest-no-place")
    if area.kind in TOLD_APART:
        return texts.say(language, f"digest-{area.kind.value.replace('_', '-')}", name=area.name(language))
    return area.name(language)


def _chosen(lines: Sequence[Line], choose: Callable[[Iterable[Ranked]], list[Ranked]]) -> tuple[Line, ...]:
    by_id = {line.ranked.id: line for line in lines}
    return tuple(by_id[one.id] for one in choose(line.ranked for line in lines if line.ranked.id))


async def _scope(officer: Officer, actor: Actor, language: str) -> str:
    area = await Area.get(id=officer.area_id)
    department = await Department.get_or_none(id=actor.department_id) if actor.department_id else None
    return f"{department.name(language)}, {area.name(language)}" if department else area.name(language)


async def _orders_open(actor: Actor) -> int:
    ordered = await MeetingOrder.all().distinct().values_list("ticket_id", flat=True)
    if not ordered:
        return 0
    return await Ticket.filter(access.visible(actor), id__in=list(ordered), status__in=sorted(OPEN)).count()
