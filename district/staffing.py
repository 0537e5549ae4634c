"""Who of a department could get a ticket, as the pure officer choice wants to know it."""

from tortoise.functions import Count

import clock
from models.departments import Department
from models.officers import Leave, Officer, Role
from models.states import Status
from models.tickets import Ticket
from routing.officer import HEAD, OfficerCandidate
from tickets.lifecycle import OPEN

ROLES = {Role.OFFICER: "officer", Role.DEPARTMENT_HEAD: HEAD}


async def candidates(department: Department) -> list[OfficerCandidate]:
    """The department's active officers and head with duty and open load; always four statements."""
    officers = await Officer.filter(
        department_id=department.id, active=True, role__in=list(ROLES)
    ).prefetch_related("area")
    ids = [officer.id for officer in officers]
    today = clock.today_local()
    away = {
        row.officer_id: row.substitute_id
        for row in await Leave.filter(officer_id__in=ids, starts__lte=today, ends__gte=today)
    }
    loads = await _loads(ids)
    return [
        OfficerCandidate(
            id=officer.id,
            department=department.code,
            area_path=officer.area.path,
            role=ROLES[officer.role],
            on_duty=officer.id not in away,
            substitute_id=away.get(officer.id),
            open_load=loads.get(officer.id, 0),
        )
        for officer in officers
    ]


async def _loads(officer_ids: list[int]) -> dict[int, int]:
    open_ones = [status for status in OPEN if status is not Status.SCREENING]
    rows = (
        await Ticket.filter(officer_id__in=officer_ids, status__in=open_ones)
        .annotate(load=Count("id"))
        .group_by("officer_id")
        .values("officer_id", "load")
    )
    return {row["officer_id"]: row["load"] for row in rows}
