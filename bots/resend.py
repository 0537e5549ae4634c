"""Asking a person to send again what could not be fetched, or not be handled."""

from tortoise.expressions import Q

import clock
import texts
from bots import raw
from bots.outbound import Say
from bots.queue import queue
from models.messages import Inbound, Lane
from models.people import Identity, Person
from models.tickets import Attachment

REASONS = {"too big": "media-too-big", "type not allowed": "media-wrong-type", "quota": "media-quota"}


async def ask(attachment: Attachment) -> None:
    """Once for all files of one message, in the person's language, with the reason where it helps.

    Whoever sends more than a day's files is told so once: an answer for each would only cost.
    """
    if attachment.person_id is None or attachment.by_officer:
        return
    person = await Person.get(id=attachment.person_id)
    reason = REASONS.get(attachment.error, "media-lost")
    about = (
        f"{clock.now():%Y%m%d}"
        if reason == "media-quota"
        else raw.digest(attachment.vendor_message or str(attachment.id))
    )
    await queue(
        Say(texts.say(person.language, reason)),
        person_id=person.id,
        lane=Lane.NOTICE,
        purpose="resend",
        key=f"{reason}:{person.id}:{about}",
        ticket_id=attachment.ticket_id,
        answers=True,
    )


async def apologise(inbound_id: int) -> None:
    """Their message was set aside: silence would leave them waiting. Nobody hears it whom we do not know."""
    row = await Inbound.get(id=inbound_id)
    named = Q(external_id=row.sender) | Q(phone=row.sender)
    identity = await Identity.filter(named, channel=row.channel).prefetch_related("person").first()
    if identity is None:
        return
    await queue(
        Say(texts.say(identity.person.language or "hi", "message-set-aside")),
        person_id=identity.person_id,
        identity_id=identity.id,
        lane=Lane.REPLY,
        purpose="resend",
        key=f"parked:{inbound_id}",
        answers=True,
    )
