"""What a citizen does with a ticket besides judging it: answer, add, message, nudge, withdraw, join."""

from collections.abc import Sequence
from datetime import timedelta

from models.tickets import Event, Ticket
from tickets.actions import shared
from tickets.actions.working import run_clock
from tickets.actor import Actor, ActorKind
from tickets.change import Change, change
from tickets.errors import Invalid, NotFound, NotPossible
from tickets.guard import check_tone
from tickets.lifecycle import Verb
from tickets.words import take_files, words

NUDGE_EVERY = timedelta(days=7)


async def _said(making: Change, text: str, attachments: Sequence[int]) -> None:
    """Words, files or both; a voice note alone is an answer too."""
    await take_files(making, attachments)
    making.data["text"] = words(text, "text", needed=not making.data.get("attachments"))


async def answer(
    ticket_id: int, by: Actor, *, text: str = "", attachments: Sequence[int] = (), version: int | None = None
) -> Ticket:
    """The citizen answers the officer's question; the clock runs again."""

    async def apply(making: Change) -> None:
        await _said(making, text, attachments)
        making.data["question"] = str(making.ticket.pending.get("question", ""))
        await run_clock(making)

    return await change(ticket_id, by, Verb.ANSWER, apply, version=version)


async def add(ticket_id: int, by: Actor, *, text: str = "", attachments: Sequence[int] = ()) -> Ticket:
    """More words or photos for an open ticket; of a merged one for what it became part of."""

    async def apply(making: Change) -> None:
        if not shared.is_merged(making):
            await _said(making, text, attachments)
            return
        child = making.ticket

        async def for_all(above: Change) -> None:
            await _said(above, text, attachments)
            above.data["merged"] = child.number

        await shared.move(await shared.open_parent(making), child, by, Verb.ADD, for_all)

    return await change(ticket_id, by, Verb.ADD, apply)


async def message(ticket_id: int, by: Actor, *, text: str = "", attachments: Sequence[int] = ()) -> Ticket:
    """Officer and citizen talk through the ticket; neither sees the other's number."""

    async def apply(making: Change) -> None:
        await _said(making, text, attachments)
        if by.kind is not ActorKind.CITIZEN:
            check_tone(str(making.data["text"]), "text")
        making.data["to"] = "officer" if by.kind is ActorKind.CITIZEN else "citizen"

    return await change(ticket_id, by, Verb.MESSAGE, apply)


async def nudge(ticket_id: int, by: Actor) -> Ticket:
    """The citizen asks for haste: once a week, counted, seen by the supervisor."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        if ticket.last_nudged_at is not None and making.now < ticket.last_nudged_at + NUDGE_EVERY:
            raise NotPossible("nudged-recently", status=ticket.status.value, number=ticket.number)
        ticket.last_nudged_at = making.now
        ticket.nudge_count += 1
        making.data["count"] = ticket.nudge_count

    return await change(ticket_id, by, Verb.NUDGE, apply)


async def withdraw(ticket_id: int, by: Actor, *, reason: str = "") -> Ticket:
    """The citizen takes it back."""

    async def apply(making: Change) -> None:
        making.data["reason"] = words(reason, "reason", needed=False)
        making.ticket.closed_at = making.now
        making.ticket.paused_at = None
        making.remember(rejection=None, question=None)

    return await change(ticket_id, by, Verb.WITHDRAW, apply)


async def join(
    ticket_id: int,
    by: Actor,
    *,
    person_id: int | None = None,
    text: str = "",
    attachments: Sequence[int] = (),
) -> Ticket:
    """Another citizen has the same trouble: they follow and are counted; their words stay with it.

    Of somebody who follows it already more words are just added.
    """
    again = False

    async def apply(making: Change) -> None:
        nonlocal again
        ticket = making.ticket
        who = by.id if by.kind is ActorKind.CITIZEN else person_id
        if ticket.confidential:
            raise NotFound
        if who is None:
            raise Invalid("person-missing", field="person_id")
        followed = Event.filter(ticket_id=ticket.id, verb=Verb.JOIN.value)
        known = [row.data.get("person") for row in await followed]
        making.nothing = again = who == ticket.citizen_id or who in known
        if not again:
            ticket.joined_count += 1
            making.data["person"] = who
            await take_files(making, attachments)
            if text.strip():
                making.data["text"] = words(text, "text")

    ticket = await change(ticket_id, by, Verb.JOIN, apply)
    told = bool(text.strip() or attachments)
    return await add(ticket_id, by, text=text, attachments=attachments) if again and told else ticket
