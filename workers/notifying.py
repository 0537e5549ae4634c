"""The reaction of every event: tell whom the table names, each once, in their language."""

from bots import conversation
from bots.queue import queue
from models.messages import Lane
from models.tickets import Attachment, Event, Ticket
from tickets import known
from tickets.lifecycle import Verb
from tickets.transaction import transaction
from workers import bundles, calls
from workers.letters import Files, write
from workers.notices import Happening, Notice, notices_for
from workers.recipients import Recipient, recipients, without_chat


def happening(event: Event) -> Happening:
    """The row as the table of notices sees it."""
    return Happening(Verb(event.verb), event.actor_kind, event.before, event.after, event.data)


async def notify(event: Event) -> None:
    """Queue every message this event causes; what was queued before stays single."""
    said = happening(event)
    notices = notices_for(said)
    if not notices:
        return
    ticket = await known.with_names(await Ticket.get(id=event.ticket_id))
    files = await _files(ticket.id) if any(notice.card for notice in notices) else Files()
    told: set[int] = set()
    for notice in notices:
        for to in await recipients(notice.to, ticket, said):
            # One person in two offices hears of one event once.
            if to.person_id not in told:
                told.add(to.person_id)
                await _tell(notice, to.about or ticket, event, to, files)
        for officer in await without_chat(notice.to, ticket, said):
            to = Recipient(calls.NOBODY, officer.language, officer)
            await calls.ask_to_phone(officer, ticket, event, write(notice, ticket, said, to, files).text)


async def _tell(notice: Notice, ticket: Ticket, event: Event, to: Recipient, files: Files) -> None:
    if to.officer is not None and not bundles.goes_at_once(notice, ticket, to):
        key = f"event:{event.id}:{to.person_id}"
        await bundles.put_aside(notice, ticket, event.id, to.officer, key)
        return
    if not notice.asks or to.officer is not None:
        await _queue(notice, ticket, event, to, files)
        return
    async with transaction():
        if await _queue(notice, ticket, event, to, files) is not None:
            await conversation.told(to.person_id, notice.asks, ticket.id, ticket.number)


async def _queue(notice: Notice, ticket: Ticket, event: Event, to: Recipient, files: Files) -> int | None:
    return await queue(
        write(notice, ticket, happening(event), to, files),
        person_id=to.person_id,
        lane=Lane.NOTICE,
        purpose=notice.purpose,
        key=f"event:{event.id}:{to.person_id}",
        ticket_id=ticket.id,
        event_id=event.id,
        urgent=ticket.urgent and to.officer is not None,
    )


async def _files(ticket_id: int) -> Files:
    rows = await Attachment.filter(ticket_id=ticket_id).only("id", "kind")
    kinds = [row.kind for row in rows]
    return Files(photos=kinds.count("photo"), voices=kinds.count("voice"))
