"""Why a ticket is still open, in one code and a number (pure)."""

from datetime import datetime

from models.states import Status
from models.tickets import Ticket
from reports.counting import UNASSIGNED
from reports.replay import Standing


def standing_of(ticket: Ticket) -> Standing:
    """A ticket's present standing, from its own row."""
    return Standing(
        ticket_id=ticket.id,
        submitted_at=ticket.submitted_at,
        area_id=ticket.area_id,
        kind=ticket.kind.value,
        confidential=ticket.confidential,
        status=ticket.status.value,
        officer_id=ticket.officer_id,
        assigned_at=ticket.assigned_at,
        viewed_at=ticket.first_viewed_at,
        due_at=ticket.due_at,
        paused_at=ticket.paused_at,
        moved_at=ticket.updated_at,
        reopened=ticket.reopen_count,
        hops=ticket.hop_count,
        extended=ticket.extension_count,
    )


def why(standing: Standing, end: datetime) -> tuple[str, int]:
    """The code of the reason and its number (days or times)."""
    if standing.status in UNASSIGNED:
        return "unassigned", days(standing.submitted_at, end)
    if standing.status == Status.APPEALED:
        return "appealed", standing.reopened
    if standing.status == Status.WAITING_CITIZEN:
        return "waiting", days(standing.paused_at or end, end)
    if standing.status == Status.ASSIGNED and standing.viewed_at is None:
        return "unseen", days(standing.assigned_at or standing.submitted_at, end)
    if standing.reopened:
        return "reopened", standing.reopened
    if standing.hops:
        return "transferred", standing.hops
    if standing.extended:
        return "extended", standing.extended
    return "quiet", days(standing.moved_at or standing.submitted_at, end)


def days(start: datetime, end: datetime) -> int:
    """Full days between two instants."""
    return max(0, (end - start).days)
