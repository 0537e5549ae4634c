"""What humans decide about a citizen's words, kept as rows from which the router learns."""

import clock
from models.departments import Category, Department
from models.tickets import LabelledExample, Ticket


async def learn(ticket: Ticket, source: str, *, urgent: bool | None = None, kind: str = "") -> None:
    """Keep what was decided; `urgent` and `kind` only where a human looked at them."""
    if not ticket.description.strip():
        return
    category = await Category.get_or_none(id=ticket.category_id) if ticket.category_id else None
    department = await Department.get_or_none(id=ticket.department_id) if ticket.department_id else None
    await LabelledExample.create(
        ticket_id=ticket.id,
        text=ticket.description,
        language=ticket.language,
        department_code=department.code if department else "",
        category_code=category.code if category else "",
        kind=kind,
        urgent=urgent,
        area_id=ticket.area_id if source == "correction" else None,
        source=source,
        at=clock.now(),
    )
