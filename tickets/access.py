"""Who sees which tickets: jurisdiction is decided here and nowhere else, and fails closed.

An officer or department head sees their department within their area and whatever is assigned to them.
Operators and supervisors see every department within their area. Confidential tickets are seen by the
officer who has them and by supervisors without a department, never by the department's chain. Who stands in
for somebody sees what that account sees, but nothing confidential on that account (see `tickets.leave`).
A citizen sees their own and those they joined. Supervisors, and department heads for their department, may
write to the citizens of their area (`reaches`).
"""

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from models.areas import Area
from models.officers import Officer
from models.tickets import Event, Ticket
from tickets import known, people
from tickets.actor import Actor, ActorKind

NOBODY = Q(id=0)
EVERYBODY = Q(id__gt=0)
STAFF = frozenset({ActorKind.OFFICER, ActorKind.DEPARTMENT_HEAD, ActorKind.OPERATOR, ActorKind.SUPERVISOR})
LEADERS = frozenset({ActorKind.DEPARTMENT_HEAD, ActorKind.SUPERVISOR})
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
    seen = _theirs(actor) | _jurisdiction(actor)
    for lent in actor.stands_in_for:
        seen |= visible(lent)
    return seen


def joins(person_id: int) -> QuerySet[Event]:
    """The events by which this person, or one merged into them, joined tickets of others."""
    return Event.filter(verb="join", actor_kind="citizen", actor_id__in=people.selves(person_id))


def _of_citizen(person_id: int) -> Q:
    return Q(citizen_id=person_id) | Q(id__in=Subquery(joins(person_id).values("ticket_id")))


def _theirs(actor: Actor) -> Q:
    mine = Q(officer_id=actor.desk)
    return mine & Q(confidential=False) if actor.blind else mine


def in_charge(actor: Actor) -> Q:
    """What this officer must work on: their own, and that of those they stand in for."""
    if actor.id is None or actor.kind not in STAFF:
        return NOBODY
    theirs = _theirs(actor)
    for lent in actor.stands_in_for:
        theirs |= in_charge(lent)
    return theirs


def to_work_on(actor: Actor) -> Q:
    """What belongs in the queue: an officer's own tickets, everything in sight of whoever leads or sorts.

    An officer who stands in for one of those has both.
    """
    if actor.kind is not ActorKind.OFFICER:
        return visible(actor)
    theirs = in_charge(actor)
    for lent in actor.stands_in_for:
        theirs |= to_work_on(lent)
    return theirs


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
    return actor.kind is ActorKind.SUPERVISOR and actor.department_id is None and not actor.blind


def covers(actor: Actor, ticket: Ticket) -> bool:
    """Whether this one capacity of a member of staff reaches a ticket; what `visible` says, of one row."""
    if actor.id is None or actor.kind not in STAFF or (ticket.confidential and actor.blind):
        return False
    if ticket.officer_id == actor.desk:
        return True
    if not actor.area_path or (actor.department_id is None and actor.kind in DEPARTMENT_BOUND):
        return False
    inside = ticket.area_path.startswith(actor.area_path)
    return (
        inside
        and actor.department_id in {None, ticket.department_id}
        and (sees_confidential(actor) or not ticket.confidential)
    )


async def may_see(actor: Actor, ticket: Ticket) -> bool:
    """Whether this one ticket is theirs to see; asks the database only when the row itself does not tell."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind in STAFF:
        return any(covers(one, ticket) for one in (actor, *actor.stands_in_for))
    if actor.kind is ActorKind.CITIZEN and actor.id == ticket.citizen_id:
        return actor.id is not None
    return await Ticket.filter(visible(actor), id=ticket.id).exists()


def owns(actor: Actor, ticket: Ticket) -> bool:
    """Whether this citizen filed it (those who joined may look and add, not decide)."""
    return actor.kind is ActorKind.CITIZEN and actor.id == ticket.citizen_id


def reaches(actor: Actor, area_path: str, department_id: int | None) -> bool:
    """Whether this one capacity may write to the citizens of a place, or to a department's there."""
    if actor.id is None or not actor.area_path or not area_path.startswith(actor.area_path):
        return False
    if actor.kind is ActorKind.SUPERVISOR:
        return actor.department_id in {None, department_id}
    heads = actor.kind is ActorKind.DEPARTMENT_HEAD and actor.department_id is not None
    return heads and actor.department_id == department_id


def addressed(actor: Actor) -> Q:
    """The filter of a `Broadcast` query: their own, and those that they might have written."""
    if actor.id is None or actor.kind not in STAFF:
        return NOBODY
    seen = Q(made_by=actor.id)
    for one in (actor, *actor.stands_in_for):
        if one.area_path and one.kind in LEADERS:
            inside = Q(area_path__startswith=one.area_path)
            is_bound = one.department_id is not None or one.kind is ActorKind.DEPARTMENT_HEAD
            seen |= inside & Q(department_id=one.department_id or 0) if is_bound else inside
    return seen


async def actor_for(officer: Officer) -> Actor:
    """The actor an officer's account stands for, without anybody's leave; an inactive one may nothing."""
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
