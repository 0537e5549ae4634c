"""Rows of the district that verbs and notices read again and again; each is read once a batch."""

from models.areas import Area
from models.departments import Category, Department
from models.tickets import Ticket
from tickets.once import once


async def department(department_id: int | None) -> Department | None:
    """A department by its id."""
    if department_id is None:
        return None
    return await once(("department", department_id), lambda: Department.get_or_none(id=department_id))


async def department_of(code: str) -> Department | None:
    """A department that is still there, by its code."""
    return await once(("department", code), lambda: Department.get_or_none(code=code, active=True))


async def category(category_id: int | None) -> Category | None:
    """A category by its id."""
    if category_id is None:
        return None
    return await once(("category", category_id), lambda: Category.get_or_none(id=category_id))


async def area(area_id: int | None) -> Area | None:
    """A place by its id."""
    if area_id is None:
        return None
    return await once(("area", area_id), lambda: Area.get_or_none(id=area_id))


async def root() -> Area | None:
    """The whole of what this deployment serves."""
    return await once("root", lambda: Area.filter(parent_id=None).order_by("id").first())


async def with_names(ticket: Ticket) -> Ticket:
    """The ticket with department and place at hand: what a message says of it."""
    ticket.department = await department(ticket.department_id)
    ticket.area = await area(ticket.area_id)
    return ticket
