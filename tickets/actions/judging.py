"""The citizen's verdict: confirmed, disputed, unsure, stars, appeal."""

from collections.abc import Sequence
from datetime import timedelta

from models.states import Status
from models.tickets import Ticket
from tickets.actions import shared
from tickets.actions.deciding import again, one_level_up
from tickets.actor import Actor
from tickets.change import Change, change
from tickets.errors import Invalid, NotPossible
from tickets.lifecycle import Verb
from tickets.words import take_files, words

MOST_REOPENINGS = 2
POOR = 2
"""So many stars or fewer are an appeal."""
LATE = timedelta(days=60)
"""How long after the end a citizen may still say that it is not fixed."""


async def confirm(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """Yes, it is fixed."""

    async def apply(making: Change) -> None:
        if shared.is_merged(making):
            await shared.keep(making, "yes")
            return
        making.ticket.verdict, making.ticket.closed_at = "yes", making.now

    return await change(ticket_id, by, Verb.CONFIRM, apply, version=version)


async def dispute(
    ticket_id: int,
    by: Actor,
    *,
    reason: str = "",
    attachments: Sequence[int] = (),
    version: int | None = None,
) -> Ticket:
    """No, with a reason in words or voice: reopened, and the third time an appeal."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        await take_files(making, attachments)
        said = words(reason, "reason", needed=not making.data.get("attachments"))
        making.data["reason"] = said
        if not shared.is_merged(making):
            await _reopen(making)
            return

        async def for_all(parent: Change) -> None:
            parent.data |= {"reason": said, "merged": ticket.number}
            await _reopen(parent)

        await shared.move(await shared.keep(making, "no"), ticket, by, Verb.DISPUTE, for_all)

    return await change(ticket_id, by, Verb.DISPUTE, apply, version=version)


async def _reopen(making: Change) -> None:
    ticket = making.ticket
    if ticket.closed_at is not None and making.now > ticket.closed_at + LATE:
        raise NotPossible("too-late", status=ticket.status.value, number=ticket.number)
    ticket.verdict = "no"
    if ticket.reopen_count >= MOST_REOPENINGS:
        making.to = Status.APPEALED
        await one_level_up(making)
    else:
        await again(making)
        ticket.reopen_count += 1
    making.data["times"] = ticket.reopen_count


async def unsure(ticket_id: int, by: Actor) -> Ticket:
    """The citizen does not know yet; they are asked again."""

    async def apply(making: Change) -> None:
        if shared.is_merged(making):
            await shared.keep(making, "unsure")
            return
        making.nothing = making.ticket.verdict == "unsure"
        making.ticket.verdict = "unsure"

    return await change(ticket_id, by, Verb.UNSURE, apply)


async def rate(ticket_id: int, by: Actor, *, stars: int, reason: str = "") -> Ticket:
    """One to five stars; one or two become an appeal."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        if not 1 <= stars <= 5:
            raise Invalid("stars-out-of-range", field="stars")
        parent = await shared.parent_of(making) if shared.is_merged(making) else None
        if ticket.rating is not None:
            making.nothing = True
            return
        ticket.rating = stars
        said = words(reason, "reason", needed=False)
        making.data |= {"stars": stars, "reason": said}
        if stars > POOR:
            return
        if parent is None:
            making.to = Status.APPEALED
            await one_level_up(making)
            return

        async def for_all(above: Change) -> None:
            above.data |= {"stars": stars, "reason": said, "merged": ticket.number}
            await one_level_up(above)

        await shared.move(parent, ticket, by, Verb.APPEAL, for_all)

    return await change(ticket_id, by, Verb.RATE, apply)


async def appeal(ticket_id: int, by: Actor, *, reason: str = "", attachments: Sequence[int] = ()) -> Ticket:
    """The citizen asks the next level to decide."""

    async def apply(making: Change) -> None:
        await take_files(making, attachments)
        making.data["reason"] = words(reason, "reason", needed=not making.data.get("attachments"))
        await one_level_up(making)

    return await change(ticket_id, by, Verb.APPEAL, apply)
