"""The shell around the pure dialog: loads before a turn, carries out what it asks, saves after it."""

from collections import deque
from dataclasses import dataclass, field, replace

import clock
import settings
from bots import contacts, deeds, district_facts, hot, spoken, standing
from bots.channel import capabilities
from bots.dialog.effects import Act, Effect, Look
from bots.dialog.engine import advance
from bots.dialog.events import Event, Heard, Told, Woken
from bots.dialog.facts import Facts
from bots.dialog.session import Session
from bots.inbound import Contact, Message
from bots.moment import moment
from bots.outbound import Say
from bots.queue import queue
from models.messages import Lane
from models.people import Identity
from tickets.transaction import transaction

_SAVE = """
INSERT INTO session (identity_id, state, updated_at) VALUES ($1, $2, $3)
ON CONFLICT (identity_id) DO UPDATE SET state = EXCLUDED.state, updated_at = EXCLUDED.updated_at
"""
STATUS = frozenset({"ticket", "tickets"})
MAX_ROUNDS = 12  # a turn that asks for more deeds than this is a loop in the dialog


class DialogLoop(Exception):
    """The dialog kept asking for deeds; the message is parked instead of looping for ever."""


@dataclass(slots=True)
class Turn:
    """One turn's surroundings, and what was said in it."""

    identity: Identity
    standing: standing.Standing
    facts: Facts
    key: str
    said: list[Say] = field(default_factory=list)
    is_status: bool = False


async def handle(message: Message, identity: Identity, *, inbound_id: int) -> list[int]:
    """Take one message of one person through the dialog; returns outbox rows beside a turn's replies.

    Runs inside the inbox's turn (bots.moment); `identity.person` is loaded.
    """
    match message.content:
        case Contact(phone=phone, own=True):
            await contacts.recognise(identity, phone)
    return await _turn(identity, Heard(message), f"in:{inbound_id}", message)


async def told(person_id: int, what: str, ticket_id: int, number: str) -> None:
    """A notification put a question to the person: the dialog expects its answer and keeps the form."""
    identity = await Identity.filter(person_id=person_id).order_by("-last_inbound_at", "-id").first()
    if identity is None:
        return
    async with transaction():
        locked = await _lock(identity.id)
        await _turn(
            locked, Told(what, ticket_id, number), f"told:{what}:{ticket_id}:{clock.now().timestamp()}", None
        )


async def woken(identity_id: int, kind: str, key: str) -> list[int]:
    """A wake-up fell due; returns outbox rows to send. `key` makes what is said unique."""
    async with transaction():
        identity = await _lock(identity_id)
        return await _turn(identity, Woken(kind), key, None)


async def _lock(identity_id: int) -> Identity:
    identity = await Identity.select_for_update().get(id=identity_id)
    await identity.fetch_related("person")
    return identity


async def _turn(identity: Identity, event: Event, key: str, message: Message | None) -> list[int]:
    here = moment.get()
    read = here.read if here is not None and here.is_of(identity.id) else ()
    who = await standing.of_row(identity, read[0]) if read else await standing.of(identity)
    facts = Facts(
        now=clock.now(),
        channel=identity.channel,
        person=who.facts,
        district=await district_facts.current(),
        can=_can(identity.channel),
    )
    turn = Turn(identity, who, facts, key)
    session = Session.from_json(who.state)
    before = who.state
    events: deque[Event] = deque([event])
    rounds = 0
    while events:
        rounds += 1
        if rounds > MAX_ROUNDS:
            raise DialogLoop(f"identity {identity.id}: {session.step}")
        session, effects = advance(session, events.popleft(), turn.facts)
        for effect in effects:
            events.extend(await _carry_out(effect, turn))
    after = session.to_json()
    if after != before:
        await _keep(identity, after)
    if turn.is_status:
        await spoken.follow(identity, turn.said, key=key)
    return await _queue_all(turn, reply=message is not None)


def _can(channel: str) -> frozenset[str]:
    """What the dialog may offer here; "speech" where a service speaks and hears."""
    names = capabilities(channel)
    return names | {"speech"} if settings.current().speech.on else names


async def _carry_out(effect: Effect, turn: Turn) -> list[Event]:
    if isinstance(effect, Say):
        turn.said.append(effect)
        return []
    if isinstance(effect, Look | Act):
        # Looking at a ticket and nothing else is asking for its state.
        turn.is_status = isinstance(effect, Look) and effect.what in STATUS and not turn.facts.person.role
    outcome = await deeds.do(effect, turn.identity, turn.standing)
    if outcome.standing is not None:
        turn.standing = outcome.standing
        turn.facts = replace(turn.facts, person=outcome.standing.facts)
    if outcome.person is not None:
        turn.facts = outcome.person(turn.facts)
    return list(outcome.events)


async def _keep(identity: Identity, state: str) -> None:
    """With the end of the turn that runs; outside one at once, so that a turn under way hears of it."""
    here = moment.get()
    if here is not None and here.is_of(identity.id):
        here.state = state
        return
    await hot.rows(_SAVE, identity.id, state, clock.now())
    await hot.rows("UPDATE identity SET turn = turn + 1 WHERE id = $1", identity.id)


async def _queue_all(turn: Turn, *, reply: bool) -> list[int]:
    rows = []
    for position, say in enumerate(turn.said):
        row = await queue(
            say,
            person_id=turn.identity.person_id,
            identity_id=turn.identity.id,
            lane=Lane.REPLY if reply else Lane.NOTICE,
            purpose="reply" if reply else "dialog",
            key=f"{turn.key}:{position}",
            answers=reply,
        )
        if row is not None:
            rows.append(row)
    return rows
