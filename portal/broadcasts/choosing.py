"""What the form of a broadcast offers: the places and departments of those who may write to them."""

from dataclasses import dataclass

from models.areas import Area, AreaKind
from models.departments import Department
from portal.desk.choices import Choices
from tickets.access import LEADERS
from tickets.actor import Actor, ActorKind

MOST = 1_500
"""More places than this are offered without their villages: a telephone must still open the list."""
SMALL = (AreaKind.VILLAGE, AreaKind.WARD)


@dataclass(frozen=True, slots=True)
class Group:
    """One block or town with the places in it; those above the blocks have none."""

    head: Area | None
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """`anybody` is offered to those who may write to all citizens, of whatever department."""

    groups: tuple[Group, ...]
    departments: tuple[Department, ...]
    anybody: bool


def offer(actor: Actor, known: Choices) -> Offer:
    """The lists of the form; what is sent is judged by `tickets.broadcasts` all the same."""
    able = [one for one in (actor, *actor.stands_in_for) if one.kind in LEADERS and one.area_path]
    paths = tuple(one.area_path for one in able)
    anybody = any(one.kind is ActorKind.SUPERVISOR and one.department_id is None for one in able)
    own = {one.department_id for one in able}
    departments = tuple(one for one in known.departments if anybody or one.id in own)
    return Offer(_groups(known, paths), departments, anybody)


def _groups(known: Choices, paths: tuple[str, ...]) -> tuple[Group, ...]:
    inside = [area for area in known.areas.values() if area.path.startswith(paths)] if paths else []
    if len(inside) > MOST:
        inside = [area for area in inside if area.kind not in SMALL]
    found: dict[int, list[Area]] = {}
    for area in sorted(inside, key=lambda one: (one.path.count("."), one.name_en)):
        head = known.block_of(area.path)
        found.setdefault(head.id if head else 0, []).append(area)
    heads = {area.id: area for area in known.blocks}
    order = sorted(found, key=lambda key: heads[key].name_en if key else "")
    return tuple(Group(heads.get(key), tuple(found[key])) for key in order)
