"""Reads event rows in bulk for statistics: plain tuples in, values out, no model objects."""

from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from models.tickets import Event, Ticket
from reports.replay import Happening, Origin

COLUMNS = ("ticket_id", "verb", "before", "after", "actor_kind", "actor_id", "data", "at")
BATCH = 400
"""Tickets at a time: SQLite takes 999 values in a list, and a batch stays small in memory."""


async def tickets_between(start: datetime, end: datetime) -> set[int]:
    """Tickets to which something happened in that time."""
    found = await Event.filter(at__gte=start, at__lt=end).distinct().values_list("ticket_id", flat=True)
    return {int(str(key)) for key in found}


async def tickets_since(start: datetime) -> set[int]:
    """Tickets to which something has happened since."""
    found = await Event.filter(at__gte=start).distinct().values_list("ticket_id", flat=True)
    return {int(str(key)) for key in found}


async def histories(ids: Iterable[int], until: datetime) -> AsyncIterator[tuple[Origin, list[Happening]]]:
    """The events of each ticket up to a moment, in order, with what only its row tells."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        origins = await _origins(some)
        rows = (
            await Event.filter(ticket_id__in=some, at__lt=until)
            .order_by("ticket_id", "seq")
            .values_list(*COLUMNS)
        )
        for ticket_id, events in groupby(
            (_happening(row) for row in rows), key=lambda event: event.ticket_id
        ):
            yield origins[ticket_id], list(events)


async def _origins(ids: Sequence[int]) -> dict[int, Origin]:
    rows = await Ticket.filter(id__in=ids).values_list("id", "area_id", "confidential")
    return {row[0]: Origin(row[1], bool(row[2])) for row in rows}


def _happening(row: tuple[Any, ...]) -> Happening:
    ticket_id, verb, before, after, kind, actor_id, data, at = row
    return Happening(ticket_id, verb, before, after, kind, actor_id, data or {}, at)
