"""Who is away today, and what those who stand in for them may do meanwhile: everything, as them.

The rights of the account on leave are lent, not added: each is a capacity of its own (`Actor.stands_for`),
so that a verb is judged, and recorded, as done for that account. Not lent are the sight of confidential
matters, which goes with the person, and an administrator's rights, which concern no ticket.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import clock
from models.officers import Leave, Officer, Role
from tickets import access
from tickets.actor import Actor
from tickets.once import once


async def away_today() -> dict[int, int | None]:
    """Everybody who is on leave today, and who stands in for them."""
    today = clock.today_local()
    return await once(("away", today), lambda: _away(today))


async def _away(today: date) -> dict[int, int | None]:
    leaves = await Leave.filter(starts__lte=today, ends__gte=today).order_by("-id")
    return {leave.officer_id: leave.substitute_id for leave in leaves}


async def stand_in(officer: Officer, *, hidden: bool = False) -> Officer:
    """Who acts for this officer today, following substitutes who are away themselves (but not in circles).

    `hidden`: in a confidential matter nobody does who may not see such.
    """
    away = await away_today()
    here, seen = officer, {officer.id}
    while True:
        substitute_id = away.get(here.id)
        if substitute_id is None or substitute_id in seen:
            return here
        substitute = await account(substitute_id)
        if substitute is None or not _may_act(substitute) or (hidden and not is_above(substitute)):
            return here
        seen.add(substitute.id)
        here = substitute


async def account(officer_id: int) -> Officer | None:
    """The account of this id, looked up once."""
    return await once(("officer", officer_id), lambda: Officer.get_or_none(id=officer_id))


def is_above(officer: Officer) -> bool:
    """Whether confidential matters are theirs to see."""
    return officer.role is Role.SUPERVISOR and officer.department_id is None


def _may_act(officer: Officer) -> bool:
    return officer.active and officer.role is not Role.ADMINISTRATOR


async def covered_by(officer: Officer) -> Sequence[Officer]:
    """The accounts on leave whose work this one has today, also by way of substitutes who are away."""
    today = clock.today_local()
    if not _may_act(officer) or not await Leave.filter(substitute_id=officer.id, ends__gte=today).exists():
        return ()
    away = await away_today()
    found: list[Officer] = []
    front, met = {officer.id}, {officer.id}
    while front := {one for one, substitute in away.items() if substitute in front} - met:
        met |= front
        rows = await Officer.filter(id__in=sorted(front)).select_related("area", "department").order_by("id")
        absent = [row for row in rows if _may_act(row)]
        found += absent
        front = {row.id for row in absent}
    return found


async def lent(own: Actor, absent: Officer) -> Actor:
    """What `own` may do in the place of an account on leave."""
    capacity = await access.actor_for(absent)
    return replace(
        capacity,
        id=own.id,
        language=own.language,
        stands_for=absent.id,
        blind=not access.sees_confidential(own),
    )


async def with_lent(own: Actor, officer: Officer) -> Actor:
    """The actor with everything that is lent to them today."""
    return replace(own, stands_in_for=tuple([await lent(own, one) for one in await covered_by(officer)]))


async def on_duty(officer: Officer) -> Actor:
    """The actor an account is today, with the work of those it stands in for."""
    return await with_lent(await access.actor_for(officer), officer)
