"""What the officer in charge does: see, start, ask, resume, resolve, and keep notes and files."""

from collections.abc import Sequence

import settings
from models.officers import Officer
from models.states import Status
from models.tickets import Attachment, Event, Ticket
from tickets import capacity, deadlines, known, lifecycle, office, timers
from tickets.actor import Actor, ActorKind, rank
from tickets.change import Change, change
from tickets.errors import Invalid, NotAllowed
from tickets.guard import check_reply, check_tone
from tickets.lifecycle import Verb
from tickets.words import take_files, words

IN_CHARGE = frozenset({ActorKind.OFFICER, ActorKind.DEPARTMENT_HEAD})


async def view(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """The department has seen it; recorded once, and not when somebody else only looks."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        in_charge = making.by.kind in IN_CHARGE or making.by.desk == ticket.officer_id
        making.nothing = ticket.first_viewed_at is not None or not in_charge
        if not making.nothing:
            ticket.first_viewed_at = making.now

    return await change(ticket_id, by, Verb.VIEW, apply, version=version)


async def start(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """Work has begun; who starts has also seen it."""

    async def apply(making: Change) -> None:
        making.ticket.first_viewed_at = making.ticket.first_viewed_at or making.now

    return await change(ticket_id, by, Verb.START, apply, version=version)


async def ask(ticket_id: int, by: Actor, *, question: str, version: int | None = None) -> Ticket:
    """Ask the citizen; the clock stands until the answer, at most as long as the settings allow."""

    async def apply(making: Change) -> None:
        asked = words(question, "question")
        check_tone(asked, "question")
        making.ticket.first_viewed_at = making.ticket.first_viewed_at or making.now
        making.ticket.paused_at = making.now
        making.remember(question=asked)
        making.data["question"] = asked

    return await change(ticket_id, by, Verb.ASK, apply, version=version)


async def run_clock(making: Change) -> None:
    """End a pause: the due date moves by the office time that passed."""
    ticket = making.ticket
    if ticket.paused_at is None:
        return
    if ticket.due_at is not None:
        cap = settings.current().tickets.waiting_days
        calendar = await office.current()
        named = timers.clockwork(ticket).since
        moved = deadlines.resumed(
            ticket.due_at, ticket.paused_at, making.now, calendar, cap_days=cap, named_at=named
        )
        making.data |= {"due_before": ticket.due_at.isoformat(), "due_at": moved.isoformat()}
        ticket.due_at = moved
    ticket.paused_at = None
    making.remember(question=None)


async def resume(ticket_id: int, by: Actor, *, version: int | None = None) -> Ticket:
    """Go on without the answer: by the officer, or by itself when the waiting time is over."""
    return await change(ticket_id, by, Verb.RESUME, run_clock, version=version)


async def resolve(
    ticket_id: int, by: Actor, *, note: str, attachments: Sequence[int] = (), version: int | None = None
) -> Ticket:
    """The department says that it is done; the citizen is asked whether it really is."""

    async def apply(making: Change) -> None:
        ticket = making.ticket
        await _take_appeal(making, by)
        said = words(note, "note")
        check_reply(said, "note")
        await take_files(making, attachments)
        await _check_photo(ticket)
        await run_clock(making)
        ticket.first_viewed_at = ticket.first_viewed_at or making.now
        ticket.resolved_at, ticket.resolution, ticket.verdict = making.now, said, ""
        making.remember(rejection=None)
        making.data |= {"note": said, "late": ticket.due_at is not None and making.now > ticket.due_at}

    return await change(ticket_id, by, Verb.RESOLVE, apply, version=version)


async def _take_appeal(making: Change, by: Actor) -> None:
    """An appeal is decided by whoever it was given to, or above them; never by the one appealed against.

    Standing in for the one who is to judge does not make anybody the judge of their own work.
    """
    ticket = making.ticket
    if ticket.status is not Status.APPEALED or ticket.officer_id is None:
        return
    holder = await Officer.get(id=ticket.officer_id)
    for one in capacity.capacities(by, ticket):
        above = rank(one.kind, one.level) > rank(ActorKind(holder.role.value), holder.level)
        if not (above or one.desk == holder.id) or not lifecycle.may(one.kind, making.verb, ticket.status):
            continue
        if one.stands_for is None or await _last_decider(ticket) != by.id:
            making.by = one
            return
    raise NotAllowed("appeal-decided-above", number=ticket.number)


async def _last_decider(ticket: Ticket) -> int | None:
    """Who said before that it was done or refused: whom an appeal is about."""
    decided = Event.filter(ticket_id=ticket.id, verb__in=[Verb.RESOLVE.value, Verb.APPROVE_REJECTION.value])
    last = await decided.order_by("-seq").first()
    return last.actor_id if last else None


async def _check_photo(ticket: Ticket) -> None:
    category = await known.category(ticket.category_id)
    if category is None or not category.photo_required:
        return
    if not await Attachment.filter(ticket_id=ticket.id, by_officer=True, kind="photo").exists():
        raise Invalid("photo-needed", field="attachments")


async def note(ticket_id: int, by: Actor, *, text: str, attachments: Sequence[int] = ()) -> Ticket:
    """An internal note; the citizen never sees it."""

    async def apply(making: Change) -> None:
        making.data["text"] = words(text, "text")
        await take_files(making, attachments)

    return await change(ticket_id, by, Verb.NOTE, apply)


async def attach(ticket_id: int, by: Actor, *, attachments: Sequence[int], text: str = "") -> Ticket:
    """Put files to the ticket."""

    async def apply(making: Change) -> None:
        await take_files(making, attachments)
        making.nothing = not making.data.get("attachments")
        making.data["text"] = words(text, "text", needed=False)

    return await change(ticket_id, by, Verb.ATTACH, apply)
