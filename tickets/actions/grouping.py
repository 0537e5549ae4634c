"""Several tickets about one thing: merge into a parent, and take one out again."""

from tortoise.expressions import F

from models.states import Status
from models.tickets import Ticket
from tickets import access
from tickets.actor import Actor
from tickets.change import Change, change
from tickets.errors import Invalid
from tickets.lifecycle import ENDED, Verb


async def merge(ticket_id: int, by: Actor, *, parent_id: int, version: int | None = None) -> Ticket:
    """The ticket rests, its citizen follows the parent's news."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        parent = await Ticket.get_or_none(access.visible(by), id=parent_id)
        if parent is None or parent.id == ticket.id:
            raise Invalid("no-such-parent", field="parent_id")
        if parent.status in ENDED or parent.confidential != ticket.confidential:
            raise Invalid("parent-is-closed", field="parent_id")
        if await Ticket.filter(parent_id=ticket.id, status=Status.MERGED).exists():
            raise Invalid("has-merged-tickets", field="parent_id")
        making.remember(merged_from=ticket.status.value)
        ticket.verdict = ""
        ticket.parent_id, ticket.closed_at = parent.id, making.now
        making.data |= {"parent": parent.id, "parent_number": parent.number}
        await Ticket.filter(id=parent.id).update(joined_count=F("joined_count") + 1)

    return await change(ticket_id, by, Verb.MERGE, apply, version=version)


async def unmerge(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """Undo a merge: the ticket is again what it was."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        making.to = Status(str(ticket.pending.get("merged_from", Status.SUBMITTED.value)))
        making.data["parent"] = ticket.parent_id
        await Ticket.filter(id=ticket.parent_id, joined_count__gt=0).update(
            joined_count=F("joined_count") - 1
        )
        making.remember(merged_from=None)
        ticket.verdict, ticket.rating = "", None
        ticket.parent_id = ticket.closed_at = None

    return await change(ticket_id, by, Verb.UNMERGE, apply, version=version)
