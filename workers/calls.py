"""Officers without a chat: their news goes on the operator's call list, one open entry a ticket."""

import clock
import texts
from models.officers import Officer
from models.supervision import CallListEntry
from models.tickets import Event, Ticket
from tickets.transaction import transaction

REASON = "officer-without-chat"
TEXT = 500
NOBODY = 0
"""These entries are about an account, not about a citizen's record."""


async def ask_to_phone(officer: Officer, ticket: Ticket, event: Event, text: str) -> None:
    """The operator tells this officer; newer news replaces what was not told yet."""
    if ticket.confidential:
        await ask_to_look(officer)
        return
    key = f"officer:{officer.id}:event:{event.id}"
    async with transaction():
        there = CallListEntry.filter(callee_id=officer.id, ticket_id=ticket.id, state="open")
        if await CallListEntry.filter(key=key).exists() or await there.update(text=text[:TEXT]):
            return
        await _put(key, officer, ticket.id, text)


async def ask_to_tell(officer: Officer, key: str, text: str) -> None:
    """The operator reads this officer what would have been one message about several tickets."""
    if not await CallListEntry.filter(key=key).exists():
        await _put(key, officer, None, text)


async def ask_to_look(officer: Officer) -> None:
    """News of a confidential matter: the operator says that there is some, and does not read it."""
    text = texts.say(officer.language, "call-confidential")
    waiting = CallListEntry.filter(callee_id=officer.id, ticket_id=None, text=text, state="open")
    if not await waiting.exists():
        await _put(f"officer:{officer.id}:look:{clock.now():%Y%m%d%H%M%S}", officer, None, text)


async def _put(key: str, officer: Officer, ticket_id: int | None, text: str) -> None:
    await CallListEntry.create(
        key=key,
        person_id=NOBODY,
        callee_id=officer.id,
        ticket_id=ticket_id,
        reason=REASON,
        text=text[:TEXT],
        created_at=clock.now(),
    )
