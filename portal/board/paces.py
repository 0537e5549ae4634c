"""The board's slower figures: weeks, medians and clusters; kept for some minutes, bounded by index."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise
from statistics import median
from typing import Any

from tortoise.expressions import Q
from tortoise.functions import Count

import clock
from models.states import Status
from models.tickets import Ticket
from portal.kept import SLOW_S, kept
from portal.words import zone
from tickets.access import visible
from tickets.actor import Actor
from tickets.lifecycle import OPEN

WEEKS = 8
SAMPLE = 4_000
CLUSTER_DAYS, CLUSTER_SIZE, MOST_CLUSTERS = 7, 3, 8


@dataclass(frozen=True, slots=True)
class Week:
    """What came in and what was said and confirmed done in one week."""

    monday: date
    received: int
    claimed: int
    confirmed: int


async def trend(actor: Actor) -> list[Week]:
    """The last eight weeks."""
    return await kept(("trend", actor), SLOW_S, partial(_trend, actor))


async def _trend(actor: Actor) -> list[Week]:
    today = clock.today_local(zone())
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    mondays = [first + timedelta(weeks=number) for number in range(WEEKS)]
    received = await _weekly(actor, mondays, "submitted_at", Q())
    claimed = await _weekly(actor, mondays, "resolved_at", Q())
    confirmed = await _weekly(actor, mondays, "closed_at", Q(status=Status.CONFIRMED))
    return [Week(*week) for week in zip(mondays, received, claimed, confirmed, strict=True)]


async def _weekly(actor: Actor, mondays: list[date], column: str, only: Q) -> list[int]:
    """How many tickets have this moment in each of the weeks."""
    edges = [_midnight(monday) for monday in (*mondays, mondays[-1] + timedelta(weeks=1))]
    columns = {
        f"w{at}": Count("id", _filter=_between(column, begin, end))
        for at, (begin, end) in enumerate(pairwise(edges))
    }
    within = visible(actor) & only & _between(column, edges[0], edges[-1])
    row = (await Ticket.filter(within).annotate(**columns).values(*columns))[0]
    return [int(row[name] or 0) for name in columns]


def _between(column: str, begin: datetime, end: datetime) -> Q:
    edges: dict[str, Any] = {f"{column}__gte": begin, f"{column}__lt": end}
    return Q(**edges)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())


@dataclass(frozen=True, slots=True)
class Medians:
    """Half of the tickets were quicker; hours, or None when there are none.

    `sampled` says that there were more than SAMPLE, and that the newest of them were looked at.
    """

    first_view: float | None
    resolution: float | None
    sampled: bool = False


async def medians(actor: Actor, days: int) -> Medians:
    """Of what was received, and of what was resolved, in the chosen time."""
    return await kept(("medians", actor, days), SLOW_S, partial(_medians, actor, days))


async def _medians(actor: Actor, days: int) -> Medians:
    since = clock.now() - timedelta(days=days)
    viewed = Ticket.filter(
        visible(actor), submitted_at__gt=since, assigned_at__not_isnull=True, first_viewed_at__not_isnull=True
    ).order_by("-submitted_at")
    ended = Ticket.filter(visible(actor), resolved_at__gt=since).order_by("-resolved_at")
    views = [_hours(*row) for row in await viewed.limit(SAMPLE).values_list("assigned_at", "first_viewed_at")]
    ends = [_hours(*row) for row in await ended.limit(SAMPLE).values_list("submitted_at", "resolved_at")]
    return Medians(
        median(views) if views else None,
        median(ends) if ends else None,
        SAMPLE in (len(views), len(ends)),
    )


def _hours(start: object, end: object) -> float:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return 0.0
    return max(0.0, (end - start).total_seconds() / 3600)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The same trouble in the same place, several times within a week."""

    area_id: int
    category_id: int
    size: int


async def clusters(actor: Actor) -> list[Cluster]:
    """The largest ones."""
    return await kept(("clusters", actor), SLOW_S, partial(_clusters, actor))


async def _clusters(actor: Actor) -> list[Cluster]:
    since = clock.now() - timedelta(days=CLUSTER_DAYS)
    rows = (
        await Ticket.filter(
            visible(actor),
            status__in=OPEN,
            submitted_at__gt=since,
            area_id__not_isnull=True,
            category_id__not_isnull=True,
        )
        .annotate(size=Count("id"))
        .group_by("area_id", "category_id")
        .filter(size__gte=CLUSTER_SIZE)
        .order_by("-size")
        .limit(MOST_CLUSTERS)
        .values("area_id", "category_id", "size")
    )
    return [Cluster(int(row["area_id"]), int(row["category_id"]), int(row["size"])) for row in rows]
