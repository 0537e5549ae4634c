"""Who sees which tickets: jurisdiction is decided here and nowhere else, and fails closed.

An officer or department head sees their department within their area, whatever is assigned to them, and
what is assigned to those they stand in for today. Operators and supervisors see every department within
their area. Confidential tickets are seen by the officer who has them and by supervisors without a
department, never by the department's chain. A citizen sees their own and those they joined.
"""

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

import clock
from models.areas import Area
from models.officers import Leave, Officer
from models.tickets import Event, Ticket
from tickets import known, people
from tickets.actor import Actor, ActorKind

NOBODY = Q(id=0)
EVERYBODY = Q(id__gt=0)
STAFF = frozenset({ActorKind.OFFICER, ActorKind.DEPARTMENT_HEAD, ActorKind.OPERATOR, ActorKind.SUPERVISOR})
DEPARTMENT_BOUND = frozenset({ActorKind.OFFICER, ActorKind.DEPARTMENT_HEAD})


def visible(actor: Actor) -> Q:
    """The filter of a `Ticket` query that leaves what this actor may see."""
    if actor.kind is ActorKind.SYSTEM:
        return EVERYBODY
    if actor.id is None:
        return NOBODY
    if actor.kind is ActorKind.CITIZEN:
        return _of_citizen(actor.id)
    if actor.kind not in STAFF:
        return NOBODY
    return _theirs(actor) | _jurisdiction(actor)


def _of_citizen(person_id: int) -> Q:
    joined = Event.filter(verb="join", actor_kind="citizen", actor_id__in=people.selves(person_id)).values(
        "ticket_id"
    )
    return Q(citizen_id=person_id) | Q(id__in=Subquery(joined))


def _theirs(actor: Actor) -> Q:
    """Their own; known ids instead of a subquery let the database answer the whole condition by indexes."""
    mine = Q(officer_id=actor.id)
    if actor.stands_in_for is None:
        away = _on_leave(actor.id or 0).values("officer_id")
        return mine | Q(officer_id__in=Subquery(away), confidential=False)
    if actor.stands_in_for:
        return mine | Q(officer_id__in=list(actor.stands_in_for), confidential=False)
    return mine


def _on_leave(substitute_id: int) -> QuerySet[Leave]:
    today = clock.today_local()
    return Leave.filter(substitute_id=substitute_id, starts__lte=today, ends__gte=today)


async def standing_in(officer_id: int) -> tuple[int, ...]:
    """Whose work is this officer's too, today; for an actor that asks for many lists at once."""
    return tuple(int(str(key)) for key in await _on_leave(officer_id).values_list("officer_id", flat=True))


def in_charge(actor: Actor) -> Q:
    """What this officer must work on: their own, and that of those they stand in for."""
    return _theirs(actor) if actor.id is not None and actor.kind in STAFF else NOBODY


def _jurisdiction(actor: Actor) -> Q:
    if not actor.area_path:
        return NOBODY
    if actor.department_id is None and actor.kind in DEPARTMENT_BOUND:
        return NOBODY
    inside = Q(area_path__startswith=actor.area_path)
    if actor.department_id is not None:
        inside &= Q(department_id=actor.department_id)
    if not sees_confidential(actor):
        inside &= Q(confidential=False)
    return inside


def sees_confidential(actor: Actor) -> bool:
    """Whether confidential tickets of the area are open to them although somebody else has them."""
    return actor.kind is ActorKind.SUPERVISOR and actor.department_id is None


async def may_see(actor: Actor, ticket: Ticket) -> bool:
    """Whether this one ticket is theirs to see; asks the database only when the row itself does not tell."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.id is None:
        return False
    if actor.id == (ticket.citizen_id if actor.kind is ActorKind.CITIZEN else ticket.officer_id):
        return actor.kind is ActorKind.CITIZEN or actor.kind in STAFF
    return await Ticket.filter(visible(actor), id=ticket.id).exists()


def owns(actor: Actor, ticket: Ticket) -> bool:
    """Whether this citizen filed it (those who joined may look and add, not decide)."""
    return actor.kind is ActorKind.CITIZEN and actor.id == ticket.citizen_id


async def actor_for(officer: Officer) -> Actor:
    """The actor an officer's account stands for; an inactive one may nothing."""
    loaded: object = officer.area
    area = loaded if isinstance(loaded, Area) else await known.area(officer.area_id)
    return Actor(
        kind=ActorKind(officer.role.value),
        id=officer.id if officer.active else None,
        department_id=officer.department_id,
        area_path=area.path if officer.active and area else "",
        level=officer.level,
        language=officer.language,
    )
