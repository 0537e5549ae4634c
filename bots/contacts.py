"""A contact that Telegram proves to be the sender's own joins them to whom WhatsApp knows by that number."""

import clock
import texts
from bots import raw
from bots.outbound import Say
from bots.queue import queue
from models.messages import Lane
from models.people import Identity, Person
from tickets import people
from tickets.errors import TicketError

VERIFIED_BY = "whatsapp"
"""The channel whose vendor says by itself what the number is."""


async def recognise(identity: Identity, phone: str) -> bool:
    """Keep the proven number, and make one person of two; True when somebody was joined.

    The other channel is told, so that a stranger who got hold of an old number cannot join in silence.
    """
    number = raw.phone(phone)
    if number is None:
        return False
    person = identity.person
    if person.phone != number:
        person.phone = number
        await person.save(update_fields=["phone"])
    if (
        identity.phone != number
        and not await Identity.filter(channel=identity.channel, phone=number).exists()
    ):
        identity.phone = number
        await identity.save(update_fields=["phone"])
    other = await Identity.filter(channel=VERIFIED_BY, phone=number).exclude(person_id=person.id).first()
    return other is not None and await _join(identity, other)


async def is_joined(identity: Identity, phone: str) -> bool:
    """Whether another channel with this number belongs to the same person."""
    here = Identity.filter(person_id=identity.person_id, channel=VERIFIED_BY, phone=raw.phone(phone))
    return await here.exclude(id=identity.id).exists()


async def _join(identity: Identity, other: Identity) -> bool:
    try:
        keep = await people.merge(other.person_id, identity.person_id)
    except TicketError:
        # Two officers, or someone erased meanwhile: both stay as they are.
        return False
    identity.person = await Person.get(id=keep.id)
    await queue(
        Say(texts.say(keep.language or "hi", "personal-channel-joined")),
        person_id=keep.id,
        identity_id=other.id,
        lane=Lane.NOTICE,
        purpose="linked",
        key=f"linked:{identity.id}:{other.id}:{clock.now():%Y%m%d%H%M}",
    )
    return True
