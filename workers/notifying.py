"""The reaction of every event: tell whom the table names, each once, in their language."""

from datetime import timedelta

from bots import conversation, errands
from bots.errands import Errand
from bots.queue import queue
from models.messages import Lane
from models.tickets import Attachment, Event, Ticket
from tickets import known
from tickets.files import FOR_CITIZENS, FROM_CITIZENS
from tickets.lifecycle import Verb
from tickets.transaction import transaction
from workers import bundles, calls
from workers.letters import Files, write
from workers.notices import Happening, Notice, notices_for
from workers.programs import is_told_elsewhere
from workers.recipients import Recipient, recipients, without_chat

MOST_FILES = 3
"""So many come with a new card by themselves; the card's button brings them all."""
AFTER_THE_WORDS = timedelta(seconds=3)


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
    if to.officer is None and await is_told_elsewhere(notice, ticket, to.person_id):
        return
    if not notice.asks or to.officer is not None:
        await _queue(notice, ticket, event, to, files)
        return
    async with transaction():
        if await _queue(notice, ticket, event, to, files) is not None:
            await conversation.told(to.person_id, notice.asks, ticket.id, ticket.number)


async def _queue(notice: Notice, ticket: Ticket, event: Event, to: Recipient, files: Files) -> int | None:
    if notice.words and (sent := _sent_along(event, to, files)):
        data = {"ticket": ticket.id, "person": to.person_id, "files": sent, "language": to.language}
        data["urgent"] = ticket.urgent and to.officer is not None
        await errands.plan(Errand.FILES, f"{event.id}:{to.person_id}", data, after=AFTER_THE_WORDS)
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


def _sent_along(event: Event, to: Recipient, files: Files) -> list[int]:
    """The files that follow the words: of the event, or with a ticket's first card what the citizen sent."""
    verb = Verb(event.verb)
    if verb is Verb.ASSIGN and to.officer is not None:
        return list(files.citizens[:MOST_FILES])
    given = event.data.get("attachments")
    passed_on = FROM_CITIZENS if to.officer is not None else FOR_CITIZENS
    return [int(str(key)) for key in given] if isinstance(given, list) and verb in passed_on else []


async def _files(ticket_id: int) -> Files:
    rows = await Attachment.filter(ticket_id=ticket_id).order_by("id").only("id", "kind", "by_officer")
    kinds = [row.kind for row in rows]
    theirs = tuple(row.id for row in rows if not row.by_officer)
    return Files(photos=kinds.count("photo"), voices=kinds.count("voice"), citizens=theirs)
